using System;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>One replacement in one file. Files are named by path, so that the copies of a linked or multi-target document share their edits.</summary>
internal readonly struct TextEdit : IEquatable<TextEdit>
{
    internal TextEdit(string file, TextSpan span, string newText)
    {
        File = file;
        Span = span;
        NewText = newText;
    }

    /// <summary>The key of the file: see <see cref="SourceFile.Key"/>.</summary>
    internal string File { get; }

    /// <summary>What is replaced; empty for an insertion.</summary>
    internal TextSpan Span { get; }

    internal string NewText { get; }

    /// <summary>Whether both take text away and share some of it: two statements of one line share the blank between them.</summary>
    internal bool Shares(TextEdit other) => File == other.File && NewText.Length == 0 && other.NewText.Length == 0 && Span.OverlapsWith(other.Span);

    /// <summary>The removal of all that two removals take away that share text.</summary>
    internal TextEdit With(TextEdit other) =>
        new(File, TextSpan.FromBounds(Math.Min(Span.Start, other.Span.Start), Math.Max(Span.End, other.Span.End)), "");

    /// <summary>True when both cannot be applied to the same text. Equal edits agree: they are one edit.</summary>
    internal bool ConflictsWith(TextEdit other)
    {
        if (File != other.File || Equals(other))
            return false;

        if (Span.IsEmpty && other.Span.IsEmpty)
            return Span.Start == other.Span.Start;

        if (Span.IsEmpty || other.Span.IsEmpty)
        {
            var (insertion, replacement) = Span.IsEmpty ? (Span, other.Span) : (other.Span, Span);
            return insertion.Start > replacement.Start && insertion.Start < replacement.End;
        }

        return Span.OverlapsWith(other.Span);
    }

    public bool Equals(TextEdit other) => File == other.File && Span == other.Span && NewText == other.NewText;

    public override bool Equals(object? obj) => obj is TextEdit other && Equals(other);

    public override int GetHashCode() => (File.GetHashCode() * 31 + Span.GetHashCode()) * 31 + NewText.GetHashCode();
}
