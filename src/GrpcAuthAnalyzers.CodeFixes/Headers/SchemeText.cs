using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>The written texts of an expression: what stands between the quotes of a literal, and between the holes of an interpolated string.</summary>
internal static class SchemeText
{
    /// <summary>Replaces the first match of a pattern in the texts of an expression; false when none matches. Case does not matter.</summary>
    internal static bool TryReplace(FixPlanBuilder plan, SourceFile file, SyntaxNode expression, string pattern, string replacement) =>
        TryReplace(plan, file, TextsOf(expression), pattern, replacement);

    /// <summary>The same in the last text alone.</summary>
    internal static bool TryReplaceLast(FixPlanBuilder plan, SourceFile file, SyntaxNode expression, string pattern, string replacement) =>
        TryReplace(plan, file, TextsOf(expression).Reverse().Take(1), pattern, replacement);

    private static bool TryReplace(FixPlanBuilder plan, SourceFile file, IEnumerable<TextSpan> texts, string pattern, string replacement)
    {
        foreach (var span in texts)
        {
            var text = file.Text.ToString(span);
            if (Regex.Match(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is not { Success: true } match)
                continue;

            plan.Replace(file, new TextSpan(span.Start + match.Index, match.Length), match.Result(replacement));
            return true;
        }

        return false;
    }

    /// <summary>Whether the first text of an expression matches a pattern, and the last one another. Case does not matter.</summary>
    internal static bool IsEnclosed(SourceFile file, SyntaxNode expression, string first, string last)
    {
        var texts = TextsOf(expression).ToList();
        return texts.Count > 0 && Matches(texts[0], first) && Matches(texts[texts.Count - 1], last);

        bool Matches(TextSpan span, string pattern) =>
            Regex.IsMatch(file.Text.ToString(span), pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private static IEnumerable<TextSpan> TextsOf(SyntaxNode expression)
    {
        foreach (var token in expression.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.InterpolatedStringTextToken))
                yield return token.Span;
            else if (token.IsKind(SyntaxKind.StringLiteralToken) && token.Parent is LiteralExpressionSyntax)
                yield return TextSpan.FromBounds(token.SpanStart + (token.Text[0] == '@' ? 2 : 1), token.Span.End - 1);
        }
    }
}
