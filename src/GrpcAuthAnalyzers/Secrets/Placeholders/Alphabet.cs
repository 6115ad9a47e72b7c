using System;

namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>The characters that a part of a token is made of. Only ASCII; everything else is outside.</summary>
internal sealed class Alphabet
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly bool[] _holds = new bool[128];

    private Alphabet(string characters)
    {
        foreach (var c in characters)
            _holds[c] = true;
    }

    internal static readonly Alphabet Letters = new(Lower + Upper);
    internal static readonly Alphabet Digit = new(Digits);
    internal static readonly Alphabet Hex = new(Digits + "abcdefABCDEF");
    internal static readonly Alphabet LowerBase32 = new(Lower + "234567");
    internal static readonly Alphabet UpperBase32 = new(Upper + "234567");
    internal static readonly Alphabet LowerOrDigit = new(Lower + Digits);
    internal static readonly Alphabet UpperOrDigit = new(Upper + Digits);
    internal static readonly Alphabet Base62 = new(Lower + Upper + Digits);
    internal static readonly Alphabet Word = new(Lower + Upper + Digits + "_");
    internal static readonly Alphabet Dashed = new(Lower + Upper + Digits + "-");
    internal static readonly Alphabet Slashed = new(Lower + Upper + Digits + "/");
    internal static readonly Alphabet UrlSafe = new(Lower + Upper + Digits + "-_");
    internal static readonly Alphabet DottedUrlSafe = new(Lower + Upper + Digits + "-_.");
    internal static readonly Alphabet PaddedUrlSafe = new(Lower + Upper + Digits + "-_=");
    internal static readonly Alphabet Base64 = new(Lower + Upper + Digits + "+/");
    internal static readonly Alphabet AnyBase64 = new(Lower + Upper + Digits + "+/-_=");
    internal static readonly Alphabet Unreserved = new(Lower + Upper + Digits + "-_.~");

    /// <summary>Whether words can be joined in it: by a dash, underscore or dot.</summary>
    internal bool JoinsWords => Holds('-') || Holds('_') || Holds('.');

    internal bool Holds(char c) => c < 128 && _holds[c];

    /// <summary>How many characters from a place on are in the alphabet; no more than <paramref name="max"/> are counted.</summary>
    internal int Count(string text, int start, int max)
    {
        var end = (int)Math.Min(text.Length, (long)start + max);
        var i = start;
        while (i < end && Holds(text[i]))
            i++;

        return i - start;
    }

    /// <summary>How many characters in front of a place are in the alphabet; no more than <paramref name="max"/> are counted.</summary>
    internal int CountBefore(string text, int end, int max)
    {
        var start = Math.Max(0, end - max);
        var i = end;
        while (i > start && Holds(text[i - 1]))
            i--;

        return end - i;
    }

    /// <summary>The alphabet that a template names with a letter.</summary>
    internal static Alphabet Of(char letter) => letter switch
    {
        'a' => Letters,
        'd' => Digit,
        'h' => Hex,
        'q' => LowerBase32,
        'Q' => UpperBase32,
        'z' => LowerOrDigit,
        'Z' => UpperOrDigit,
        'w' => Base62,
        'W' => Word,
        'n' => Dashed,
        'p' => Slashed,
        'u' => UrlSafe,
        'v' => DottedUrlSafe,
        'y' => PaddedUrlSafe,
        'b' => Base64,
        's' => AnyBase64,
        'e' => Unreserved,
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };
}
