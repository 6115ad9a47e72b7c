using System;
using System.Collections.Generic;
using System.Globalization;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>
/// One form of a token: text, and in braces runs of an alphabet with their length, such as <c>glsa_{w32}_{h8}</c> or
/// <c>hvs.{u24-250}</c>. The longest text in it is the signature by which it is found; in front of that may be a run, and text in
/// front of the run. The characters around a token may not continue it.
/// </summary>
internal sealed class TokenTemplate
{
    private readonly string _lead = "";
    private readonly Part? _before;
    private readonly List<Part> _after = new();

    /// <summary>Only the table of known formats creates templates; a malformed one throws, and a test creates them all.</summary>
    internal TokenTemplate(string pattern)
    {
        Pattern = pattern;
        var parts = PartsOf(pattern);
        var signature = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Text is { } text && text.Length >= (parts[signature].Text?.Length ?? 0))
                signature = i;
        }

        Signature = parts[signature].Text!;
        _before = signature > 0 ? parts[signature - 1] : null;
        _lead = signature > 1 ? parts[0].Text! : "";
        if (signature > 2 || (_lead.Length == 0 && _before is { IsFixed: false }))
            throw new ArgumentException(pattern, nameof(pattern));

        _after.AddRange(parts.GetRange(signature + 1, parts.Count - signature - 1));
    }

    internal string Pattern { get; }

    /// <summary>What every token of this form holds.</summary>
    internal string Signature { get; }

    /// <summary>Whether the signature at a place is part of a token; of a glued one, characters around it may be those of a name.</summary>
    internal bool Matches(string text, int at, bool isGlued = false)
    {
        var start = StartOf(text, at);
        if (start < 0 || (!isGlued && ContinuesBefore(text, start)))
            return false;

        var end = EndOf(text, at + Signature.Length, isGlued);
        return end >= 0
            && !FilledTemplate.IsFilled(text, start, end)
            && !(_before is { Min: >= FilledTemplate.Tail } && FilledTemplate.IsFilled(text, start + _lead.Length, at));
    }

    private int StartOf(string text, int at)
    {
        if (_before is null)
            return at;

        var count = _before.Alphabet!.CountBefore(text, at, _before.Max + _lead.Length);
        if (_lead.Length == 0)
            return count == _before.Max ? at - count : -1;

        var start = at - count;
        return count >= _before.Min + _lead.Length && string.CompareOrdinal(text, start, _lead, 0, _lead.Length) == 0 ? start : -1;
    }

    private bool ContinuesBefore(string text, int start)
    {
        if (start == 0)
            return false;

        var first = (_before ?? (_after.Count > 0 ? _after[0] : null))?.Alphabet;
        var before = text[start - 1];
        return before != '=' && (Alphabet.Base62.Holds(before) || first?.Holds(before) == true);
    }

    /// <summary>The place behind the token, or -1.</summary>
    private int EndOf(string text, int at, bool isGlued)
    {
        var last = Alphabet.Base62;
        foreach (var part in _after)
        {
            if (part.Text is { } literal)
            {
                if (string.CompareOrdinal(text, at, literal, 0, literal.Length) != 0)
                    return -1;

                at += literal.Length;
                continue;
            }

            last = part.Alphabet!;
            var count = last.Count(text, at, part.Max);
            if (count < part.Min)
                return -1;

            // Where words can be joined, an identifier may have the length.
            if (!isGlued && last.JoinsWords && count >= 16 && FilledTemplate.IsIdentifier(text, at, at + count))
                return -1;

            at += count;
        }

        return !isGlued && ContinuesBehind(text, at, last) ? -1 : at;
    }

    /// <summary>Whether the token goes on, so that it is another one; the full stop of a sentence is not part of it.</summary>
    private static bool ContinuesBehind(string text, int at, Alphabet last)
    {
        if (at == text.Length || (text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]))))
            return false;

        return last.Holds(text[at]) || Alphabet.Base62.Holds(text[at]);
    }

    private static List<Part> PartsOf(string pattern)
    {
        var parts = new List<Part>();
        for (var i = 0; i < pattern.Length;)
        {
            var end = pattern[i] == '{' ? pattern.IndexOf('}', i) : pattern.IndexOf('{', i);
            end = end < 0 ? pattern.Length : end;
            parts.Add(pattern[i] == '{' ? RunOf(pattern.Substring(i + 1, end - i - 1)) : new Part(pattern.Substring(i, end - i), null, 0, 0));
            i = pattern[i] == '{' ? end + 1 : end;
        }

        return parts;
    }

    /// <summary>Of <c>w36</c> or <c>w20-40</c>.</summary>
    private static Part RunOf(string run)
    {
        var dash = run.IndexOf('-');
        var min = int.Parse(dash < 0 ? run.Substring(1) : run.Substring(1, dash - 1), CultureInfo.InvariantCulture);
        return new Part(null, Alphabet.Of(run[0]), min, dash < 0 ? min : int.Parse(run.Substring(dash + 1), CultureInfo.InvariantCulture));
    }

    private sealed class Part
    {
        internal Part(string? text, Alphabet? alphabet, int min, int max)
        {
            Text = text;
            Alphabet = alphabet;
            Min = min;
            Max = max;
        }

        internal string? Text { get; }

        internal Alphabet? Alphabet { get; }

        internal int Min { get; }

        internal int Max { get; }

        internal bool IsFixed => Min == Max;
    }
}
