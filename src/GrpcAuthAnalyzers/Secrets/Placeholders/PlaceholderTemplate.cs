using System;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>Recognises templates that are filled in before use, and references to where the secret is kept.</summary>
internal static class PlaceholderTemplate
{
    private const int MaxName = 80;
    private const int MinHint = 3;

    /// <summary>Longer texts are not searched for templates.</summary>
    private const int MaxHolding = 1024;

    private static readonly (string Start, string End)[] Whole =
    {
        ("[", "]"), ("%", "%"), ("__", "__"), ("@", "@"), ("@@", "@@"), ("~", "~"), ("((", "))"), ("(", ")"),
    };

    /// <summary>Forms that may stand within a text: what is between them is a name.</summary>
    private static readonly (string Start, string End)[] Within = { ("${", "}"), ("$(", ")"), ("$[", "]"), ("{{", "}}"), ("#{", "}"), ("<", ">"),
        ("{", "}"), ("<%", "%>") };

    /// <summary>The starts of references into a secret store, and of encrypted values.</summary>
    private static readonly string[] References =
    {
        "@Microsoft.KeyVault(", "@Microsoft.AppConfiguration(", "op://", "vault://", "vault:", "arn:aws:secretsmanager:", "arn:aws:ssm:",
        "arn:aws:kms:", "kms:", "kms://", "ENC(", "ENC[", "{cipher}",
        "secretref:", "keyvault:", "akv://", "azurekeyvault://", "awssm://", "aws-sm://", "ssm://", "ssm:", "sm://", "gcpsm://", "gcp-sm://", "env:",
        "env://", "$env:", "ref+",
        "doppler://", "infisical://", "bws://", "conjur://", "sops:", "keyring:", "file://", "#ref:", "{vault:", "{{resolve:",
    };

    internal static bool Is(string text)
    {
        foreach (var reference in References)
        {
            if (text.Length > reference.Length && text.StartsWith(reference, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        foreach (var (start, end) in Whole)
        {
            if (text.Length > start.Length + end.Length && text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal)
                && IsName(text, start.Length, text.Length - end.Length))
                return true;
        }

        return IsVariable(text) || IsKeptElsewhere(text) || HoldsTemplate(text);
    }

    /// <summary><c>projects/x/secrets/y</c>, or the address of a secret in a key vault.</summary>
    private static bool IsKeptElsewhere(string text) =>
        (text.StartsWith("projects/", StringComparison.Ordinal) && text.IndexOf("/secrets/", StringComparison.Ordinal) > 0)
        || text.IndexOf(".vault.azure.net/secrets/", StringComparison.OrdinalIgnoreCase) > 0;

    /// <summary><c>$TOKEN</c>; in small letters only where the name is that of a secret, because passwords begin with a dollar sign, too.</summary>
    private static bool IsVariable(string text)
    {
        if (text.Length < 2 || text[0] != '$' || Alphabet.Digit.Holds(text[1]) || Alphabet.Word.Count(text, 1, MaxName) != text.Length - 1)
            return false;

        var name = text.Substring(1);
        return name == name.ToUpperInvariant() || (name == name.ToLowerInvariant() && SecretWords.EndTheName(name.Split('_')));
    }

    private static bool HoldsTemplate(string text)
    {
        for (var i = 0; text.Length <= MaxHolding && i < text.Length; i++)
        {
            if (text[i] is not ('$' or '{' or '#' or '<'))
                continue;

            foreach (var (start, end) in Within)
            {
                if (string.CompareOrdinal(text, i, start, 0, start.Length) == 0 && EndOf(text, i + start.Length, end) is var close && close >= 0
                    && !RandomText.IsIn(text.Substring(0, i)) && !RandomText.IsIn(text.Substring(close)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The place behind the end of a template whose name begins at a place, or -1.</summary>
    private static int EndOf(string text, int start, string end)
    {
        var at = text.IndexOf(end, start, Math.Min(MaxName + end.Length, text.Length - start), StringComparison.Ordinal);

        // A password may hold <4>; a hint has words.
        if (end == ">" && (at < start + MinHint || !char.IsLetter(text[start])))
            return -1;

        return at > start && IsName(text, start, at) ? at + end.Length : -1;
    }

    /// <summary>Whether there are words there, as a variable or a hint has them, and nothing random.</summary>
    private static bool IsName(string text, int start, int end)
    {
        if (end - start > MaxName || end <= start)
            return false;

        for (var i = start; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not (' ' or '_' or '-' or '.' or ':' or '/' or '\'' or ',' or '|' or '?' or '=' or '#' or '+'))
                return false;
        }

        return !RandomText.IsIn(text.Substring(start, end - start));
    }
}
