using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>The words that mark a placeholder.</summary>
internal static class PlaceholderWords
{
    /// <summary>How many words behind its start a phrase may end.</summary>
    private const int MaxDistance = 6;

    /// <summary>Any of them in a text says so: <c>dummy-token</c>.</summary>
    private static readonly HashSet<string> Single = Set(
        "changeme", "changeit", "changethis", "todo", "tbd", "tba", "fixme", "placeholder", "redacted", "dummy", "example", "sample", "replaceme",
        "insertme", "xxx", "bogus", "fake", "invalid");

    /// <summary>A text of nothing else has no value: <c>(none)</c>, <c>not-set</c>, <c>access_token</c>. Written without gaps.</summary>
    private static readonly HashSet<string> Empty = Set(
        "null", "none", "nil", "na", "nan", "undefined", "empty", "true", "false", "value", "string", "text", "blank", "unset", "notset", "notused",
        "unused", "unknown",
        "missing", "notconfigured", "unconfigured", "notavailable", "hidden", "masked", "removed", "omitted", "censored", "filtered", "sensitive",
        "tobedefined", "tobereplaced",
        "token", "jwt", "apikey", "apitoken", "accesstoken", "bearertoken", "authtoken", "idtoken", "refreshtoken", "jwttoken", "oauthtoken",
        "bearer", "basic", "mytoken", "myapikey", "yourtoken",
        "managedidentity", "workloadidentity", "defaultazurecredential", "usersecrets", "dotnetusersecrets", "keyvault", "environment",
        "environmentvariable", "notoken", "nokey", "nosecret");

    /// <summary>What comes before the object of a phrase: <c>your-token</c>, <c>set with dotnet user-secrets</c>.</summary>
    private static readonly HashSet<string> Starters = Set("your", "my", "insert", "replace", "enter", "paste", "put", "set", "use");

    /// <summary>What begins a phrase only as the first word: <c>stored-in-keyvault</c>, and not <c>orders-change-key</c>.</summary>
    private static readonly HashSet<string> FirstWords = Set(
        "provide", "provided", "specify", "supply", "change", "configure", "configured", "override", "overridden", "inject", "injected", "stored",
        "loaded", "retrieved", "from", "see",
        "comes", "obtain", "missing", "add", "fill");

    private static readonly HashSet<string> Objects = Set(
        "token", "tokens", "key", "keys", "secret", "secrets", "here", "me", "it", "this", "vault", "keyvault", "password", "jwt", "credential",
        "credentials", "apikey", "value", "tokenhere",
        "environment", "env", "variable", "variables", "config", "configuration", "pipeline", "deployment", "deploy", "runtime", "production", "identity");

    /// <summary>Starts of phrases without gaps: <c>YOURAPIKEY</c>.</summary>
    private static readonly string[] CompactStarters = { "your", "insert", "replace", "paste", "enteryour", "putyour", "addyour", "useyour", "invalid" };

    private static readonly string[] CompactObjects = { "token", "key", "secret", "here", "password", "jwt", "credential", "credentials", "me" };

    private static readonly string[] CompactEnds = { "goeshere" };

    /// <summary>Whether one of the words says that this is no credential, or all of them together say that there is none.</summary>
    internal static bool IsStandIn(List<string> words)
    {
        foreach (var word in words)
        {
            if (Single.Contains(word))
                return true;
        }

        return words.Count <= MaxDistance && Empty.Contains(string.Concat(words));
    }

    /// <summary><c>your-api-token</c>, <c>INSERT TOKEN HERE</c>: a starter, and an object a few words behind it.</summary>
    internal static bool IsPhrase(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!Starters.Contains(words[i]) && !(i == 0 && FirstWords.Contains(words[i])))
                continue;

            for (var j = i + 1; j < words.Count && j <= i + MaxDistance; j++)
            {
                if (Objects.Contains(words[j]))
                    return true;
            }
        }

        return false;
    }

    /// <summary>A phrase that is written as one word: <c>yourtokenhere</c>, <c>INSERTKEYHERE</c>.</summary>
    internal static bool IsCompact(string text)
    {
        var letters = string.Concat(text.Split('-', '_', ' ', '.')).ToLowerInvariant();
        return EndsInOneOf(letters, CompactEnds, 0)
            || Array.Exists(
                CompactStarters, start => letters.StartsWith(start, StringComparison.Ordinal) && EndsInOneOf(letters, CompactObjects, start.Length));
    }

    private static bool EndsInOneOf(string letters, string[] ends, int start)
    {
        foreach (var end in ends)
        {
            if (letters.Length >= start + end.Length && letters.EndsWith(end, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static HashSet<string> Set(params string[] words) => new(words, StringComparer.OrdinalIgnoreCase);
}
