using System;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Finds private keys in PEM and similar formats. The first line alone is not a key: code that reads keys names it.</summary>
internal static class PrivateKeyText
{
    private const string Begin = "-----BEGIN ";
    private const string PrivateKey = "PRIVATE KEY";
    private const int MaxLabel = 60;

    /// <summary>A key of Ed25519 has 64 characters, and nothing is shorter.</summary>
    private const int MinBody = 48;

    /// <summary>The maximum distance between the first line and the key: some have lines of headers.</summary>
    private const int MaxBody = 600;

    /// <summary>Whether a private key is in the text. Line ends may also be written as <c>\n</c>, as in JSON.</summary>
    internal static bool IsIn(string text)
    {
        for (var at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + Begin.Length, StringComparison.Ordinal))
        {
            var label = at + Begin.Length;
            var end = text.IndexOf("-----", label, Math.Min(MaxLabel, text.Length - label), StringComparison.Ordinal);
            if (end >= 0 && text.IndexOf(PrivateKey, label, end - label, StringComparison.Ordinal) >= 0 && HasBody(text, end + "-----".Length))
                return true;
        }

        return false;
    }

    private static bool HasBody(string text, int at)
    {
        var limit = Math.Min(text.Length, at + MaxBody);
        int start = at, count = 0;
        for (var i = at; i < limit; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                continue;

            if (text[i] == '\\' && i + 1 < limit && text[i + 1] is 'n' or 'r')
            {
                i++;
                continue;
            }

            if (Alphabet.Base64.Holds(text[i]))
            {
                count++;
                continue;
            }

            if (count >= MinBody)
                return !FilledTemplate.IsFilled(text, start, i);

            count = 0;
            start = i + 1;
        }

        return count >= MinBody && !FilledTemplate.IsFilled(text, start, limit);
    }
}
