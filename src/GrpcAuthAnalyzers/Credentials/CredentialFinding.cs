using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>
/// What a layer answers: whether it adds a credential, and the channels and call credentials that the question led to. Findings never change; those
/// that met no channel are shared.
/// </summary>
internal sealed class CredentialFinding
{
    /// <summary>Everything is seen, nothing adds a credential, and no channel was met.</summary>
    internal static readonly CredentialFinding Absent = new(CredentialPresence.Absent, Array.Empty<ChannelSite>(), Array.Empty<TracedValue>());

    /// <summary>A credential is added, and no channel was met.</summary>
    internal static readonly CredentialFinding Present = new(CredentialPresence.Present, Array.Empty<ChannelSite>(), Array.Empty<TracedValue>());

    /// <summary>Code that cannot be seen may add a credential, and no channel was met.</summary>
    internal static readonly CredentialFinding Unknown = new(CredentialPresence.Unknown, Array.Empty<ChannelSite>(), Array.Empty<TracedValue>());

    private CredentialFinding(CredentialPresence presence, IReadOnlyList<ChannelSite> channels, IReadOnlyList<TracedValue> callCredentials)
    {
        Presence = presence;
        Channels = channels;
        CallCredentials = callCredentials;
    }

    /// <summary>Whether a credential is added, as far as it is known.</summary>
    internal CredentialPresence Presence { get; }

    /// <summary>The channels and registrations that were met, each creation once, in the order they were met.</summary>
    internal IReadOnlyList<ChannelSite> Channels { get; }

    /// <summary>The call credentials of the channels that were met, in the order they were met.</summary>
    internal IReadOnlyList<TracedValue> CallCredentials { get; }

    /// <summary>The channel that was met; null when none was, or several were.</summary>
    internal ChannelSite? OnlyChannel => Channels.Count == 1 ? Channels[0] : null;

    /// <summary>The shared finding of a presence, without channels.</summary>
    internal static CredentialFinding Of(CredentialPresence presence) => presence switch
    {
        CredentialPresence.Absent => Absent,
        CredentialPresence.Present => Present,
        _ => Unknown,
    };

    /// <summary>Layers of one call: one credential is enough.</summary>
    internal CredentialFinding And(CredentialFinding other) => Joined(Presence.And(other.Presence), other);

    /// <summary>Alternatives of one value: Absent only when all are.</summary>
    internal CredentialFinding Or(CredentialFinding other) => Joined(Presence.Or(other.Presence), other);

    /// <summary>The same channels and call credentials, with another presence.</summary>
    internal CredentialFinding As(CredentialPresence presence) => Joined(presence, Absent);

    /// <summary>The same finding, with a channel that was met last.</summary>
    internal CredentialFinding Over(ChannelSite channel) =>
        And(new CredentialFinding(CredentialPresence.Absent, new[] { channel }, Array.Empty<TracedValue>()));

    /// <summary>The same finding, with the call credentials of a channel.</summary>
    internal CredentialFinding With(TracedValue callCredentials) =>
        And(new CredentialFinding(CredentialPresence.Absent, Array.Empty<ChannelSite>(), new[] { callCredentials }));

    private CredentialFinding Joined(CredentialPresence presence, CredentialFinding other)
    {
        if (MetNothing && other.MetNothing)
            return Of(presence);

        if (other.MetNothing && presence == Presence)
            return this;

        if (MetNothing && presence == other.Presence)
            return other;

        return new CredentialFinding(presence, JoinedChannels(Channels, other.Channels), JoinedCredentials(CallCredentials, other.CallCredentials));
    }

    private bool MetNothing => Channels.Count == 0 && CallCredentials.Count == 0;

    private static IReadOnlyList<ChannelSite> JoinedChannels(IReadOnlyList<ChannelSite> first, IReadOnlyList<ChannelSite> second)
    {
        if (second.Count == 0)
            return first;

        var joined = new List<ChannelSite>(first);
        foreach (var channel in second)
        {
            if (!IsAmong(joined, channel))
                joined.Add(channel);
        }

        return joined;
    }

    private static bool IsAmong(List<ChannelSite> channels, ChannelSite channel)
    {
        foreach (var known in channels)
        {
            if (known.Creation == channel.Creation)
                return true;
        }

        return false;
    }

    private static IReadOnlyList<TracedValue> JoinedCredentials(IReadOnlyList<TracedValue> first, IReadOnlyList<TracedValue> second)
    {
        if (second.Count == 0)
            return first;

        var joined = new List<TracedValue>(first);
        joined.AddRange(second);
        return joined;
    }
}
