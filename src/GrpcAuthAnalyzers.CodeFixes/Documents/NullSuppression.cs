using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>The <c>!</c> behind an expression. It is no part of the operation, so the syntax of that ends in front of it.</summary>
internal static class NullSuppression
{
    /// <summary>An expression with the <c>!</c> behind it; the expression itself where there is none.</summary>
    internal static ExpressionSyntax Around(ExpressionSyntax expression) =>
        expression.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed : expression;

    /// <summary>An expression without the <c>!</c> behind it; the expression itself where there is none.</summary>
    internal static ExpressionSyntax Inside(ExpressionSyntax expression)
    {
        while (expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed)
            expression = suppressed.Operand;

        return expression;
    }
}
