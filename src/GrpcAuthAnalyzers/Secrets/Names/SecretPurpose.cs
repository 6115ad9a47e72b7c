using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>
/// What a secret is for, by its name: a token, an API key, a signing key or a client secret authenticates calls, a password opens another server.
/// </summary>
internal static class SecretPurpose
{
    /// <summary>Ends of names that are always for calls: <c>BotToken</c>, <c>x-api-key</c>, <c>client_secret</c>.</summary>
    private static readonly string[] OfCalls =
    {
        "token", "tokens", "apikey", "apikeys", "clientsecret", "clientsecrets", "jwt", "jwts", "bearer", "authorization", "macaroon",
    };

    private static readonly string[] Passwords = { "password", "passwords", "passwd", "pwd", "passphrase" };

    /// <summary>What is in front of <c>key</c> where it opens a store, or protects data.</summary>
    private static readonly HashSet<string> OtherKeys = new(StringComparer.Ordinal)
    {
        "account", "storage", "encryption", "decryption", "validation", "license", "function", "functions",
    };

    /// <summary>Words of names that say which other server it is, or that a file is meant.</summary>
    private static readonly HashSet<string> OtherServers = new(StringComparer.Ordinal)
    {
        "smtp", "mail", "email", "imap", "redis", "rabbit", "rabbitmq", "kafka", "amqp", "mqtt", "nats", "servicebus", "eventhub", "eventhubs", "bus", "mongo",
        "mongodb", "sql", "database", "db", "postgres", "postgresql", "npgsql", "mysql", "mariadb", "oracle", "cosmos", "cosmosdb", "storage", "blob", "aws",
        "minio", "ftp", "sftp", "ldap", "certificate", "certificates", "cert", "pfx", "sas",
    };

    /// <summary>Whether the secret of a setting authenticates calls. True for a name that says neither.</summary>
    /// <param name="key">The name of the setting.</param>
    /// <param name="section">The name in front of it; may be empty.</param>
    internal static bool AuthenticatesCalls(string key, string section)
    {
        var words = NameWords.Of(key.Equals("Value", StringComparison.OrdinalIgnoreCase) ? section : key);
        while (words.Count > 1 && words[words.Count - 1] is "value" or "base" or "hex")
            words.RemoveAt(words.Count - 1);

        var name = string.Concat(words);
        if (EndsIn(name, Passwords) || EndsIn(string.Concat(NameWords.Of(section)), Passwords) || words.Count > 0 && words[words.Count - 1] == "pass")
            return false;

        if (EndsIn(name, OfCalls))
            return !words.Contains("sas");

        // The key of a section "Encryption" is an encryption key.
        if (words.Count == 1 && words[0] is "key" or "keys")
            words.InsertRange(0, NameWords.Of(section));

        return !(words.Count > 1 && words[words.Count - 1] is "key" or "keys" && OtherKeys.Contains(words[words.Count - 2]))
            && !IsOfOtherServer(words)
            && !IsOfOtherServer(NameWords.Of(section))
            && !section.Equals("S3", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a part of a connection string or a list of headers authenticates calls. False for a name that says neither.</summary>
    internal static bool OfPartAuthenticatesCalls(string name)
    {
        var words = NameWords.Of(name);
        return !words.Contains("sas") && (EndsIn(string.Concat(words), OfCalls) || (words.Count == 1 && words[0] == "auth"));
    }

    private static bool IsOfOtherServer(List<string> words)
    {
        foreach (var word in words)
        {
            if (OtherServers.Contains(word))
                return true;
        }

        return false;
    }

    private static bool EndsIn(string name, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
