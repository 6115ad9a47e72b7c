namespace GrpcAuthAnalyzers.Credentials;

/// <summary>What is known of a credential. Unknown never warns.</summary>
internal enum CredentialPresence
{
    /// <summary>Everything is seen and nothing adds a credential.</summary>
    Absent,

    /// <summary>A credential is added.</summary>
    Present,

    /// <summary>Code that cannot be seen may add one.</summary>
    Unknown,
}

/// <summary>How the answers of several places become one.</summary>
internal static class Presences
{
    /// <summary>Layers of one call: one credential is enough.</summary>
    internal static CredentialPresence And(this CredentialPresence first, CredentialPresence second)
    {
        if (first == CredentialPresence.Present || second == CredentialPresence.Present)
            return CredentialPresence.Present;

        return first == CredentialPresence.Unknown || second == CredentialPresence.Unknown ? CredentialPresence.Unknown : CredentialPresence.Absent;
    }

    /// <summary>Alternatives of one value: Absent only when all are.</summary>
    internal static CredentialPresence Or(this CredentialPresence first, CredentialPresence second)
    {
        if (first == second)
            return first;

        return first == CredentialPresence.Unknown || second == CredentialPresence.Unknown ? CredentialPresence.Unknown : CredentialPresence.Present;
    }
}
