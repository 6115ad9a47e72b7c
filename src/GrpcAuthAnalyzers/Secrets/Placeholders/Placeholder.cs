using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;

namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>
/// Recognises text in place of a credential that was never filled in. Weak words (<c>test</c>, <c>admin</c>, <c>secret</c>) are not:
/// servers are set up with them. Words do not excuse a text that holds something random.
/// </summary>
internal static class Placeholder
{
    /// <summary>Longer texts are not searched for words.</summary>
    private const int MaxPhrase = 96;

    private const int MaxMask = 5;

    /// <summary>Whether a text behind its scheme is a placeholder. False for empty text, and for bytes that are not text.</summary>
    internal static bool Is(string text, GrpcAuthOptions options)
    {
        if (text.Length == 0 || IsBinary(text))
            return false;

        if (IsCutOff(text) || IsMasked(text) || IsRun(text) || PlaceholderTemplate.Is(text))
            return true;

        if (text.Length > MaxPhrase || RandomText.IsIn(text))
            return false;

        var words = WordsOf(text);
        return PlaceholderWords.IsStandIn(words) || PlaceholderWords.IsPhrase(words) || PlaceholderWords.IsCompact(text) || IsConfigured(text, words, options);
    }

    /// <summary>Whether a text says that something was taken out: metadata that is copied to be shown has it, and nobody sends that.</summary>
    internal static bool IsMask(string text)
    {
        var word = text.Trim('*', '<', '>', '[', ']', '(', ')', '{', '}', '-', '_', ' ', '.', '#', '\u2022', '\u25cf', '\u2026');
        return (word.Length == 0 && text.IndexOfAny(new[] { '*', '\u2022', '\u25cf' }) >= 0)
            || IsOneOf(word, "redacted", "masked", "hidden", "removed", "filtered", "scrubbed", "sanitized", "omitted");
    }

    /// <summary>Whether a user and password are those that documents print, or the password is a placeholder.</summary>
    internal static bool IsPair(string user, string password, GrpcAuthOptions options) =>
        Is(password, options)
        || (IsOneOf(user, "user", "username", "your-username", "myuser") && IsOneOf(password, "pass", "password", "passwd", "pwd"));

    private static bool IsBinary(string text)
    {
        foreach (var c in text)
        {
            if (c == '\ufffd' || (char.IsControl(c) && !char.IsWhiteSpace(c)))
                return true;
        }

        return false;
    }

    /// <summary>An ellipsis: something was left out.</summary>
    private static bool IsCutOff(string text) => text.IndexOf("...", StringComparison.Ordinal) >= 0 || text.IndexOf('\u2026') >= 0;

    /// <summary>Three stars or bullets in a row, or five of a sign or letter that hides what was there.</summary>
    private static bool IsMasked(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            count = i > 0 && text[i] == text[i - 1] ? count + 1 : 1;
            if (count >= 3 && text[i] is '*' or '\u2022' or '\u25cf')
                return true;

            if (count >= MaxMask && text[i] is 'x' or 'X' or '#' or '?')
                return true;
        }

        return false;
    }

    /// <summary>
    /// One symbol repeated (<c>xxxx</c>, the nil GUID; also behind a prefix, when it is sixteen times there), or a run of the alphabet
    /// or digits, up or down (<c>abcdef</c>, <c>1234567890</c>).
    /// </summary>
    private static bool IsRun(string text)
    {
        char first = '\0', last = '\0';
        int count = 0, same = 0;
        bool isRepeated = true, isRising = true, isFalling = true;
        foreach (var c in text)
        {
            if (c is '-' or ' ' or '_' or '.' or ':' or '/')
                continue;

            var symbol = char.ToLowerInvariant(c);
            same = count > 0 && symbol == last ? same + 1 : 1;
            if (count > 0)
            {
                isRepeated &= symbol == first;
                isRising &= FilledTemplate.Follows(last, symbol);
                isFalling &= FilledTemplate.Follows(symbol, last);
            }

            first = count == 0 ? symbol : first;
            last = symbol;
            count++;
        }

        return count == 0 || same >= 16 || (count >= 3 && (isRepeated || isRising || isFalling));
    }

    /// <summary>One of <c>grpc_auth.placeholder_words</c>: the whole text, or words of it.</summary>
    private static bool IsConfigured(string text, List<string> words, GrpcAuthOptions options)
    {
        foreach (var configured in options.PlaceholderWords)
        {
            if (configured.Equals(text, StringComparison.OrdinalIgnoreCase) || HoldInOrder(words, WordsOf(configured)))
                return true;
        }

        return false;
    }

    private static bool HoldInOrder(List<string> words, List<string> searched)
    {
        for (var i = 0; searched.Count > 0 && i + searched.Count <= words.Count; i++)
        {
            var equal = 0;
            while (equal < searched.Count && words[i + equal].Equals(searched[equal], StringComparison.OrdinalIgnoreCase))
                equal++;

            if (equal == searched.Count)
                return true;
        }

        return false;
    }

    /// <summary>The words of a text: split at signs, and where a small letter is followed by a capital one.</summary>
    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var isEnd = i == text.Length || !(char.IsLetterOrDigit(text[i]) || text[i] == '\'');
            if (!isEnd && (i == start || !char.IsUpper(text[i]) || !char.IsLower(text[i - 1])))
                continue;

            if (i > start)
                words.Add(text.Substring(start, i - start));

            start = isEnd ? i + 1 : i;
        }

        return words;
    }

    private static bool IsOneOf(string text, params string[] words)
    {
        foreach (var word in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
