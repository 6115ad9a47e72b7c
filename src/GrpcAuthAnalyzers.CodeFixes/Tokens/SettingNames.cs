using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The names of the settings that a fix introduces: the same for the same place, and different for credentials of different names.</summary>
internal static class SettingNames
{
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "access", "auth", "authorization", "bearer", "header", "headers", "value", "default", "const", "secret", "the", "my", "x", "grpc",
        "credential", "credentials", "metadata", "s", "m", "k",
    };

    /// <summary>Words of types and members that tell nothing about the credential.</summary>
    private static readonly HashSet<string> PlainOfCode = new(StringComparer.OrdinalIgnoreCase)
    {
        "get", "async", "fetch", "acquire", "obtain", "retrieve", "load", "provide", "provider", "providers", "source", "static", "fixed",
        "constant", "constants", "program", "main", "options",
        "settings", "config", "configuration", "class", "id", "o", "i", "jwt", "base", "tokens", "key", "keys", "create", "make", "add",
    };

    /// <summary>Words that stand for a value that somebody has to fill in.</summary>
    private static readonly HashSet<string> OfPlaceholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "your", "here", "placeholder", "change", "changeme", "me", "todo", "fixme", "replace", "replaceme", "insert", "put", "enter", "fill", "in", "with",
        "this", "dummy", "fake", "sample", "example", "foo", "bar", "tbd", "xxx", "goes", "some",
    };

    /// <summary>
    /// The environment variable: behind the prefix that the code has for the client, else <c>GRPC_ORDERS_TOKEN</c>, <c>GRPC_API_KEY</c> where the client is
    /// not known, and with the holder's own words <c>GRPC_BILLING_TOKEN</c>. <c>GRPC</c> stands only before what gRPC sends.
    /// </summary>
    internal static string EnvironmentVariable(TokenRequest request)
    {
        var words = Words(request).ToList();
        var prefix = request.IsSentByGrpc ? request.Conventions?.PrefixFor(request.Client) ?? Default(request, "GRPC", "_")
            : words.Count > 1 ? null
            : "SERVICE";
        return (prefix is null ? "" : prefix.ToUpperInvariant() + "_") + string.Join("_", Without(prefix, '_', words).Select(static w => w.ToUpperInvariant()));
    }

    /// <summary>The same for the configuration: <c>Orders:Token</c> behind a section of the code, <c>Grpc:Orders:Token</c>, <c>Grpc:ApiKey</c>.</summary>
    internal static string ConfigurationKey(TokenRequest request)
    {
        var words = Words(request).ToList();
        var section = request.IsSentByGrpc ? request.Conventions?.SectionFor(request.Client) ?? Default(request, "Grpc", ":") : "Service";
        return section + ":" + string.Concat(Without(section, ':', words).Select(Capital));
    }

    private static string Default(TokenRequest request, string start, string separator) => request.Client is null ? start
        : start + separator + (separator == "_" ? string.Join("_", Split(request.Client)) : request.Client);

    /// <summary>The words that are not in the prefix already; never none.</summary>
    private static IEnumerable<string> Without(string? prefix, char separator, List<string> words)
    {
        var said = prefix?.Split(separator) ?? Array.Empty<string>();
        return words.Where((w, i) => i == words.Count - 1 || !said.Contains(w, StringComparer.OrdinalIgnoreCase));
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1).ToLowerInvariant();

    private static IEnumerable<string> Words(TokenRequest request)
    {
        var key = request.Header.EndsWith("-bin", StringComparison.Ordinal) ? request.Header.Substring(0, request.Header.Length - 4) : request.Header;
        var kind = key is "authorization" or "proxy-authorization" || SecretText.HoldsKnownForm(key)
            ? new List<string> { "token" }
            : key.Split('-', '_', '.').Where(static w => w.Length > 0 && w != "x").ToList();
        if (kind.Count == 0)
            kind.Add("token");

        var own = Split(request.HolderName ?? "")
            .Where(w => !Plain.Contains(w) && !OfPlaceholders.Contains(w) && !kind.Contains(w, StringComparer.OrdinalIgnoreCase))
            .ToList();
        // "key" of ApiKey says no more than the header does.
        own.RemoveAll(static w => w.Equals("key", StringComparison.OrdinalIgnoreCase) || w.Equals("api", StringComparison.OrdinalIgnoreCase));
        var known = own.Concat(kind).ToList();
        var qualifier =
            Split(request.Qualifier ?? "").Where(w => !Plain.Contains(w) && !PlainOfCode.Contains(w) && !known.Contains(w, StringComparer.OrdinalIgnoreCase));
        return qualifier.Distinct(StringComparer.OrdinalIgnoreCase).Concat(known);
    }

    /// <summary>
    /// <c>Orders</c> for the generated <c>Orders.OrdersClient</c> and for the interface <c>IOrdersService</c> of a code-first client; null for other types.
    /// </summary>
    internal static string? ServiceOf(ITypeSymbol? client)
    {
        if (client is null)
            return null;

        var name = client.TypeKind == TypeKind.Interface ? WithoutEnd(client.Name.TrimStart('I'), "Service")
            : client.ContainingType is { } service && client.Name == service.Name + "Client" ? WithoutEnd(service.Name, "Service")
            : "";
        return name.Length > 0 && name.All(static c => c <= 127 && char.IsLetterOrDigit(c)) ? name : null;
    }

    private static string WithoutEnd(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && name.Length > end.Length ? name.Substring(0, name.Length - end.Length) : name;

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

    /// <summary>The words of a name; none of one that holds a secret, which a title would show.</summary>
    private static IEnumerable<string> Split(string name)
    {
        if (SecretText.HoldsKnownForm(name))
            yield break;

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
