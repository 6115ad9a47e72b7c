using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>An assignment, by the name that is assigned.</summary>
internal static class WrittenAssignment
{
    /// <summary>The assignment that a name is the target of, alone or behind a dot; null for other mentions.</summary>
    internal static SyntaxNode? Of(SimpleNameSyntax mention)
    {
        var target = NameSyntaxText.EndedBy(mention);
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target ? assignment : null;
    }
}
