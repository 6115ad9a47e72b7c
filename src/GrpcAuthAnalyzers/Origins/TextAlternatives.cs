using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>The texts that a value may have: few, and of few parts. A hole stands for what is not known, and for what is cut.</summary>
internal static class TextAlternatives
{
    /// <summary>More texts than these are cut.</summary>
    internal const int MaxAlternatives = 8;

    /// <summary>A text of more parts gets no longer.</summary>
    internal const int MaxParts = 4096;

    /// <summary>A constant, as text.</summary>
    internal static string? TextOf(object constant) => Convert.ToString(constant, CultureInfo.InvariantCulture);

    /// <summary>A text of which nothing is known.</summary>
    internal static TracedText HoleText(Origin origin) => new(ImmutableArray.Create(new TextPart(null, origin)));

    /// <summary>As the only alternative.</summary>
    internal static ImmutableArray<TracedText> Hole(Origin origin) => ImmutableArray.Create(HoleText(origin));

    /// <summary>One constant as the only alternative.</summary>
    internal static ImmutableArray<TracedText> Known(string? constant, Origin origin) =>
        ImmutableArray.Create(new TracedText(ImmutableArray.Create(new TextPart(constant, origin))));

    /// <summary>The same texts, of which only a part is taken.</summary>
    internal static ImmutableArray<TracedText> Changed(ImmutableArray<TracedText> texts) =>
        ImmutableArray.CreateRange(texts, static text => text.Changed());

    /// <summary>Adds a text. What is cut is not forgotten: a hole stands for it.</summary>
    internal static void AddBounded(ImmutableArray<TracedText>.Builder texts, TracedText text, Origin origin)
    {
        if (texts.Count <= MaxAlternatives)
            texts.Add(texts.Count < MaxAlternatives ? text : HoleText(origin));
    }

    /// <summary>Every list of operands, longer by each of these texts; cut where there are too many.</summary>
    internal static List<List<TracedText>> Longer(List<List<TracedText>> lists, ImmutableArray<TracedText> texts, Origin origin)
    {
        var longer = new List<List<TracedText>>();
        foreach (var list in lists)
        {
            foreach (var text in texts)
            {
                if (longer.Count <= MaxAlternatives)
                    longer.Add(new List<TracedText>(list) { longer.Count < MaxAlternatives ? text : HoleText(origin) });
            }
        }

        return longer;
    }

    /// <summary>Every text followed by every other, cut where that grows too large.</summary>
    internal static ImmutableArray<TracedText> Product(ImmutableArray<TracedText> heads, ImmutableArray<TracedText> tails, Origin origin)
    {
        var joined = new List<JoinedText?>(heads.Length);
        foreach (var head in heads)
            joined.Add(new JoinedText(null, head));

        var product = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var text in Product(joined, tails, origin))
            product.Add(text!.Whole());

        return product.ToImmutable();
    }

    /// <summary>Every text followed by every other, cut where that grows too large. The texts so far are shared and not copied.</summary>
    internal static List<JoinedText?> Product(List<JoinedText?> heads, ImmutableArray<TracedText> tails, Origin origin)
    {
        var product = new List<JoinedText?>();
        foreach (var head in heads)
        {
            foreach (var tail in tails)
            {
                if ((head?.Count ?? 0) < MaxParts && product.Count <= MaxAlternatives)
                    product.Add(product.Count < MaxAlternatives ? new JoinedText(head, tail) : new JoinedText(null, HoleText(origin)));
            }
        }

        return product;
    }

    /// <summary>The texts that were joined; one hole where they are none, or empty.</summary>
    internal static ImmutableArray<TracedText> Whole(List<JoinedText?> joined, Origin origin)
    {
        if (joined.Count == 0 || joined[0] is not { Count: > 0 })
            return Hole(origin);

        var texts = ImmutableArray.CreateBuilder<TracedText>(joined.Count);
        foreach (var text in joined)
            texts.Add(text!.Whole());

        return texts.MoveToImmutable();
    }
}

/// <summary>A text behind another one.</summary>
internal sealed class JoinedText
{
    private readonly JoinedText? _before;
    private readonly TracedText _last;

    /// <param name="before">The text before it; null when there is none.</param>
    /// <param name="last">The text that is added.</param>
    internal JoinedText(JoinedText? before, TracedText last)
    {
        _before = before;
        _last = last;
        Count = (before?.Count ?? 0) + last.Parts.Length;
    }

    /// <summary>How many parts it has.</summary>
    internal int Count { get; }

    /// <summary>All of it as one text.</summary>
    internal TracedText Whole()
    {
        if (_before is null)
            return _last;

        var parts = new TextPart[Count];
        var end = Count;
        for (var text = this; text is not null; text = text._before)
        {
            end -= text._last.Parts.Length;
            text._last.Parts.CopyTo(parts, end);
        }

        return new TracedText(ImmutableArray.Create(parts));
    }
}
