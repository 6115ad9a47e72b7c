using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>Channels that have no TLS, whatever their host.</summary>
internal static class PlainChannel
{
    /// <summary>
    /// Whether all channels that a question led to are without TLS and may not send call credentials. False where there is none, and where something on the
    /// way is not seen: it may opt in.
    /// </summary>
    internal static bool AreAll(CredentialFinding finding, CredentialQuery query) =>
        finding.Presence != CredentialPresence.Unknown && finding.OptIns.Count == 0 && AreAll(finding.Channels, query);

    /// <summary>Whether there are channels, and all are without TLS.</summary>
    internal static bool AreAll(IReadOnlyList<ChannelSite> channels, CredentialQuery query)
    {
        foreach (var channel in channels)
        {
            if (!Is(ConfiguredAddress.Of(channel, query)))
                return false;
        }

        return channels.Count > 0;
    }

    /// <summary>The same question, of what is added in every case.</summary>
    internal static CredentialQuery Certain(CredentialQuery query) =>
        new(query.Facts, query.Options, query.Until) { CountsOnlyCertain = true, Settings = query.Settings };

    /// <summary>Where the host of a channel without TLS is; Unknown for addresses that only development uses.</summary>
    internal static HostReach ReachOf(ChannelSite channel, GrpcAuthOptions options)
    {
        foreach (var text in channel.Address)
        {
            foreach (var part in text.Parts)
            {
                if (part.Constant is not null && DevelopmentSwitch.IsAround(part.Operation))
                    return HostReach.Unknown;
            }
        }

        return HostName.ReachOf(channel, options);
    }

    /// <summary>
    /// Whether only configuration files say that the address is http, and mean this machine: a default for developers, which production overrides.
    /// </summary>
    internal static bool IsDefaultOfFiles(ChannelSite channel, CredentialQuery query) =>
        channel.Kind != ChannelSiteKind.LegacyChannel
        && !ChannelAddress.IsHttp(channel.Address)
        && ChannelAddress.IsThisMachine(ConfiguredAddress.Of(channel, query).Address);

    /// <summary>Whether a channel is http, or has insecure channel credentials.</summary>
    internal static bool Is(ChannelSite channel) => channel.Kind == ChannelSiteKind.LegacyChannel
        ? channel.Transport == ChannelTransport.Plaintext
        : channel.Transport == ChannelTransport.Plaintext || ChannelAddress.IsHttp(channel.Address);
}
