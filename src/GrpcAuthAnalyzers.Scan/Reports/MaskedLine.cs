using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>
/// A line of code as the scan shows it: the logs of a pipeline are read by many, and a token may stand in the line of any finding. Texts and comments are
/// replaced, and of a finding about a secret what is underlined, too.
/// </summary>
internal static class MaskedLine
{
    private const string Mask = "...";

    /// <summary>The text that is shown, and where what is underlined begins and ends in it.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="line">The line, without its end.</param>
    /// <param name="marked">What is underlined, within the line.</param>
    /// <param name="isSecret">Whether what is underlined is a secret.</param>
    internal static (string Text, int Start, int End) Of(SyntaxTree tree, TextSpan line, TextSpan marked, bool isSecret)
    {
        var hidden = SecretsIn(tree.GetRoot(), line);
        if (isSecret)
            hidden.Add(marked);

        var (shown, text) = (new StringBuilder(), tree.GetText());
        var (start, end) = (-1, -1);
        for (var at = line.Start; at < line.End;)
        {
            if (at >= marked.Start && start < 0)
                start = shown.Length;
            if (at >= marked.End && end < 0)
                end = shown.Length;

            var behind = hidden.Where(span => span.Contains(at)).Select(static span => span.End).DefaultIfEmpty(at).Max();
            if (behind == at)
            {
                shown.Append(text[at++]);
                continue;
            }

            // What is underlined may begin or end inside.
            if (marked.Start > at && marked.Start < behind)
                start = shown.Length;
            shown.Append(Mask);
            at = behind;
        }

        return (shown.ToString(), start < 0 ? shown.Length : start, end < 0 ? shown.Length : end);
    }

    /// <summary>The texts and comments of a line, without the quotes around them.</summary>
    private static List<TextSpan> SecretsIn(SyntaxNode root, TextSpan line)
    {
        var hidden = new List<TextSpan>();
        foreach (var token in root.DescendantTokens(node => node.FullSpan.IntersectsWith(line)).Where(token => token.FullSpan.IntersectsWith(line)))
        {
            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                    hidden.Add(trivia.FullSpan);
            }

            if (token.IsKind(SyntaxKind.InterpolatedStringTextToken))
                hidden.Add(token.Span);
            else if (token.Value is string && token.Text.Contains('"'))
                hidden.Add(InsideQuotes(token));
        }

        return [.. hidden.Where(span => span.Length > 0).Select(span => span.Intersection(line)).OfType<TextSpan>().Where(static span => span.Length > 0)];
    }

    /// <summary>The text of a literal: a raw one has three quotes or more on each side.</summary>
    private static TextSpan InsideQuotes(SyntaxToken literal)
    {
        var (text, first) = (literal.Text, literal.Text.IndexOf('"'));
        var quotes = text.Skip(first).TakeWhile(static character => character == '"').Count();
        quotes = quotes >= 3 && !literal.IsVerbatimStringLiteral() ? quotes : 1;
        var begin = literal.SpanStart + first + quotes;
        return TextSpan.FromBounds(begin, Math.Max(begin, literal.SpanStart + text.LastIndexOf('"') + 1 - quotes));
    }
}
