using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>Changes of conditions and of the operators in them.</summary>
internal static class Conditions
{
    /// <summary>A condition is negated; one that declares variables is only forced, so that they stay assigned where they are used.</summary>
    internal static IEnumerable<Change> At(ExpressionSyntax condition) => Declares(condition)
        ? [Forced(condition, true), Forced(condition, false)]
        : [Negation(condition)];

    internal static Change Negation(ExpressionSyntax value) => new(value, "negate", $"!({value})", static (text, on) => $"({on} ^ ({text}))");

    /// <summary>The value is always this.</summary>
    internal static Change Forced(ExpressionSyntax value, bool to) => to
        ? new(value, "true", "true", static (text, on) => $"({Switch.OnlyAsks(on)} || ({text}) || {Switch.Differs(on)})")
        : new(value, "false", "false", static (text, on) => $"(!{Switch.OnlyAsks(on)} && ({text}) && !{Switch.Differs(on)})");

    internal static IEnumerable<Change> OfOperator(BinaryExpressionSyntax binary)
    {
        var kind = binary.Kind();
        if (kind is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression)
        {
            foreach (var operand in new[] { binary.Left, binary.Right }.Where(operand => !operand.IsKind(kind)))
                yield return Forced(operand, kind == SyntaxKind.LogicalAndExpression) with { Operator = "drop operand" };

            if (!binary.Parent.IsKind(kind) && !Declares(binary))
                yield return Other(binary, kind == SyntaxKind.LogicalAndExpression ? "||" : "&&", "and/or");
        }
        else if (!Declares(binary) && BoundaryOf(kind) is { } boundary)
        {
            var other = $"{binary.Left} {boundary} {binary.Right}";
            yield return new(binary, "boundary", other, (text, on) => $"({Switch.AsksBetween(on, text, other)} ? {other} : ({text}))");
        }
    }

    /// <summary>The same operands with another operator.</summary>
    internal static Change Other(BinaryExpressionSyntax binary, string sign, string name)
    {
        var other = $"{binary.Left} {sign} {binary.Right}";
        return new(binary, name, other, (text, on) => $"({on} ? {other} : ({text}))");
    }

    internal static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf().Any(static part => part is SingleVariableDesignationSyntax);

    private static string? BoundaryOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanExpression => "<=",
        SyntaxKind.LessThanOrEqualExpression => "<",
        SyntaxKind.GreaterThanExpression => ">=",
        SyntaxKind.GreaterThanOrEqualExpression => ">",
        _ => null,
    };
}
