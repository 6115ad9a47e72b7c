using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>The parts of values that are lists or addresses: <c>Server=x;Password=y</c>, <c>redis:6379,password=y</c>, <c>amqp://user:y@host</c>.</summary>
internal static class ValueParts
{
    private const string SchemeEnd = "://";
    private static readonly char[] Separators = { ';', ',' };
    private static readonly string[] ServerNames = { "server", "host", "data source", "datasource", "address", "addr", "endpoint", "network address" };
    private static readonly string[] LocalHosts = { "localhost", "127.0.0.1", "(local)", "(localdb)", ".", "::1", "[::1]", "host.docker.internal" };

    /// <summary>The names and values of a connection string or a list of headers. None for the published account of a local emulator.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(string text)
    {
        if (text.IndexOf('=') < 0 || IsEmulator(text))
            yield break;

        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny(Separators, start);
            if (end < 0)
                end = text.Length;

            var equals = text.IndexOf('=', start, end - start);
            if (equals > start)
            {
                var name = text.Substring(start, equals - start).Trim();
                var value = text.Substring(equals + 1, end - equals - 1).Trim().Trim('"', '\'');
                if (value.Length > 0 && IsName(name))
                    yield return (name, value);
            }

            start = end + 1;
        }
    }

    /// <summary>The name and value of a line of an HTTP header, <c>Authorization: Bearer x</c>; null for other text.</summary>
    internal static (string Name, string Value)? HeaderIn(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0 || !IsName(text.Substring(0, colon)))
            return null;

        var name = text.Substring(0, colon).Trim();
        return name.Equals("authorization", StringComparison.OrdinalIgnoreCase) || (name.IndexOf('-') > 0 && name.IndexOf(' ') < 0)
            ? (name, text.Substring(colon + 2))
            : null;
    }

    /// <summary>Whether the text is an address with a scheme, such as <c>https://host/path</c>, and nothing else.</summary>
    internal static bool IsAddress(string text)
    {
        var end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (end <= 0)
            return false;

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) || (i < end && !char.IsLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.')))
                return false;
        }

        return true;
    }

    /// <summary>The password of an address such as <c>amqp://user:password@host</c>; null when it has none, and for the guest of a message broker.</summary>
    internal static string? PasswordOf(string text)
    {
        if (!IsAddress(text))
            return null;

        var start = text.IndexOf(SchemeEnd, StringComparison.Ordinal) + SchemeEnd.Length;
        var end = text.IndexOfAny(new[] { '/', '?', '#' }, start);
        var host = text.LastIndexOf('@', (end < 0 ? text.Length : end) - 1);
        if (host <= start)
            return null;

        var user = text.Substring(start, host - start);
        var colon = user.IndexOf(':');
        return colon < 0 || colon + 1 == user.Length || user == "guest:guest" ? null : user.Substring(colon + 1);
    }

    /// <summary>Whether the server that a connection string or address names is the machine itself.</summary>
    internal static bool IsLocal(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && text.IndexOf(SchemeEnd, StringComparison.Ordinal) > 0)
            return address.IsLoopback;

        foreach (var (name, value) in Of(text))
        {
            if (Array.IndexOf(ServerNames, name.ToLowerInvariant()) >= 0)
                return IsLocalHost(value);
        }

        return IsLocalHost(text.Substring(0, text.IndexOfAny(Separators) is var end && end < 0 ? text.Length : end));
    }

    /// <summary><c>tcp:127.0.0.1,5433</c>, <c>localhost:6379</c>, <c>(local)\SQLEXPRESS</c>.</summary>
    private static bool IsLocalHost(string server)
    {
        var host = server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? server.Substring("tcp:".Length) : server;
        foreach (var local in LocalHosts)
        {
            if (host.StartsWith(local, StringComparison.OrdinalIgnoreCase) && (host.Length == local.Length || host[local.Length] is ':' or ',' or '\\' or '/'))
                return true;
        }

        return false;
    }

    /// <summary>The storage and Cosmos emulators have one key each, which is in their documentation.</summary>
    private static bool IsEmulator(string text) =>
        text.IndexOf("devstoreaccount1", StringComparison.OrdinalIgnoreCase) >= 0
        || (text.IndexOf("AccountEndpoint=https://localhost", StringComparison.OrdinalIgnoreCase) >= 0)
        || (text.IndexOf("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '_' or '-' or '.'))
                return false;
        }

        return name.Length is > 0 and <= 64;
    }
}
