using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>Expressions whose value is not used.</summary>
internal static class DroppedExpression
{
    /// <summary>
    /// Whether nothing gets the value of an expression, or of what <c>With...</c> makes of it: it is a statement, is assigned to <c>_</c>, or to a local
    /// that is not mentioned again.
    /// </summary>
    internal static bool IsDiscarded(ExpressionSyntax expression)
    {
        SyntaxNode outer = expression;
        while (true)
        {
            if (outer.Parent is ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax
                or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
                outer = outer.Parent;
            else if (outer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax chained } access
                && access.Expression == outer
                && access.Name.Identifier.ValueText.StartsWith("With", StringComparison.Ordinal))
                outer = chained;
            else
                break;
        }

        return outer.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => IsUnread(declarator),
            ExpressionStatementSyntax or ForStatementSyntax => true,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } => true,
            ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => true, // void members and lambdas: the rule looks at what they return
            _ => false,
        };
    }

    /// <summary>Whether the name of a local is not written again in its member: also not in code that the preprocessor leaves out.</summary>
    private static bool IsUnread(VariableDeclaratorSyntax declarator)
    {
        if (declarator.Parent?.Parent is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration)
            return false;

        var scope = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) is { } member
            && member is not BaseNamespaceDeclarationSyntax
            ? member
            : declarator.SyntaxTree.GetRoot();
        foreach (var mention in TreeIndex.Of(declarator.SyntaxTree).MentionsOf(declarator.Identifier.ValueText))
        {
            if (scope.Span.Contains(mention.Span))
                return false;
        }

        return !HasDisabledText(scope);
    }

    /// <summary>Whether the preprocessor leaves out code of a node: it may use what nothing else uses.</summary>
    internal static bool HasDisabledText(SyntaxNode node)
    {
        if (!node.ContainsDirectives)
            return false;

        foreach (var trivia in node.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.DisabledTextTrivia))
                return true;
        }

        return false;
    }
}
