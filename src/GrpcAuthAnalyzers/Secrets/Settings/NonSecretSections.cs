using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>
/// Sections of configuration files whose settings are called after secrets and name something else: <c>Queues:RefreshToken</c>,
/// <c>Cron:RotateSecret</c>.
/// </summary>
internal static class NonSecretSections
{
    /// <summary>The last words of such a section: what its values name, plan or say.</summary>
    private static readonly HashSet<string> LastWords = new(StringComparer.Ordinal)
    {
        "queues", "topics", "exchanges", "tables", "collections", "columns", "fields", "cookies", "claims", "permissions", "actions", "policies",
        "mapping", "mappings", "map", "maps", "aliases", "names", "prefixes", "paths", "routes", "buckets", "templates", "patterns", "types",
        "subjects", "texts", "labels", "messages", "errors", "titles", "captions", "translations", "strings", "localization",
        "cron", "crons", "schedule", "schedules", "timeouts", "durations", "lifetimes", "expirations", "limits", "flags", "toggles", "metrics", "counters",
        "masking", "redaction", "sanitization", "scrubbing",
    };

    private static readonly string[] SecretStores = { "SecretStore", "SecretsManager", "SecretManager", "KeyVaultSecret", "VaultSecret" };

    /// <summary>Whether the values of the section are names, texts or times. False for a section without a name.</summary>
    internal static bool HoldNames(string section) =>
        NameWords.Of(section) is { Count: > 0 } words && LastWords.Contains(words[words.Count - 1]);

    /// <summary>Whether the values of the section are what secrets are called in a store.</summary>
    internal static bool HoldNamesOfSecrets(string section) =>
        Array.Exists(SecretStores, store => section.IndexOf(store, StringComparison.OrdinalIgnoreCase) >= 0);
}
