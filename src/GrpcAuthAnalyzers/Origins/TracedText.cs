using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>A string as far as it is known: constant parts, and holes for parts that are known at run time only.</summary>
internal sealed class TracedText
{
    internal TracedText(ImmutableArray<TextPart> parts) => Parts = parts;

    /// <summary>The parts in order; never empty.</summary>
    internal ImmutableArray<TextPart> Parts { get; }

    /// <summary>The whole text, or null when it has a hole.</summary>
    internal string? Constant =>
        Parts.Length == 1 ? Parts[0].Constant : Parts.All(static p => p.Constant is not null) ? string.Concat(Parts.Select(static p => p.Constant)) : null;

    /// <summary>The text before the first hole; empty when the text begins with one.</summary>
    internal string Prefix => string.Concat(Parts.TakeWhile(static p => p.Constant is not null).Select(static p => p.Constant));

    /// <summary>The text, followed by another.</summary>
    internal TracedText Append(TracedText next) => Parts.IsEmpty ? next : new(Parts.AddRange(next.Parts));

    /// <summary>The holes alone, for a function whose result is unknown; null if there is no hole.</summary>
    internal TracedText? HolesOnly()
    {
        var holes = Parts.RemoveAll(static p => p.Constant is not null);
        return holes.IsEmpty ? null : new TracedText(holes).Changed();
    }

    /// <summary>The text, with holes of which only something is made of what fills them.</summary>
    internal TracedText Changed() =>
        new(ImmutableArray.CreateRange(Parts, static part => part.Constant is null ? new TextPart(null, part.Source, isChanged: true) : part));
}

/// <summary>A part of a text: a constant with the expression that it is written in, or a hole with the expression that fills it.</summary>
internal readonly struct TextPart
{
    internal TextPart(string? constant, Origin source, bool isChanged = false)
    {
        IsChanged = isChanged;
        Constant = constant;
        Source = source;
    }

    /// <summary>The constant, or null for a hole.</summary>
    internal string? Constant { get; }

    /// <summary>The literal, or what fills the hole.</summary>
    internal Origin Source { get; }

    /// <summary>Whether the text is only made of what fills the hole, by a function.</summary>
    internal bool IsChanged { get; }

    /// <summary>Shorthand for the operation of the source.</summary>
    internal IOperation Operation => Source.Operation;
}
