namespace GrpcAuthAnalyzers.Grpc;

/// <summary>What is known of a credential. Unknown never warns.</summary>
internal enum Presence
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
    internal static Presence And(this Presence first, Presence second)
    {
        if (first == Presence.Present || second == Presence.Present)
            return Presence.Present;

        return first == Presence.Unknown || second == Presence.Unknown ? Presence.Unknown : Presence.Absent;
    }

    /// <summary>Alternatives of one value: Absent only when all are.</summary>
    internal static Presence Or(this Presence first, Presence second)
    {
        if (first == second)
            return first;

        return first == Presence.Unknown || second == Presence.Unknown ? Presence.Unknown : Presence.Present;
    }
}
