using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Functions that may be <c>async</c>: methods, local functions, lambdas and anonymous methods.</summary>
internal static class AsyncFunction
{
    /// <summary>Whether a node is a function with awaits of its own.</summary>
    internal static bool Is(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax;

    /// <summary>The <c>async</c> of a function; no token where it has none.</summary>
    internal static SyntaxToken Keyword(SyntaxNode function)
    {
        var modifiers = function switch
        {
            AnonymousFunctionExpressionSyntax anonymous => anonymous.Modifiers,
            LocalFunctionStatementSyntax local => local.Modifiers,
            BaseMethodDeclarationSyntax method => method.Modifiers,
            _ => default,
        };
        return modifiers.FirstOrDefault(static m => m.IsKind(SyntaxKind.AsyncKeyword));
    }

    /// <summary>Whether the function awaits something, <c>await foreach</c> and <c>await using</c> included, but not in a function inside it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inEveryBuild">Whether an await between <c>#if</c> and <c>#endif</c> of the function does not count either.</param>
    internal static bool Awaits(SyntaxNode function, bool inEveryBuild) =>
        function.DescendantTokens(n => n == function || !Is(n))
            .Any(t => t.IsKind(SyntaxKind.AwaitKeyword) && !(inEveryBuild && IsConditional(t, function)));

    /// <summary>Null for an expression body.</summary>
    internal static BlockSyntax? Block(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax anonymous => anonymous.Block,
        LocalFunctionStatementSyntax local => local.Body,
        BaseMethodDeclarationSyntax method => method.Body,
        _ => null,
    };

    /// <summary>The expression body; null for a block.</summary>
    internal static ExpressionSyntax? Expression(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax anonymous => anonymous.ExpressionBody,
        LocalFunctionStatementSyntax local => local.ExpressionBody?.Expression,
        BaseMethodDeclarationSyntax method => method.ExpressionBody?.Expression,
        _ => null,
    };

    private static bool IsConditional(SyntaxToken token, SyntaxNode function)
    {
        if (!function.ContainsDirectives)
            return false;

        var depth = 0;
        foreach (var trivia in function.DescendantTrivia())
        {
            if (trivia.SpanStart >= token.SpanStart)
                break;
            if (trivia.SpanStart > function.SpanStart)
                depth += trivia.IsKind(SyntaxKind.IfDirectiveTrivia) ? 1 : trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia) ? -1 : 0;
        }

        return depth > 0;
    }
}
