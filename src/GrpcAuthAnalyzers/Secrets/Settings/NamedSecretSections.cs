using System;
using System.Collections.Generic;
using System.Globalization;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>Sections that give a secret to each name (<c>ApiKeys:orders-client</c>), or list objects with one each (<c>ApiKeys:0:Key</c>).</summary>
internal static class NamedSecretSections
{
    private const int MinLength = 8;

    /// <summary>What else such objects hold.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "id", "name", "type", "kind", "description", "comment", "scope", "scopes", "role", "roles", "header", "prefix", "version", "provider",
        "issuer", "audience",
        "algorithm", "url", "uri", "endpoint", "path", "file", "hash", "salt", "created", "expires", "expiration", "expiry", "at", "on", "date",
        "until", "from", "policy", "source", "location",
    };

    /// <summary>Whose the secret is; with another word in front of it, the name of one: <c>orders-client</c>.</summary>
    private static readonly HashSet<string> Owners = new(StringComparer.Ordinal) { "owner", "client", "user", "tenant" };

    /// <summary>
    /// Whether the name of a section is the plural of a secret, of two words or more. False for <c>Tokens</c>, which is a section
    /// for anything about tokens.
    /// </summary>
    internal static bool Are(string section) =>
        NameWords.Of(section) is { Count: > 1 } words
        && words[words.Count - 1] switch
        {
            "tokens" or "passwords" or "secrets" => true,
            "keys" => words[words.Count - 2] is "api" or "access" or "secret",
            _ => false,
        };

    /// <summary>
    /// Whether a setting of such a section holds the secret: its name is none of the other things, and its value has letters and
    /// digits and is no date.
    /// </summary>
    internal static bool MayHold(string key, string value)
    {
        bool hasDigit = false, hasLetter = false;
        foreach (var c in value)
        {
            if (char.IsWhiteSpace(c))
                return false;

            hasDigit |= char.IsDigit(c);
            hasLetter |= char.IsLetter(c);
        }

        return hasDigit && hasLetter && value.Length >= MinLength
            && !(NameWords.Of(key) is { Count: > 0 } words && (Others.Contains(words[words.Count - 1]) || (words.Count == 1 && Owners.Contains(words[0]))))
            && !DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
