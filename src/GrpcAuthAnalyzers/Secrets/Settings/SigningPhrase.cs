using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>
/// Distinguishes a phrase that signs tokens (<c>this is my secret key</c>) from one to be replaced. A server takes any text as its
/// key, so such a phrase is a secret: whoever knows it can create tokens.
/// </summary>
internal static class SigningPhrase
{
    /// <summary>A key for HMAC-SHA256 of fewer characters is refused by the libraries that sign tokens.</summary>
    internal const int MinLength = 16;

    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase) { "jwt", "token", "tokens", "signing", "issuer",
        "security", "appsettings" };

    /// <summary>Words that ask for another text, or say where it is.</summary>
    private static readonly HashSet<string> Requests = new(StringComparer.Ordinal)
    {
        "your", "replace", "replaced", "insert", "enter", "paste", "put", "set", "change", "changed", "changeme", "add", "provide", "provided",
        "specify", "configure", "here", "todo", "placeholder",
        "example", "sample", "dummy", "fake", "redacted", "generate", "generated", "store", "stored", "from", "see", "vault", "environment", "env",
        "variable", "secrets", "must", "should", "required",
        "none", "not", "missing", "characters", "chars", "minimum", "least", "length", "xxx", "override", "never", "only",
    };

    /// <summary>Whether the value of a setting is such a phrase: letters and digits with usual signs between them, under the name of a signing key.</summary>
    internal static bool Is(string key, string section, string value)
    {
        if (value.Length < MinLength || !IsNameOfKey(key, section))
            return false;

        foreach (var c in value)
        {
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_' or '.' or ',' or '!' or '@' or '\''))
                return false;
        }

        var words = NameWords.Of(value);
        return words.Count > 1 && !words.Exists(Requests.Contains) && words.Exists(static word => word is "my" or "secret" or "key" or "sign" or "signing");
    }

    private static bool IsNameOfKey(string key, string section)
    {
        var words = NameWords.Of(key);
        if (words.Count == 0 || words[words.Count - 1] is not ("key" or "secret" or "token"))
            return false;

        return words.Exists(static word => word is "jwt" or "signing" or "symmetric")
            || (NameWords.Of(section) is { Count: > 0 } around && (Sections.Contains(around[0]) || Sections.Contains(section)));
    }
}
