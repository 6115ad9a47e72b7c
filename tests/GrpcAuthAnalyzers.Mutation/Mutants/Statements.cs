using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>Changes of statements: they are removed, and their conditions and values changed.</summary>
internal static class Statements
{
    internal static IEnumerable<Change> At(StatementSyntax statement, SemanticModel model)
    {
        if (statement is ExpressionStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or YieldStatementSyntax
            || (statement is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax && IsEarly(statement)))
            yield return new(statement, "remove", ";", static (text, on) => $"{{ if (!{on}) {{ {text} }} }}");

        var inside = statement switch
        {
            IfStatementSyntax { Condition: var condition } => Conditions.At(condition),
            WhileStatementSyntax { Condition: not LiteralExpressionSyntax and var condition } => Conditions.At(condition),
            DoStatementSyntax { Condition: var condition } => Conditions.At(condition),
            ForStatementSyntax { Condition: { } condition } => Conditions.At(condition),
            ReturnStatementSyntax { Expression: { } value } => Values.Returned(value, statement, model),
            _ => [],
        };
        foreach (var change in inside)
            yield return change;
    }

    /// <summary>Whether something follows if the jump is not made: it is in an <c>if</c>, not at the end of a body or a section.</summary>
    private static bool IsEarly(StatementSyntax jump) =>
        jump.Parent is IfStatementSyntax or ElseClauseSyntax || jump.Parent is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax };
}
