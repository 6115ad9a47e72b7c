using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>What names say about the time for which something is valid.</summary>
internal static class ExpiryWords
{
    /// <summary>Names of the seconds that a token lives, without underscores.</summary>
    private static readonly HashSet<string> Lifetimes = new(StringComparer.OrdinalIgnoreCase)
    {
        "ExpiresIn", "ExpiresInSeconds", "ExpireIn", "ExpiresSeconds", "ExpirySeconds", "ExpirationSeconds", "ExpireSeconds", "LifetimeSeconds",
        "LifetimeInSeconds", "TtlSeconds", "Lifetime", "Ttl", "ValidForSeconds", "ValidSeconds",
    };

    /// <summary>
    /// Whether a name may be that of the end (or, for tokens, begin) of what is valid, without a look at its words: <c>ExpiresOn</c>, <c>_expiry</c>,
    /// <c>ValidTo</c>, <c>exp</c>. Every name that the other questions accept passes.
    /// </summary>
    internal static bool MayNameExpiry(string name) =>
        name.Contains("xpir") || name.Contains("alidTo") || name.Contains("alidThr") || name.Contains("alidFrom") || name.Contains("ntil")
            || name.Contains("otAfter") || name.Contains("Due") || name.Contains("due") || name is "exp" or "Exp";

    /// <summary>Whether a name is that of the end of what is valid: <c>ExpiresOn</c>, <c>ValidTo</c>, <c>ValidUntil</c>. False for <c>IsExpired</c>.</summary>
    internal static bool NamesExpiry(string name) =>
        (Has(name, "expir") && !name.StartsWith("is", StringComparison.OrdinalIgnoreCase) && !NamesLifetime(name))
            || Has(name, "ValidTo")
            || Has(name, "ValidUntil");

    /// <summary>
    /// Whether a name is that of an end that many things have, so that only what stands beside it tells: <c>DueDate</c>, <c>UsableUntil</c>,
    /// <c>NotAfter</c>.
    /// </summary>
    internal static bool NamesAnyEnd(string name)
    {
        var words = NameWords.Of(name);
        return words.Count > 0
            && (words[0] is "due" || words[words.Count - 1] is "until" || Has(name, "ValidThrough") || Has(name, "ValidThru") || Has(name, "NotAfter"));
    }

    /// <summary>
    /// Whether a name is that of the moment at which a token is fetched again: <c>_renewAt</c>, <c>RefreshAfter</c>, <c>NextRefresh</c>. It is the end of the
    /// old one, and not of a refresh token.
    /// </summary>
    internal static bool NamesRenewal(string name)
    {
        if (name.IndexOf("enew", StringComparison.Ordinal) < 0 && name.IndexOf("efresh", StringComparison.Ordinal) < 0)
            return false;

        var words = NameWords.Of(name);
        return (words.Contains("renew") || words.Contains("renewal") || words.Contains("refresh"))
            && (words[0] is "next" || words[words.Count - 1] is "at" or "after" or "on" or "time" or "due" or "date");
    }

    /// <summary>Whether a name is that of the seconds for which a token is valid: <c>ExpiresIn</c>, <c>expires_in</c>, <c>ExpiresInSeconds</c>.</summary>
    internal static bool NamesLifetime(string name) => Lifetimes.Contains(name.Replace("_", ""));

    private static bool Has(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
