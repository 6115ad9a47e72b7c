using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>The words by which the name of a header or setting tells that its value is a secret.</summary>
internal static class SecretWords
{
    /// <summary>Words that say so at the end of a name. A word behind them takes it back: <c>token-type</c>, <c>ApiKeyHeaderName</c>.</summary>
    private static readonly HashSet<string> LastWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "secret", "password", "pwd", "jwt", "apikey", "credential", "credentials", "macaroon", "passphrase", "authorization", "bearer", "auth",
        "accesstoken", "apitoken", "authtoken",
    };

    private static readonly HashSet<string> KeyKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "api", "access", "auth", "signing", "subscription", "shared", "account", "master", "admin", "service", "private", "encryption", "functions", "license",
    };

    private static readonly HashSet<string> VetoesAnywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "public", "csrf", "xsrf", "page", "pagination", "continuation", "cancellation", "sync", "idempotency", "concurrency",
    };

    /// <summary>Words that make a question of a name, which is answered by yes or no: <c>x-requires-auth</c>.</summary>
    private static readonly HashSet<string> Questions = new(StringComparer.OrdinalIgnoreCase)
    {
        "has", "is", "require", "requires", "need", "needs", "skip", "allow", "enable", "disable", "no", "without",
    };

    /// <summary>Whether the last words of a name say that its value is a secret, and none of them says the opposite. False for no words.</summary>
    internal static bool EndTheName(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || HasVeto(words))
            return false;

        return LastWords.Contains(words[words.Count - 1]) || (words.Count > 1 && IsKey(words[words.Count - 2], words[words.Count - 1]));
    }

    /// <summary>Whether one of the words says that this is no secret.</summary>
    internal static bool HasVeto(IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (VetoesAnywhere.Contains(word) || Questions.Contains(word))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word without gaps holds one that says that this is no secret: <c>csrftoken</c>.</summary>
    internal static bool HoldsVeto(string word)
    {
        foreach (var veto in VetoesAnywhere)
        {
            if (word.IndexOf(veto, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a key of this kind is a secret: an API key, and not a primary key.</summary>
    internal static bool IsKindOfKey(string kind) => KeyKinds.Contains(kind);

    private static bool IsKey(string kind, string word) => string.Equals(word, "key", StringComparison.OrdinalIgnoreCase) && IsKindOfKey(kind);
}
