using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The functions of the base library that are executed over texts: methods of <c>string</c> and <c>Convert</c>. The first text is the receiver, if there is
/// one. Each gives null where it would throw, and for more than a credential can be.
/// </summary>
internal static class TextFunctions
{
    /// <summary>No input or result is longer.</summary>
    internal const int MaxLength = 1 << 16;

    private const int MaxReplaced = 1 << 20;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, Func<IReadOnlyList<string>, string?>> StringMethods = new(StringComparer.Ordinal)
    {
        ["Trim"] = static t => t[0].Trim(CharactersIn(t)),
        ["TrimStart"] = static t => t[0].TrimStart(CharactersIn(t)),
        ["TrimEnd"] = static t => t[0].TrimEnd(CharactersIn(t)),
        ["ToUpper"] = static t => t[0].ToUpperInvariant(),
        ["ToUpperInvariant"] = static t => t[0].ToUpperInvariant(),
        ["ToLower"] = static t => t[0].ToLowerInvariant(),
        ["ToLowerInvariant"] = static t => t[0].ToLowerInvariant(),
        ["Replace"] = static t => t.Count < 3 || t[1].Length == 0 ? t[0] : (long)t[0].Length * t[2].Length <= MaxReplaced ? t[0].Replace(t[1], t[2]) : null,
        ["Substring"] = static t => Slice(t, keeps: true),
        ["Remove"] = static t => Slice(t, keeps: false),
        ["Insert"] = static t => t.Count > 2 && Number(t[1]) is { } at && at <= t[0].Length ? t[0].Insert(at, t[2]) : null,
        ["PadLeft"] = static t => Pad(t, left: true),
        ["PadRight"] = static t => Pad(t, left: false),
    };

    /// <summary>The function of an instance method of <c>string</c>; null for others.</summary>
    internal static Func<IReadOnlyList<string>, string?>? OfString(string method) => StringMethods.TryGetValue(method, out var function) ? function : null;

    /// <summary>Whether a function only cuts blanks or slashes off: what is known of a text and of its holes holds for the result, too.</summary>
    internal static bool KeepsText(Func<IReadOnlyList<string>, string?> function) =>
        function == StringMethods["Trim"] || function == StringMethods["TrimEnd"];

    /// <summary>The function of a method of <c>Convert</c> over base64 or hex; null for others.</summary>
    internal static Func<IReadOnlyList<string>, string?>? OfConvert(string method) => method switch
    {
        "ToBase64String" => static t => Convert.ToBase64String(Encoding.UTF8.GetBytes(t[0])),
        "FromBase64String" => static t => TextOf(BytesOfBase64(t[0])),
        "FromHexString" => static t => TextOf(BytesOfHex(t[0])),
        "ToHexString" => static t => Hex(t[0], "X2"),
        "ToHexStringLower" => static t => Hex(t[0], "x2"),
        _ => null,
    };

    /// <summary><c>new string('x', 16)</c>.</summary>
    internal static string? Repeat(IReadOnlyList<string> terms) =>
        terms.Count > 1 && terms[0].Length == 1 && Number(terms[1]) is { } count ? new string(terms[0][0], count) : null;

    /// <summary>The first text, which stands for the result of what cannot be executed; null when there is none.</summary>
    internal static string? First(IReadOnlyList<string> terms) => terms.Count > 0 ? terms[0] : null;

    private static char[] CharactersIn(IReadOnlyList<string> terms)
    {
        var characters = new StringBuilder();
        for (var i = 1; i < terms.Count; i++)
            characters.Append(terms[i]);

        return characters.ToString().ToCharArray();
    }

    private static string? Slice(IReadOnlyList<string> terms, bool keeps)
    {
        if (terms.Count < 2 || Number(terms[1]) is not { } start || start > terms[0].Length)
            return null;

        var length = terms[0].Length - start;
        if (terms.Count > 2)
        {
            if (Number(terms[2]) is not { } given || given > length)
                return null;

            length = given;
        }

        return keeps ? terms[0].Substring(start, length) : terms[0].Remove(start, length);
    }

    private static string? Pad(IReadOnlyList<string> terms, bool left)
    {
        if (terms.Count < 2 || Number(terms[1]) is not { } width)
            return null;

        var filler = terms.Count > 2 && terms[2].Length == 1 ? terms[2][0] : ' ';
        return left ? terms[0].PadLeft(width, filler) : terms[0].PadRight(width, filler);
    }

    private static int? Number(string term) =>
        int.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxLength ? number : null;

    /// <summary>The bytes as UTF-8 where they are that, else one character a byte; null for null.</summary>
    private static string? TextOf(byte[]? bytes)
    {
        if (bytes is null)
            return null;

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return new string(Array.ConvertAll(bytes, static b => (char)b));
        }
    }

    private static byte[]? BytesOfBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? BytesOfHex(string text)
    {
        if (text.Length % 2 != 0)
            return null;

        var bytes = new byte[text.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(text.Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return bytes;
    }

    private static string Hex(string text, string format)
    {
        var hex = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hex.Append(octet.ToString(format, CultureInfo.InvariantCulture));

        return hex.ToString();
    }
}
