using System;

namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>Recognises sample tokens: a known format, filled with something that is not secret.</summary>
internal static class FilledTemplate
{
    /// <summary>How many letters and digits at the end of a token are tested.</summary>
    internal const int Tail = 16;

    private const int MaxLooked = 600;

    private const int MinMonotonous = 24;
    private const int MaxMonotonous = 6;

    private static readonly string[] Words = { "EXAMPLE", "PLACEHOLDER", "REDACTED", "CHANGEME", "YOUR_", "YOUR-", "YOURKEY", "YOURTOKEN",
        "YOURSECRET", "YOURAPI" };

    /// <summary>Whether the last letters and digits of a token are one or two symbols or a run of the alphabet, or a word in it marks a placeholder.</summary>
    internal static bool IsFilled(string text, int start, int end)
    {
        char first = '\0', second = '\0', behind = '\0';
        int count = 0, symbols = 0, jumps = 0;
        for (var i = end - 1; i >= start && count < Tail; i--)
        {
            var c = text[i];
            if (!Alphabet.Base62.Holds(c))
                continue;

            if (count > 0 && !Follows(c, behind))
                jumps++;

            if (symbols == 0 || (symbols == 1 && c != first))
            {
                second = symbols == 1 ? c : second;
                first = symbols == 0 ? c : first;
                symbols++;
            }
            else if (c != first && c != second)
            {
                symbols = 3;
            }

            behind = c;
            count++;
        }

        return symbols < 3 || jumps == 0 || IsMonotonous(text, start, end) || HasWord(text, start, end);
    }

    /// <summary>
    /// Whether a long token is made of few letters and digits: <c>deaddead</c>, <c>zzzz</c>. Of random ones, hexadecimal too, there
    /// are more.
    /// </summary>
    private static bool IsMonotonous(string text, int start, int end)
    {
        ulong seen = 0;
        int count = 0, symbols = 0;
        for (var i = start; i < Math.Min(end, start + MaxLooked); i++)
        {
            if (!Alphabet.Base62.Holds(text[i]))
                continue;

            var bit = 1UL << ((char.IsDigit(text[i]) ? text[i] - '0' : 10 + char.ToLowerInvariant(text[i]) - 'a') & 63);
            symbols += (seen & bit) == 0 ? 1 : 0;
            seen |= bit;
            count++;
        }

        return count >= MinMonotonous && symbols <= MaxMonotonous;
    }

    /// <summary>Whether a character stands behind another in the alphabet or among the digits; each may go over into the other.</summary>
    internal static bool Follows(char c, char next)
    {
        if (c < 128 && next == c + 1 && char.IsLetterOrDigit(next))
            return true;

        return c switch
        {
            '9' => next is '0' or 'a' or 'A',
            '0' => next is 'a' or 'A',
            'z' or 'Z' => next is '0' or '1' or 'a' or 'A',
            _ => false,
        };
    }

    /// <summary>Whether letters of one case and signs are all that stands there: an identifier, and not something random.</summary>
    internal static bool IsIdentifier(string text, int start, int end)
    {
        bool hasLower = false, hasUpper = false;
        for (var i = start; i < end; i++)
        {
            if (char.IsDigit(text[i]))
                return false;

            hasLower |= char.IsLower(text[i]);
            hasUpper |= char.IsUpper(text[i]);
        }

        return !(hasLower && hasUpper);
    }

    private static bool HasWord(string text, int start, int end)
    {
        var length = Math.Min(end - start, MaxLooked);
        foreach (var word in Words)
        {
            if (text.IndexOf(word, start, length, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
