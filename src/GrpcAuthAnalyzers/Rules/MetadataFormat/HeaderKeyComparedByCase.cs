using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4007: the key of a metadata entry is compared with a text in upper case, so that it never matches.</summary>
internal sealed class HeaderKeyComparedByCase : IKeyComparisonRule
{
    public void Check(KeyComparison comparison, RuleContext context)
    {
        foreach (var other in comparison.Others)
        {
            if (context.Facts.Bodies.OperationOf(other) is not { Type.SpecialType: SpecialType.System_String } operation
                || context.Ask(until: null).Texts.ConstantOf(new TracedValue(operation)) is not { } text
                || !text.Any(static c => c is >= 'A' and <= 'Z')
                || HasLowerCase(comparison.Whole, text.ToLowerInvariant(), context))
                continue;

            context.Report(
                RuleCatalog.HeaderKeyComparedByCase, other, Enumerable.Empty<Location>(),
                ImmutableDictionary<string, string?>.Empty.Add(FixHints.Header, text.ToLowerInvariant()), new object[] { text });
        }
    }

    /// <summary>Whether the same code also looks for the key as it is: then the other text does no harm.</summary>
    private static bool HasLowerCase(SyntaxNode whole, string lower, RuleContext context)
    {
        foreach (var node in whole.DescendantNodesAndSelf())
        {
            if (node is LiteralExpressionSyntax { Token.ValueText: var text } && text == lower)
                return true;

            if (node is IdentifierNameSyntax
                && context.Facts.Bodies.OperationOf(node) is { ConstantValue: { HasValue: true, Value: string constant } }
                && constant == lower)
                return true;
        }

        return false;
    }
}
