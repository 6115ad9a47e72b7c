using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>Whether a setting or an environment variable holds a secret, by its name.</summary>
internal static class SecretName
{
    private static readonly char[] Digits = "0123456789".ToCharArray();

    /// <summary>Words of settings, besides those that headers end in too.</summary>
    private static readonly HashSet<string> LastWords = new(StringComparer.OrdinalIgnoreCase) { "passwd", "pass", "pat", "apikeys", "tokens",
        "secrets", "passwords", "jwts" };

    /// <summary>What is a secret in front of <c>key</c>, besides what is one in headers too.</summary>
    private static readonly HashSet<string> KeyKinds = new(StringComparer.OrdinalIgnoreCase) { "secret", "security", "jwt", "hmac", "symmetric", "function" };

    /// <summary>What a name begins with that says what is done with a secret, not what it is: <c>ResetPassword</c>.</summary>
    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "reset", "forgot", "forgotten", "change", "confirm", "create", "delete", "revoke", "rotate", "clean", "cleanup", "purge", "get", "validate",
        "verify", "expire", "use",
        "show", "hide", "request", "generate", "send", "save", "ignore", "update", "edit", "enter",
    };

    /// <summary>What is no secret in front of <c>token</c>: those of languages, templates and language models.</summary>
    private static readonly HashSet<string> KindsOfText = new(StringComparer.OrdinalIgnoreCase)
    {
        "start", "end", "stop", "begin", "eos", "bos", "pad", "unk", "sep", "cls", "mask", "delimiter", "separator", "special", "prompt",
        "completion", "template", "design", "replacement",
    };

    /// <summary>Sections in which a setting that is called nothing but <c>Key</c> is a secret: <c>Jwt:Key</c>.</summary>
    private static readonly HashSet<string> SectionsOfKeys = new(StringComparer.OrdinalIgnoreCase) { "jwt", "api", "signing", "encryption", "hmac" };

    /// <summary>Ends of names without separators: <c>clientsecret</c>.</summary>
    private static readonly string[] Endings = { "token", "secret", "password", "apikey", "accesskey", "secretkey", "signingkey", "privatekey" };

    /// <summary>Words behind the one that counts which say only how the value is written (<c>SigningKeyBase64</c>).</summary>
    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase) { "value", "base", "hex" };

    /// <summary>
    /// Whether the setting holds a secret. The input is a name or whole path with <c>:</c>, <c>.</c> or <c>__</c>, in any casing
    /// (<c>Auth:Grpc:BearerToken</c>, <c>GRPC_API_KEY</c>, <c>Tokens:0</c>); elements of a list have the name of the list. One of
    /// <c>grpc_auth.secret_keys</c> or <c>grpc_auth.credential_headers</c> does; one of <c>grpc_auth.ignored_headers</c> does not.
    /// False if the name means nothing.
    /// </summary>
    internal static bool IsSecret(string settingName, GrpcAuthOptions options)
    {
        var path = settingName.Trim();
        var (name, section) = LastOf(path);
        if (name.Length == 0 || IsOneOf(options.IgnoredHeaders, path, name))
            return false;

        if (IsNamedByOption(path, name, options))
            return true;

        var words = WordsOf(name.TrimEnd(Digits));
        while (words.Count > 1 && Fillers.Contains(words[words.Count - 1]))
            words.RemoveAt(words.Count - 1);

        return words.Count > 0 && !SecretWords.HasVeto(words) && SaySecret(words, section);
    }

    /// <summary>Whether <c>grpc_auth.secret_keys</c> or <c>grpc_auth.credential_headers</c> names a setting, by its name or whole path.</summary>
    internal static bool IsNamedByOption(string settingName, GrpcAuthOptions options) => IsNamedByOption(settingName.Trim(), LastOf(settingName).Name, options);

    private static bool IsNamedByOption(string path, string name, GrpcAuthOptions options) =>
        IsOneOf(options.SecretKeys, path, name) || IsOneOf(options.CredentialHeaders, path, name);

    private static bool SaySecret(List<string> words, string section)
    {
        var last = words[words.Count - 1];

        // "Auth" names a section or a mode: a header of that name is a credential, a setting is not. GOOGLE_APPLICATION_CREDENTIALS is a path,
        // AZURE_TOKEN_CREDENTIALS a choice.
        if (last.Equals("auth", StringComparison.OrdinalIgnoreCase) || EndIn(words, "application", "credentials") || EndIn(words, "token", "credentials"))
            return false;

        if (words.Count > 1
            && (Verbs.Contains(words[0]) || (KindsOfText.Contains(words[words.Count - 2]) && last.StartsWith("token", StringComparison.OrdinalIgnoreCase))))
            return false;

        if (SecretWords.EndTheName(words) || LastWords.Contains(last) || EndsInSecret(last))
            return true;

        if (!last.Equals("key", StringComparison.OrdinalIgnoreCase) && !last.Equals("keys", StringComparison.OrdinalIgnoreCase))
            return false;

        return words.Count > 1
            ? KeyKinds.Contains(words[words.Count - 2]) || SecretWords.IsKindOfKey(words[words.Count - 2])
            : SectionsOfKeys.Contains(section);
    }

    private static bool EndsInSecret(string word)
    {
        foreach (var ending in Endings)
        {
            if (word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return !SecretWords.HoldsVeto(word);
        }

        return false;
    }

    private static bool EndIn(List<string> words, string first, string second) =>
        words.Count > 1
        && words[words.Count - 2].Equals(first, StringComparison.OrdinalIgnoreCase)
        && words[words.Count - 1].Equals(second, StringComparison.OrdinalIgnoreCase);

    /// <summary>The last part of a path that is no index, and the part in front of it.</summary>
    private static (string Name, string Section) LastOf(string path)
    {
        var parts = path.Split(new[] { ":", ".", "__" }, StringSplitOptions.RemoveEmptyEntries);
        var last = parts.Length - 1;
        while (last > 0 && IsNumber(parts[last]))
            last--;

        return last < 0 ? ("", "") : (parts[last].Trim(), last > 0 ? parts[last - 1].Trim() : "");
    }

    /// <summary>The words of a name: split at signs, and where a capital letter begins a new one (<c>APIKeyName</c>: API, Key, Name).</summary>
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || name[i] is '-' or '_' or ' ' or '/' or '[' or ']';
            if (!isEnd && (i == start || !BeginsWord(name, i)))
                continue;

            if (i > start)
                words.Add(name.Substring(start, i - start));

            start = isEnd ? i + 1 : i;
        }

        return words;
    }

    private static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    private static bool IsNumber(string text) => text.TrimEnd(Digits).Length == 0;

    private static bool IsOneOf(ImmutableArray<string> names, string path, string name)
    {
        foreach (var configured in names)
        {
            if (string.Equals(configured, name, StringComparison.OrdinalIgnoreCase) || string.Equals(configured, path, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
