using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>Names of what a fix may call: it must be sure that a call can be sent with what it gets.</summary>
internal static partial class TokenWords
{
    /// <summary>
    /// Whether a method gets a token that calls are sent with: not <c>GetTokenBalance</c>, and no page or refresh token. For a header that holds a key, one
    /// that gets a key: an access token is none.
    /// </summary>
    internal static bool GetsCredential(string method, string header) => IsOfKey(header) ? NamesKey(method, "Get") : NamesToken(method, "Get", null);

    /// <summary>Whether a header is one that a token is sent under, and no key.</summary>
    internal static bool TakesToken(string header) => !IsOfKey(header);

    /// <summary>Whether a delegate of this name hands out a token or key that calls are sent with.</summary>
    internal static bool SuppliesCredential(string name, string header) => IsOfKey(header) ? NamesKey(name, "") : NamesToken(name, "", Delegates);

    /// <summary>Whether a method fetches a token that calls are sent with, each time that it is called.</summary>
    internal static bool FetchesToken(string method)
    {
        foreach (var verb in Fetching)
        {
            if (NamesToken(method, verb, null))
                return true;
        }

        return false;
    }

    /// <summary>Whether the tokens of a type of this name are pieces of a text, or of a form.</summary>
    internal static bool HasNoCredential(string type) => NameWords.Of(type).Exists(TypesWithoutCredential.Contains);

    // x-api-key, ocp-apim-subscription-key.
    private static bool IsOfKey(string header) => header.EndsWith("key", StringComparison.OrdinalIgnoreCase);

    private static bool NamesKey(string name, string verb)
    {
        if (!StartsWith(name, verb))
            return false;

        var words = NameWords.Of(name);
        var key = words.FindIndex(static w => w is "key" or "apikey");
        return key >= 0
            && (words[key].Length > 3 || key > 0 && SentKeys.Contains(words[key - 1]))
            && words.FindIndex(key + 1, static w => !Endings.Contains(w) && !Delegates.Contains(w)) < 0;
    }

    private static bool NamesToken(string name, string verb, HashSet<string>? moreEndings)
    {
        if (!StartsWith(name, verb))
            return false;

        var words = NameWords.Of(name);
        var token = words.FindLastIndex(static w => w.EndsWith("token", StringComparison.Ordinal));
        if (token < 0 || words.FindIndex(0, token, UnsentTokens.Contains) >= 0)
            return false;

        foreach (var other in UnsentTokens)
        {
            if (words[token].StartsWith(other, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        for (var i = token + 1; i < words.Count; i++)
        {
            if (Prepositions.Contains(words[i]))
                return true;
            if (!Endings.Contains(words[i]) && moreEndings?.Contains(words[i]) != true)
                return false;
        }

        return true;
    }

    private static bool StartsWith(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal);
}
