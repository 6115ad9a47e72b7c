using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>
/// What a layer answers: whether it adds a credential, which ones it can name, and the channels and their call credentials that the question led to.
/// Findings never change; those that hold nothing but a presence are shared.
/// </summary>
internal sealed class CredentialFinding
{
    /// <summary>Everything is seen, nothing adds a credential, and no channel was met.</summary>
    internal static readonly CredentialFinding Absent = new(CredentialPresence.Absent);

    /// <summary>A credential without a name is added, and no channel was met.</summary>
    internal static readonly CredentialFinding Present = new(CredentialPresence.Present);

    /// <summary>Code that cannot be seen may add a credential, and no channel was met.</summary>
    internal static readonly CredentialFinding Unknown = new(CredentialPresence.Unknown);

    private CredentialFinding(
        CredentialPresence presence,
        IReadOnlyList<NamedCredential>? named = null,
        IReadOnlyList<ChannelSite>? channels = null,
        IReadOnlyList<TracedValue>? callCredentials = null,
        IReadOnlyList<TracedValue>? optIns = null,
        bool mayGoElsewhere = false,
        bool optsOut = false)
    {
        Presence = presence;
        Named = named ?? Array.Empty<NamedCredential>();
        Channels = channels ?? Array.Empty<ChannelSite>();
        CallCredentials = callCredentials ?? Array.Empty<TracedValue>();
        OptIns = optIns ?? Array.Empty<TracedValue>();
        MayGoElsewhere = mayGoElsewhere;
        OptsOut = optsOut;
    }

    /// <summary>Whether a credential is added, as far as it is known.</summary>
    internal CredentialPresence Presence { get; }

    /// <summary>
    /// The credentials that are added, at least by one alternative, in the order they were met. Empty when none is seen, or only such as have no name: weak
    /// ones (a cookie), a client certificate, what code on the way adds.
    /// </summary>
    internal IReadOnlyList<NamedCredential> Named { get; }

    /// <summary>The channels and registrations that were met, each creation once, in the order they were met.</summary>
    internal IReadOnlyList<ChannelSite> Channels { get; }

    /// <summary>The call credentials of the channels that were met, in the order they were met.</summary>
    internal IReadOnlyList<TracedValue> CallCredentials { get; }

    /// <summary>
    /// What is assigned to <c>UnsafeUseInsecureChannelCallCredentials</c> of the channels that were met, but for the constant false, and for what false
    /// replaces: these may send call credentials over http.
    /// </summary>
    internal IReadOnlyList<TracedValue> OptIns { get; }

    /// <summary>
    /// Whether code that was met, or is not seen, may connect to another place than the address says (a <c>ConnectCallback</c>, a handler), or looks at its
    /// scheme before it adds a credential.
    /// </summary>
    internal bool MayGoElsewhere { get; }

    /// <summary>The channel that was met; null when none was, or several were.</summary>
    internal ChannelSite? OnlyChannel => Channels.Count == 1 ? Channels[0] : null;

    private bool HoldsNothing => Named.Count == 0 && Channels.Count == 0 && CallCredentials.Count == 0 && OptIns.Count == 0 && !MayGoElsewhere && !OptsOut;

    /// <summary>Whether the option was set to false in every case: what was assigned before is gone.</summary>
    private bool OptsOut { get; }

    /// <summary>The shared finding of a presence, with no credential named and no channel.</summary>
    internal static CredentialFinding Of(CredentialPresence presence) => presence switch
    {
        CredentialPresence.Absent => Absent,
        CredentialPresence.Present => Present,
        _ => Unknown,
    };

    /// <summary>A credential is added that has a name.</summary>
    internal static CredentialFinding Of(NamedCredential credential) => new(CredentialPresence.Present, named: new[] { credential });

    /// <summary>Layers of one call, in the order in which they are set up: one credential is enough.</summary>
    internal CredentialFinding And(CredentialFinding other) =>
        Joined(Presence.And(other.Presence), other, other.OptsOut ? other.OptIns : Both(OptIns, other.OptIns), OptsOut || other.OptsOut);

    /// <summary>Alternatives of one value: Absent only when all are.</summary>
    internal CredentialFinding Or(CredentialFinding other) => Joined(Presence.Or(other.Presence), other, Both(OptIns, other.OptIns), OptsOut && other.OptsOut);

    /// <summary>The same names, channels and call credentials, with another presence.</summary>
    internal CredentialFinding As(CredentialPresence presence) => Joined(presence, Absent, OptIns, OptsOut);

    /// <summary>The same finding, with a channel that was met last.</summary>
    internal CredentialFinding Over(ChannelSite channel) => And(new CredentialFinding(CredentialPresence.Absent, channels: new[] { channel }));

    /// <summary>The same finding, with the call credentials of a channel.</summary>
    internal CredentialFinding With(TracedValue callCredentials) =>
        And(new CredentialFinding(CredentialPresence.Absent, callCredentials: new[] { callCredentials }));

    /// <summary>The same finding of HTTP code, which may connect elsewhere where it is not seen.</summary>
    internal CredentialFinding OfPipeline(bool isRedirected = false) => isRedirected || Presence == CredentialPresence.Unknown
        ? OfOwnWay()
        : this;

    /// <summary>The same finding, of code that decides by itself where a credential goes.</summary>
    internal CredentialFinding OfOwnWay() => And(new CredentialFinding(CredentialPresence.Absent, mayGoElsewhere: true));

    /// <summary>The same finding, with a channel that may send call credentials over http.</summary>
    internal CredentialFinding OptingIn(TracedValue assigned) => And(new CredentialFinding(CredentialPresence.Absent, optIns: new[] { assigned }));

    /// <summary>The same finding, with a channel that sends no call credentials over http, whatever was assigned before.</summary>
    internal CredentialFinding OptingOut() => And(new CredentialFinding(CredentialPresence.Absent, optsOut: true));

    private CredentialFinding Joined(CredentialPresence presence, CredentialFinding other, IReadOnlyList<TracedValue> optIns, bool optsOut)
    {
        if (HoldsNothing && other.HoldsNothing)
            return Of(presence);

        if (other.HoldsNothing && presence == Presence)
            return this;

        if (HoldsNothing && presence == other.Presence)
            return other;

        return new CredentialFinding(
            presence, Both(Named, other.Named), JoinedChannels(Channels, other.Channels), Both(CallCredentials, other.CallCredentials),
            optIns, MayGoElsewhere || other.MayGoElsewhere, optsOut);
    }

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

    private static IReadOnlyList<T> Both<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
    {
        if (second.Count == 0)
            return first;

        if (first.Count == 0)
            return second;

        var joined = new List<T>(first);
        joined.AddRange(second);
        return joined;
    }
}
