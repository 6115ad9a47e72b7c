using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// Call credentials that a channel without TLS does not send: those of call options, of a call itself or set by an interceptor (ReadCredentials in
/// GrpcCall.cs of grpc-dotnet).
/// </summary>
internal static class LostCredentials
{
    /// <summary>
    /// The channel over which a call loses its only credential. Null where a header is sent, too, where the channel has its own call credentials (it throws),
    /// and where anything on the way is not seen.
    /// </summary>
    internal static ChannelSite? ChannelOf(GrpcCall call, CredentialQuery query)
    {
        var below = InjectedCall.OrRegistration(CallLayers.Below(query, call), call, query);
        if (!PlainChannel.AreAll(below, query) || below.CallCredentials.Count > 0)
            return null;

        var own = CallLayers.Own(query, call);
        var sent = SentOf(query);
        if (own.Presence == CredentialPresence.Present)
            return below.Presence == CredentialPresence.Absent && CallLayers.Own(sent, call).Presence == CredentialPresence.Absent ? below.Channels[0] : null;

        return own.Presence == CredentialPresence.Absent
            && below.Presence == CredentialPresence.Present
            && below.Channels[0].Kind != ChannelSiteKind.Registration
            && CallLayers.Below(sent, call).Presence == CredentialPresence.Absent
                ? below.Channels[0]
                : null;
    }

    /// <summary>
    /// The channel of a registration, where all that it adds are call credentials that its interceptors set, and that are not sent; else null.
    /// </summary>
    internal static ChannelSite? ChannelOf(ClientRegistration registration, CredentialQuery query) =>
        RegistrationLayer.Of(query, registration) is { Presence: CredentialPresence.Present, CallCredentials.Count: 0, OnlyChannel: { } channel } finding
        && PlainChannel.AreAll(finding, query)
        && RegistrationLayer.Of(SentOf(query), registration).Presence == CredentialPresence.Absent
        && !ClientFacts.Under(query.Facts, query.Options).MayHaveOtherOptions(registration)
            ? channel
            : null;

    /// <summary>The same question about what is sent over http.</summary>
    internal static CredentialQuery SentOf(CredentialQuery query) =>
        new(query.Facts, query.Options, query.Until) { IgnoresCallCredentials = true, Settings = query.Settings };
}
