using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The names of the settings that a fix introduces: the same for the same place, and different for credentials of different names.</summary>
internal static class SettingNames
{
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "access", "auth", "authorization", "bearer", "header", "headers", "value", "default", "const", "secret", "the", "my", "x", "grpc",
        "credential", "credentials", "metadata",
    };

    /// <summary>Words of types and members that tell nothing about the credential.</summary>
    private static readonly HashSet<string> PlainOfCode = new(StringComparer.OrdinalIgnoreCase)
    {
        "get", "async", "fetch", "acquire", "obtain", "retrieve", "load", "provide", "provider", "providers", "source", "static", "fixed",
        "constant", "constants", "program", "main", "options",
        "settings", "config", "configuration", "class", "id", "o", "i", "jwt", "base", "tokens", "key", "keys", "create", "make", "add",
    };

    /// <summary><c>GRPC_TOKEN</c>, <c>GRPC_API_KEY</c>, and with the holder's own words <c>GRPC_BILLING_TOKEN</c>.</summary>
    internal static string EnvironmentVariable(TokenRequest request) =>
        "GRPC_" + string.Join("_", Words(request).Select(static w => w.ToUpperInvariant()));

    /// <summary><c>Grpc:Token</c>, <c>Grpc:ApiKey</c>, <c>Grpc:BillingToken</c>.</summary>
    internal static string ConfigurationKey(TokenRequest request) =>
        "Grpc:" + string.Concat(Words(request).Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1).ToLowerInvariant()));

    private static IEnumerable<string> Words(TokenRequest request)
    {
        var key = request.Header.EndsWith("-bin", StringComparison.Ordinal) ? request.Header.Substring(0, request.Header.Length - 4) : request.Header;
        var kind = key is "authorization" or "proxy-authorization"
            ? new List<string> { "token" }
            : key.Split('-', '_', '.').Where(static w => w.Length > 0 && w != "x").ToList();
        if (kind.Count == 0)
            kind.Add("token");

        var own = Split(request.HolderName ?? "").Where(w => !Plain.Contains(w) && !kind.Contains(w, StringComparer.OrdinalIgnoreCase)).ToList();
        // "key" of ApiKey says no more than the header does.
        own.RemoveAll(static w => w.Equals("key", StringComparison.OrdinalIgnoreCase) || w.Equals("api", StringComparison.OrdinalIgnoreCase));
        var known = own.Concat(kind).ToList();
        var qualifier =
            Split(request.Qualifier ?? "").Where(w => !Plain.Contains(w) && !PlainOfCode.Contains(w) && !known.Contains(w, StringComparer.OrdinalIgnoreCase));
        return qualifier.Distinct(StringComparer.OrdinalIgnoreCase).Concat(known);
    }

    /// <summary>
    /// What stands for the header of a credential that is not seen to be sent: <c>x-api-key</c> for a holder named <c>ApiKey</c>,
    /// <c>client-secret</c> for <c>ClientSecret</c>; <c>authorization</c> for every token, and where the name tells nothing.
    /// </summary>
    internal static string HeaderOf(string holder)
    {
        var words = Split(holder).Select(static w => w.ToLowerInvariant()).Where(static w => w != "async").ToList();
        return words.Count == 0 ? "authorization" : words[words.Count - 1] switch
        {
            "key" when words.Count > 1 => words[words.Count - 2] + "-key",
            "apikey" => "api-key",
            "secret" or "password" or "passphrase" or "pem" => words[words.Count - 1],
            _ => "authorization",
        };
    }

    private static IEnumerable<string> Split(string name)
    {
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) || c > 127 || (char.IsUpper(c) && word.Length > 0 && !char.IsUpper(word[word.Length - 1])))
            {
                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
            }

            if (char.IsLetterOrDigit(c) && c <= 127)
                word.Append(c);
        }

        if (word.Length > 0)
            yield return word.ToString();
    }
}
