using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>The line breaks and the indentation of a file, for text that is written into it.</summary>
internal sealed class SourceLayout
{
    private readonly SourceText _text;

    /// <summary><paramref name="indent"/> is one level of indentation; null means: as the file does it, else four blanks.</summary>
    internal SourceLayout(SourceText text, string? indent)
    {
        _text = text;
        NewLine = NewLineOf(text);
        Indent = indent ?? IndentOf(text);
    }

    internal string NewLine { get; }

    /// <summary>One level.</summary>
    internal string Indent { get; }

    /// <summary>What <c>indent_style</c> and <c>indent_size</c> ask for; null when they are not set.</summary>
    internal static string? ConfiguredIndent(AnalyzerConfigOptions options)
    {
        if (options.TryGetValue("indent_style", out var style) && style.Trim() == "tab")
            return "\t";

        return options.TryGetValue("indent_size", out var size) && int.TryParse(size, out var blanks) && blanks > 0 && blanks <= 16
            ? new string(' ', blanks)
            : null;
    }

    /// <summary>Above this length, the indentation included, a fix writes statements instead of one expression.</summary>
    internal const int LongestLine = 120;

    /// <summary>Whether one of the lines of a text is too long to read; a tab counts as four characters.</summary>
    internal static bool IsTooLong(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimEnd('\r').Replace("\t", "    ").Length > LongestLine)
                return true;
        }

        return false;
    }

    /// <summary>The white space at the start of the line of a position.</summary>
    internal string IndentAt(int position)
    {
        var line = _text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && (_text[end] == ' ' || _text[end] == '\t'))
            end++;
        return _text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>The line break followed by the indentation of the line of a position, and so many levels more.</summary>
    internal string BreakAt(int position, int levels = 0)
    {
        var text = NewLine + IndentAt(position);
        for (var i = 0; i < levels; i++)
            text += Indent;
        return text;
    }

    /// <summary>
    /// Lines that are indented by four blanks for each level, as this file indents, behind one indentation more; without a line
    /// break at the end.
    /// </summary>
    internal string Block(IEnumerable<string> lines, string indent)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 0)
                text.Append(NewLine);
            if (line.Length == 0)
                continue;

            var levels = line.TakeWhile(static c => c == ' ').Count() / 4;
            text.Append(indent);
            for (var i = 0; i < levels; i++)
                text.Append(Indent);
            text.Append(line, levels * 4, line.Length - levels * 4);
        }

        return text.ToString();
    }

    /// <summary>
    /// A statement or member with its line, its documentation comment and one of two blank lines around it; with the blanks on one side of it, where more
    /// stands in the line. Other comments stay.
    /// </summary>
    internal TextSpan Removal(SyntaxNode node)
    {
        var start = node.SpanStart;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
            {
                start = trivia.FullSpan.Start;
                break;
            }
        }

        var span = TextSpan.FromBounds(start, node.Span.End);
        if (LinesOf(span) is { } lines)
            return lines;

        var (first, last) = (_text.Lines.GetLineFromPosition(start), _text.Lines.GetLineFromPosition(node.Span.End));
        var aloneBefore = IsBlank(TextSpan.FromBounds(first.Start, start));
        return WithBlanks(span, aloneBefore ? start : first.Start, aloneBefore ? last.End : node.Span.End);
    }

    /// <summary>The lines of a span, with one of two blank lines around them; null where more stands in them, and where it ends with a line break.</summary>
    internal TextSpan? LinesOf(TextSpan span)
    {
        var first = _text.Lines.GetLineFromPosition(span.Start);
        var last = _text.Lines.GetLineFromPosition(span.End);
        if (span.End == last.Start || !IsBlank(TextSpan.FromBounds(first.Start, span.Start)) || !IsBlank(TextSpan.FromBounds(span.End, last.End)))
            return null;

        var end = last.EndIncludingLineBreak;
        var previousIsOpen = first.LineNumber == 0 || IsBlankOrOpen(_text.Lines[first.LineNumber - 1]);
        var nextIsBlank = last.LineNumber + 1 < _text.Lines.Count && IsBlank(_text.Lines[last.LineNumber + 1].Span);
        if (previousIsOpen && nextIsBlank)
            end = _text.Lines[last.LineNumber + 1].EndIncludingLineBreak;

        return TextSpan.FromBounds(first.Start, end);
    }

    /// <summary>A span with the blanks behind it where nothing stands in front of it in its line: they would be added to the indentation.</summary>
    internal TextSpan WithBlanksBehind(TextSpan span)
    {
        var last = _text.Lines.GetLineFromPosition(span.End);
        return span.End > last.Start && IsBlank(TextSpan.FromBounds(_text.Lines.GetLineFromPosition(span.Start).Start, span.Start))
            ? WithBlanks(span, span.Start, last.End)
            : span;
    }

    /// <summary>The same of a member, with the blank line before the last one of a type.</summary>
    internal TextSpan MemberRemoval(SyntaxNode member)
    {
        var removal = Removal(member);
        var first = _text.Lines.GetLineFromPosition(removal.Start);
        return removal.Start == first.Start && first.LineNumber > 0 && _text.Lines[first.LineNumber - 1] is var before && IsBlank(before.Span)
            && member.GetLastToken().GetNextToken().IsKind(SyntaxKind.CloseBraceToken)
            ? TextSpan.FromBounds(before.Start, removal.End)
            : removal;
    }

    /// <summary>The span and the blanks around it, as far as both ends of what may go.</summary>
    private TextSpan WithBlanks(TextSpan span, int from, int to)
    {
        var (start, end) = (span.Start, span.End);
        while (start > from && char.IsWhiteSpace(_text[start - 1]))
            start--;
        while (end < to && char.IsWhiteSpace(_text[end]))
            end++;
        return TextSpan.FromBounds(start, end);
    }

    private bool IsBlank(TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (!char.IsWhiteSpace(_text[i]))
                return false;
        }

        return true;
    }

    private bool IsBlankOrOpen(TextLine line)
    {
        var content = line.ToString().Trim();
        return content.Length == 0 || content == "{";
    }

    private static string NewLineOf(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        }

        return "\n";
    }

    private static string IndentOf(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.Span.IsEmpty)
                continue;
            if (text[line.Start] == '\t')
                return "\t";

            var blanks = 0;
            while (line.Start + blanks < line.End && text[line.Start + blanks] == ' ')
                blanks++;
            if (blanks is 2 or 3 or 4 or 8)
                return new string(' ', blanks);
        }

        return "    ";
    }
}
