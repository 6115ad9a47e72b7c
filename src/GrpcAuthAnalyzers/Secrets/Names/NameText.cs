using System;
using System.Collections.Generic;
using System.Linq;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>
/// Distinguishes a constant that names something (a header, a scheme, a setting, a resource, a path) from one that may be a credential. Away from a
/// credential header the same members give both.
/// </summary>
internal static class NameText
{
    /// <summary>What names of tokens, headers and settings are made of.</summary>
    private static readonly HashSet<string> Vocabulary = new(StringComparer.Ordinal)
    {
        "access", "admin", "api", "app", "auth", "authentication", "authorization", "basic", "bearer", "client", "cookie", "credential",
        "credentials", "current", "default", "graph", "grpc", "header",
        "http", "https", "id", "identity", "jwt", "key", "kind", "metadata", "name", "oauth", "password", "primary", "proxy", "refresh", "request",
        "scheme", "secret", "security", "server", "service",
        "session", "shared", "subscription", "token", "tokens", "type", "user", "value", "www", "x",
    };

    /// <summary>Words that say that there is no credential.</summary>
    private static readonly HashSet<string> Absence = new(StringComparer.OrdinalIgnoreCase)
    {
        "anonymous", "disabled", "invalid", "negotiate", "kerberos", "not-set", "not_set", "notset", "no-token", "no_token", "notoken",
        "unauthenticated", "unavailable", "unknown", "unspecified", "unused",
    };

    /// <summary>Whether a text names something, so that it does not count as a credential unless code sends it.</summary>
    internal static bool IsName(string text)
    {
        if (text.Any(static c => char.IsWhiteSpace(c) || c is '\\' or '{' or '}')
            || text[0] is '/' or '~' or '.' or '#' or '?' or '@'
            || text.Contains("://")
            || text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            return true;

        if (text.Any(char.IsDigit))
            return IsVariable(text) || text.StartsWith("x-", StringComparison.OrdinalIgnoreCase);

        return Absence.Contains(text) || text.IndexOfAny(new[] { ':', '.', '/' }) >= 0 || IsVariable(text)
            || text.StartsWith("x-", StringComparison.OrdinalIgnoreCase) || NameWords.Of(text).All(Vocabulary.Contains) || IsIdentifierOf(text);
    }

    /// <summary>Whether a text is one word: a mode, a state, the name of a resource.</summary>
    internal static bool IsWord(string text) => text.All(char.IsLetter) && (text.Skip(1).All(char.IsLower) || text.All(char.IsUpper));

    /// <summary><c>GRPC_AUTH_TOKEN</c>: the name of an environment variable, in capitals.</summary>
    private static bool IsVariable(string text) =>
        text.IndexOf('_') > 0 && text.All(static c => c is '_' || char.IsUpper(c) || char.IsDigit(c)) && NameWords.Of(text).Any(Vocabulary.Contains);

    /// <summary><c>billingToken</c>, <c>TokenExpiredMessage</c>: words in camel case, one of which means tokens.</summary>
    private static bool IsIdentifierOf(string text) =>
        text.All(char.IsLetter)
            && NameWords.Of(text) is { Count: > 1 } words
            && words.Any(static w => w is "token" or "key" or "auth" or "header" or "secret" or "scheme" or "name");
}
