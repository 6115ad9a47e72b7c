using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>
/// The key and the value among the two arguments of <c>Add</c> and <c>new Metadata.Entry</c>, also where they are named and in the
/// other order.
/// </summary>
internal static class EntryArguments
{
    /// <summary>The argument that is the key.</summary>
    internal static ExpressionSyntax KeyIn(SeparatedSyntaxList<ArgumentSyntax> pair) => pair[1 - ValueIndex(pair)].Expression;

    /// <summary>The argument that is the value.</summary>
    internal static ExpressionSyntax ValueIn(SeparatedSyntaxList<ArgumentSyntax> pair) => pair[ValueIndex(pair)].Expression;

    private static int ValueIndex(SeparatedSyntaxList<ArgumentSyntax> pair) =>
        pair.IndexOf(static a => a.NameColon?.Name.Identifier.ValueText is "value" or "valueBytes") == 0 ? 0 : 1;
}
