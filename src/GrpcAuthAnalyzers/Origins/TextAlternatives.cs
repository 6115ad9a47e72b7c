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
        var product = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var head in heads)
        {
            foreach (var tail in tails)
            {
                if (head.Parts.Length < MaxParts)
                    AddBounded(product, head.Append(tail), origin);
            }
        }

        return product.ToImmutable();
    }
}
