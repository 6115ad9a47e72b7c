using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// Lines that a fix has made too long, broken at the outermost place: one parameter or argument a line, after <c>=></c>, before operators. Where the user has
/// written more than there is room for, this stays on its line, but for braces between which the fix has written a line.
/// </summary>
internal sealed class LongLines
{
    /// <summary>Above this length a line is broken; a tab counts as four characters.</summary>
    internal const int Longest = 140;

    /// <summary>For fewer characters of a fix a line stays one: a reader of the change sees what is new.</summary>
    private const int LeastWritten = 60;

    /// <summary>So much longer is the copy of a line with another name in it.</summary>
    private const int LongerName = 15;

    private readonly WrittenText _written;
    private readonly SourceLayout _layout;

    internal LongLines(WrittenText written, SourceLayout layout)
    {
        _written = written;
        _layout = layout;
    }

    /// <summary>One break of each line that is too long, sorted; the parts of it may be too long still.</summary>
    internal IReadOnlyList<TextChange> Changes()
    {
        var changes = new List<TextChange>();
        var done = -1;
        foreach (var span in _written.Spans)
        {
            var last = _written.Text.Lines.GetLineFromPosition(span.End).LineNumber;
            for (var number = _written.Text.Lines.GetLineFromPosition(span.Start).LineNumber; number <= last; number++)
            {
                if (number > done && EndOfRoom(_written.Text.Lines[number]) is { } end)
                    changes.AddRange(Break(_written.Text.Lines[number], end));
                done = number > done ? number : done;
            }
        }

        return changes;
    }

    /// <summary>The length of the longest line of which the fix has written nothing.</summary>
    private int LongestOfUser => _written.Text.Lines.Where(line => WrittenOn(line) == 0).Select(static line => line.Span.Length).DefaultIfEmpty().Max();

    /// <summary>The position in a line up to which it is short enough; null where that is its end.</summary>
    private int? EndOfRoom(TextLine line)
    {
        if (line.Span.Length * 4 <= Longest)
            return null;

        var column = 0;
        for (var position = line.Start; position < line.End; position++)
        {
            column += _written.Text[position] == '\t' ? 4 : 1;
            if (column > Longest)
                return position;
        }

        return null;
    }

    private IEnumerable<TextChange> Break(TextLine line, int end)
    {
        var written = WrittenOn(line);
        if (written < LeastWritten)
            return Enumerable.Empty<TextChange>();

        var wasShort = line.Span.Length - written <= Longest;
        var inner = Inner(_written.Root.FindToken(wasShort ? end : WrittenFrom(end, line)), line).Parent!.AncestorsAndSelf();
        LineBreaks? best = null;
        foreach (var node in inner.TakeWhile(node => line.Span.Contains(node.Span)).Reverse())
        {
            // A line break in a hole is an error before C# 11.
            if (node is InterpolationSyntax)
                break;
            if (LineBreaks.Of(node) is { } breaks && (best is null || breaks.Rank < best.Rank) && MayBreak(breaks, wasShort && IsTouched(node.Span)))
                best = breaks;
        }

        if (best is null && line.Span.Length > Math.Max(Longest, LongestOfUser) + LongerName)
            best = inner.Select(node => LineBreaks.OfRest(node, line.Span)).FirstOrDefault(rest => rest is not null && MayBreak(rest, wasShort));

        return best is not null ? Changes(best) : Enumerable.Empty<TextChange>();
    }

    /// <summary>The token that a line has no room for; for one that only closes something, the last of what it closes.</summary>
    private static SyntaxToken Inner(SyntaxToken token, TextLine line)
    {
        while (token.Kind() is SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken or SyntaxKind.CommaToken
                or SyntaxKind.SemicolonToken or SyntaxKind.EqualsGreaterThanToken
            && token.GetPreviousToken() is var before && before.SpanStart >= line.Start)
        {
            token = before;
        }

        return token;
    }

    private IEnumerable<TextChange> Changes(LineBreaks breaks)
    {
        var line = _written.Text.Lines.GetLineFromPosition(breaks.Owner.SpanStart).ToString();
        var outer = _layout.NewLine + line.Substring(0, line.Length - line.TrimStart().Length);
        return breaks.Gaps.Select(gap => new TextChange(gap.Place, gap.IsOuter ? outer : outer + _layout.Indent));
    }

    private bool MayBreak(LineBreaks breaks, bool allOfIt) =>
        breaks.Gaps.All(gap => IsBlank(gap.Place))
            && (allOfIt || breaks.Gaps.All(gap => _written.Has(gap.Written)) || breaks.Elements.Any(_written.Has));

    private bool IsTouched(TextSpan span) => _written.Spans.Any(written => written.OverlapsWith(span));

    /// <summary>How many characters of a line the fix has written.</summary>
    private int WrittenOn(TextLine line)
    {
        var (sum, end) = (0, line.Start);
        foreach (var span in _written.Spans)
        {
            var from = Math.Max(span.Start, end);
            end = Math.Max(end, Math.Min(span.End, line.End));
            sum += Math.Max(0, end - from);
        }

        return sum;
    }

    /// <summary>A position, or the end of what the fix has written behind it.</summary>
    private int WrittenFrom(int position, TextLine line)
    {
        foreach (var span in _written.Spans)
        {
            if (span.End > position && span.Start < line.End)
                return span.Start <= position ? position : Math.Min(span.End, line.End) - 1;
        }

        return position;
    }

    private bool IsBlank(TextSpan gap) => string.IsNullOrWhiteSpace(_written.Text.ToString(gap));
}
