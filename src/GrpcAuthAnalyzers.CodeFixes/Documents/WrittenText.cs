using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// A file after the edits of a fix, with the spans that the fix has written. Plans write each text for itself; how it stands in the file (which braces, which
/// lines) is decided here, once for all fixes.
/// </summary>
internal sealed class WrittenText
{
    /// <summary>How deep the parts of a line are broken.</summary>
    private const int MostBreaks = 8;

    private readonly CSharpParseOptions _options;

    private WrittenText(SourceText text, List<TextSpan> spans, CSharpParseOptions options)
    {
        Text = text;
        Spans = spans;
        _options = options;
        Root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, options).GetRoot();
    }

    internal SourceText Text { get; }

    internal CompilationUnitSyntax Root { get; }

    /// <summary>What is written, in the order of the text.</summary>
    internal IReadOnlyList<TextSpan> Spans { get; }

    /// <summary>
    /// The text of a file after the changes, laid out as the file is: what reads a token in a line that is too long gets a local, other lines that are too long
    /// are broken, and braces stand where those of the file do. <paramref name="changes"/> are sorted and do not overlap; <paramref name="then"/> changes
    /// the text that has them.
    /// </summary>
    internal static WrittenText Of(
        SourceText text, IReadOnlyList<TextChange> changes, IReadOnlyList<TextChange> then, CSharpParseOptions parsing, AnalyzerConfigOptions options)
    {
        var before = new WrittenText(text, new List<TextSpan>(), parsing);
        var layout = new SourceLayout(text, SourceLayout.ConfiguredIndent(options));
        var written = before.With(changes).With(then);
        written = written.Repeatedly(2, text => new LongReads(text, layout).Changes());
        return written.InLines(layout, new BraceStyle(before.Root, text, options));
    }

    /// <summary>The text of a new file, with braces as the options have them: there is no text yet whose braces it could follow.</summary>
    internal static SourceText Beside(SourceFile file, string text)
    {
        var parsing = (CSharpParseOptions)file.Root.SyntaxTree.Options;
        var written = new WrittenText(SourceText.From(text, file.Text.Encoding), new List<TextSpan> { new(0, text.Length) }, parsing);
        return written.InLines(file.Layout, new BraceStyle(SyntaxFactory.CompilationUnit(), file.Text, file.Options)).Text;
    }

    /// <summary>Whether the fix has written all of a span.</summary>
    internal bool Has(TextSpan span) => Spans.Any(s => s.Contains(span));

    private WrittenText InLines(SourceLayout layout, BraceStyle braces)
    {
        var broken = Repeatedly(MostBreaks, text => new LongLines(text, layout).Changes());
        return broken.With(braces.Changes(broken));
    }

    /// <summary>The text after changes that make others possible, as long as there are any.</summary>
    private WrittenText Repeatedly(int times, Func<WrittenText, IReadOnlyList<TextChange>> changes)
    {
        var (text, next) = (this, changes(this));
        for (; next.Count > 0 && times > 0; times--)
        {
            text = text.With(next);
            next = changes(text);
        }

        return text;
    }

    private WrittenText With(IReadOnlyList<TextChange> changes)
    {
        if (changes.Count == 0)
            return this;

        var spans = new List<TextSpan>();
        foreach (var span in Spans)
            spans.Add(TextSpan.FromBounds(Moved(span.Start, changes, isEnd: false), Moved(span.End, changes, isEnd: true)));
        var moved = 0;
        foreach (var change in changes)
        {
            var length = change.NewText!.Length;
            if (length > 0)
                spans.Add(new TextSpan(change.Span.Start + moved, length));
            moved += length - change.Span.Length;
        }

        return new WrittenText(Text.WithChanges(changes), spans.OrderBy(static s => s.Start).ToList(), _options);
    }

    /// <summary>A position after the changes; the end of a span stays before what is inserted there.</summary>
    private static int Moved(int position, IReadOnlyList<TextChange> changes, bool isEnd)
    {
        var moved = position;
        foreach (var change in changes)
        {
            if (change.Span.End < position || change.Span.End == position && !(isEnd && change.Span.IsEmpty))
                moved += change.NewText!.Length - change.Span.Length;
            else if (change.Span.Start < position)
                moved += change.NewText!.Length - (position - change.Span.Start);
        }

        return moved;
    }
}
