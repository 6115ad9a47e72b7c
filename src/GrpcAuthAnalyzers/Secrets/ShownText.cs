using System;
using System.Text;

namespace GrpcAuthAnalyzers.Secrets;

/// <summary>What messages show of text that the user wrote: no word that holds a token, and nothing of unlimited length.</summary>
internal static class ShownText
{
    /// <summary>Stands for what is not shown.</summary>
    internal const string Hidden = "\u2026";

    /// <summary>This much of a name that both text and secret hold gives the secret away.</summary>
    private const int MaxShared = 32;

    private const int MinShared = 4;
    private const int MaxSecretRead = 1024;
    private const int MaxOption = 64;

    /// <summary>A text in which each word that holds a token of a known format is hidden; nearly always the text itself.</summary>
    internal static string Of(string text)
    {
        var shown = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsSeparator(text[end]))
                end++;

            var word = text.Substring(start, end - start);
            shown.Append(SecretText.HoldsKnownForm(word) ? Hidden : word);
            if (end < text.Length)
                shown.Append(text[end]);

            start = end + 1;
        }

        return SecretText.HoldsKnownForm(shown.ToString()) ? Hidden : shown.ToString();
    }

    /// <summary>An option of an <c>.editorconfig</c>, in which somebody may have typed a secret: cut to a length, and hidden where it looks like one.</summary>
    internal static string OfOption(string text)
    {
        var start = text.Length <= MaxSecretRead ? text : text.Substring(0, MaxSecretRead);
        return SecretText.IsInName(start) ? Hidden : start.Length <= MaxOption ? start : start.Substring(0, MaxOption) + Hidden;
    }

    /// <summary>Whether a name holds half of a secret, or so much of it that it must not be shown.</summary>
    internal static bool Shares(string name, string secret)
    {
        secret = secret.Length <= MaxSecretRead ? secret : secret.Substring(0, MaxSecretRead);
        var length = Math.Min(Math.Max((secret.Length + 1) / 2, MinShared), MaxShared);
        if (secret.Length < length)
            return secret.Length > 0 && name.IndexOf(secret, StringComparison.OrdinalIgnoreCase) >= 0;

        for (var i = 0; i + length <= name.Length; i++)
        {
            if (secret.IndexOf(name.Substring(i, length), StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static bool IsSeparator(char c) => char.IsWhiteSpace(c) || c is '\'' or '"' or '`' or '(' or ')' or ',' or ';';
}
