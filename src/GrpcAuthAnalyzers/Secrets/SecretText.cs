using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;

namespace GrpcAuthAnalyzers.Secrets;

/// <summary>Tells a fixed credential from text that authenticates nobody: nothing but a scheme, or a placeholder.</summary>
internal static class SecretText
{
    private const int MaxPhrase = 96;

    private static readonly string[] Schemes = { "Bearer", "Basic", "Token", "ApiKey", "Api-Key", "DPoP", "Digest", "Negotiate", "Key", "JWT" };

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "nil", "n/a", "na", "token", "jwt", "api_key", "apikey", "api-key", "bearer", "basic", "true", "false", "undefined", "empty", "value", "string",
        "changeme", "change-me", "change_me", "todo", "tbd", "fixme", "placeholder", "redacted", "dummy", "example", "sample", "xxx", "accesstoken", "access_token", "access-token",
        "your-token", "mytoken", "my-token", "yourtoken", "password",
    };

    private static readonly HashSet<string> Starters = new(StringComparer.OrdinalIgnoreCase) { "your", "my", "insert", "replace", "enter", "paste", "put", "set", "use", "some", "the", "a" };

    private static readonly HashSet<string> Objects = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "key", "secret", "here", "me", "vault", "password", "jwt", "credential", "credentials", "apikey", "value", "tokenhere",
    };

    private static readonly (string Start, string End)[] Templates =
    {
        ("<", ">"), ("[", "]"), ("${", "}"), ("$(", ")"), ("{{", "}}"), ("{", "}"), ("%", "%"), ("__", "__"), ("#{", "}#"), ("@Microsoft.KeyVault(", ")"),
        ("op://", ""), ("vault://", ""), ("arn:aws:secretsmanager", ""), ("ENC(", ")"), ("{cipher}", ""),
    };

    /// <summary>
    /// What a constant is that is sent under a credential header, or set under the name of a secret. Weak words such as <c>test</c> or
    /// <c>secret</c> are fixed credentials there.
    /// </summary>
    internal static Secret AtCredential(string text, GrpcAuthOptions options)
    {
        if (Anywhere(text, options) is { Kind: not SecretKind.Nothing } known)
            return known;

        var secret = WithoutScheme(text);
        return secret.Length == 0 ? Secret.Nothing : new Secret(IsPlaceholder(secret) ? SecretKind.Placeholder : SecretKind.Fixed, "credential");
    }

    /// <summary>What a constant is that stands anywhere: a token or key of a known format, a JSON Web Token, or nothing that its form tells.</summary>
    internal static Secret Anywhere(string text, GrpcAuthOptions options) => Secret.Nothing;

    /// <summary>The text behind the scheme; the whole text when there is none.</summary>
    internal static string WithoutScheme(string text)
    {
        var trimmed = text.Trim();
        foreach (var scheme in Schemes)
        {
            if (trimmed.Equals(scheme, StringComparison.OrdinalIgnoreCase))
                return "";

            if (trimmed.Length > scheme.Length && trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(trimmed[scheme.Length]))
                return trimmed.Substring(scheme.Length).Trim();
        }

        return trimmed;
    }

    private static bool IsPlaceholder(string text)
    {
        if (Words.Contains(text) || text.Contains("...") || text.Contains("\u2026") || IsRun(text))
            return true;

        foreach (var (start, end) in Templates)
        {
            if (text.Length >= start.Length + end.Length && text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && text.EndsWith(end, StringComparison.Ordinal))
                return true;
        }

        return text.Length <= MaxPhrase && !HasRandomCore(text) && IsPhrase(text);
    }

    /// <summary>One symbol repeated (<c>xxxx</c>, <c>****</c>, the nil GUID) or a run of the alphabet or digits (<c>abcdef</c>, <c>123456</c>).</summary>
    private static bool IsRun(string text)
    {
        var symbols = new List<char>();
        foreach (var c in text)
        {
            if (c is not ('-' or ' ' or '_' or '.'))
                symbols.Add(char.ToLowerInvariant(c));
        }

        if (symbols.Count < 3)
            return symbols.Count == 0;

        bool isRepeated = true, isRising = true;
        for (var i = 1; i < symbols.Count; i++)
        {
            isRepeated &= symbols[i] == symbols[0];
            isRising &= symbols[i] == symbols[i - 1] + 1 || (symbols[i - 1] == '9' && symbols[i] == '0');
        }

        return isRepeated || isRising;
    }

    /// <summary>At least twelve letters and digits with three of each and four changes between them: random, whatever words stand around it.</summary>
    private static bool HasRandomCore(string text)
    {
        int length = 0, digits = 0, letters = 0, changes = 0;
        var wasDigit = false;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                length = digits = letters = changes = 0;
                continue;
            }

            var isDigit = char.IsDigit(c);
            changes += length > 0 && isDigit != wasDigit ? 1 : 0;
            wasDigit = isDigit;
            digits += isDigit ? 1 : 0;
            letters += isDigit ? 0 : 1;
            if (++length >= 12 && digits >= 3 && letters >= 3 && changes >= 4)
                return true;
        }

        return false;
    }

    /// <summary><c>your-api-token</c>, <c>INSERT TOKEN HERE</c>: a starter, and an object within six words.</summary>
    private static bool IsPhrase(string text)
    {
        var words = text.Split(new[] { ' ', '-', '_', '.', ':' }, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (!Starters.Contains(words[i]))
                continue;

            for (var j = i + 1; j < words.Length && j <= i + 6; j++)
            {
                if (Objects.Contains(words[j]))
                    return true;
            }
        }

        return false;
    }
}
