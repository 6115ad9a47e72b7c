using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>A credential that a layer saw and can name: an entry of metadata, or call credentials.</summary>
internal sealed class NamedCredential
{
    /// <param name="entry">The entry, with its header.</param>
    /// <param name="metadata">The creation of the metadata that the entry is put into; null when the entry was looked at alone.</param>
    internal NamedCredential(CredentialValue entry, Origin? metadata)
    {
        Entry = entry;
        Metadata = metadata;
    }

    private NamedCredential()
    {
    }

    /// <summary>Call credentials, whatever they send.</summary>
    internal static NamedCredential CallCredentials { get; } = new();

    /// <summary>The entry of metadata; null for call credentials.</summary>
    internal CredentialValue? Entry { get; }

    /// <summary>The creation of the metadata that holds the entry; null for call credentials, and for an entry that was looked at alone.</summary>
    internal Origin? Metadata { get; }

    /// <summary>The quoted header, or <c>call credentials</c>.</summary>
    internal string Name => Entry is { } entry ? "'" + entry.Header + "'" : "call credentials";
}
