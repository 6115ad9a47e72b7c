using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>Tells by its name whether a header, metadata key or setting carries a credential.</summary>
internal static class CredentialHeader
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "x-api-key", "api-key", "apikey", "x-apikey", "token", "x-token", "auth", "x-auth", "x-auth-key",
        "x-access-token", "accesstoken", "auth-token", "x-auth-token", "authtoken", "id-token", "macaroon", "private-token", "job-token", "x-vault-token",
        "x-amz-security-token", "x-goog-api-key", "ocp-apim-subscription-key", "x-functions-key", "dapr-api-token",
        "bearer", "jwt", "x-jwt", "session-token",
    };

    /// <summary>Headers that may authenticate a call, but are no secret that is to be renewed: sessions, cookies, protocols with words of their own.</summary>
    private static readonly HashSet<string> Weak = new(StringComparer.OrdinalIgnoreCase)
    {
        "cookie", "authentication", "x-authentication", "sessionid", "x-session-id", "session-id", "ticket",
    };

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

    /// <summary>Whether a header of this name may authenticate a call: every credential, and sessions, cookies and tickets.</summary>
    internal static bool MayAuthenticate(string name, ImmutableArray<string> additional)
    {
        var key = KeyOf(name);
        return Weak.Contains(key) || key.EndsWith("ticket", StringComparison.OrdinalIgnoreCase) || key.EndsWith("session", StringComparison.OrdinalIgnoreCase) || IsCredential(name, additional);
    }

    /// <summary>
    /// Whether a header of this name carries a credential: a well-known name, one whose last word says so, or one of
    /// <paramref name="additional"/> (<c>grpc_auth.credential_headers</c>). False for an empty name.
    /// </summary>
    internal static bool IsCredential(string name, ImmutableArray<string> additional)
    {
        var key = KeyOf(name);
        if (key.Length == 0)
            return false;

        if (Names.Contains(key))
            return true;

        foreach (var configured in additional)
        {
            if (string.Equals(configured, key, StringComparison.OrdinalIgnoreCase) || string.Equals(configured, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return EndsInCredentialWord(key.Split('-', '_', '.', ' ', ':'));
    }

    private static string KeyOf(string name)
    {
        var key = name.Trim();
        return key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase) ? key.Substring(0, key.Length - "-bin".Length) : key;
    }

    private static bool EndsInCredentialWord(string[] words)
    {
        foreach (var word in words)
        {
            if (VetoesAnywhere.Contains(word))
                return false;
        }

        var last = words[words.Length - 1];
        if (LastWords.Contains(last))
            return true;

        return words.Length > 1 && string.Equals(last, "key", StringComparison.OrdinalIgnoreCase) && KeyKinds.Contains(words[words.Length - 2]);
    }
}
