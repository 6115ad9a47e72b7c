using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc.Channels;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>What a diagnostic passes to its fix. Never any part of a credential's value.</summary>
internal static class FixHints
{
    /// <summary>The lower-case metadata key of the credential, for example <c>authorization</c>.</summary>
    internal const string Header = "header";

    /// <summary>The scheme before the token in the credential's text, for example <c>Bearer</c>; absent if none or unknown.</summary>
    internal const string Scheme = "scheme";

    /// <summary>What is wrong with a value: the name of a <c>SchemeFault</c> or <c>ValueFault</c>.</summary>
    internal const string Fault = "fault";

    /// <summary>The call types that an interceptor misses, with commas.</summary>
    internal const string CallKinds = "call-kinds";

    /// <summary>The method whose handler is lost to an assignment of <c>HttpHandler</c>; absent when nothing is lost.</summary>
    internal const string Lost = "lost";

    /// <summary>One of the <c>Transport...</c> values: what is known of the address of the channel or registration.</summary>
    internal const string Transport = "transport";

    /// <summary>The address is known to be https (or the channel credentials to be TLS).</summary>
    internal const string TransportTls = "tls";

    /// <summary>The address is known to be http on another machine, or the channel credentials to be Insecure.</summary>
    internal const string TransportPlaintext = "plaintext";

    /// <summary>The address is known to be http on loopback.</summary>
    internal const string TransportLoopback = "loopback";

    /// <summary>Nothing is known of the address.</summary>
    internal const string TransportUnknown = "unknown";

    /// <summary>One of the <c>Owner...</c> values: what the first additional location is, where a fix writes.</summary>
    internal const string Owner = "owner";

    /// <summary><c>GrpcChannel.ForAddress(...)</c>.</summary>
    internal const string OwnerChannel = "channel";

    /// <summary><c>new Grpc.Core.Channel(...)</c>.</summary>
    internal const string OwnerLegacyChannel = "legacy-channel";

    /// <summary><c>AddGrpcClient&lt;T&gt;(...)</c> or <c>AddCodeFirstGrpcClient&lt;T&gt;(...)</c>.</summary>
    internal const string OwnerRegistration = "registration";

    /// <summary>The place that makes the channel is not seen; there is no owner location.</summary>
    internal const string OwnerUnseen = "unseen";

    /// <summary>Set if the call is made through an injected client, so that other calls of the client pass the credential themselves.</summary>
    internal const string Injected = "injected";

    /// <summary>Set if the last additional location is the server that answers the call; those before it are the channels.</summary>
    internal const string Server = "server";

    /// <summary>Set if the reported test returns when the token is missing, so that its <c>return</c> is the defect.</summary>
    internal const string Returns = "returns";

    /// <summary>Set if the clock of a comparison should be UTC; absent if it is right, or if the stored time is wrong.</summary>
    internal const string LocalClock = "local-clock";

    /// <summary>Set if a comparison needs a margin for clock skew and has none.</summary>
    internal const string NoMargin = "no-margin";

    /// <summary>Set if <c>RequireAuthorization()</c> may be added to the mapping of a service.</summary>
    internal const string RequireAuthorization = "require-authorization";

    /// <summary>What an option of a server should be set to: one of the <c>Value...</c> values.</summary>
    internal const string Value = "value";

    /// <summary><c>true</c>.</summary>
    internal const string ValueTrue = "true";

    /// <summary>The default clock skew.</summary>
    internal const string ValueDefault = "default";

    /// <summary>Set if the reported code runs in development only, so that a fix would ask for a setting that nobody needs.</summary>
    internal const string InDevelopment = "in-development";

    /// <summary>The name of the member of an answer that says how long its token lives.</summary>
    internal const string Lifetime = "lifetime";

    /// <summary>Set if the reported literal is the whole scope, and the only one of the request.</summary>
    internal const string Scope = "scope";

    /// <summary>The properties of a comparison with the present.</summary>
    internal static ImmutableDictionary<string, string?> OfClock(bool isLocal, bool isUtc, bool lacksMargin)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (isLocal)
            properties = properties.Add(LocalClock, "");

        return lacksMargin && !isUtc ? properties.Add(NoMargin, "") : properties;
    }

    /// <summary>The properties that say who owns the channel, and what else is given.</summary>
    internal static ImmutableDictionary<string, string?> Of(ChannelSite? owner, string? header = null, string? scheme = null)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(Owner, NameOf(owner?.Kind))
            .Add(Transport, NameOf(owner?.Transport ?? ChannelTransport.Unknown));
        if (header is not null)
            properties = properties.Add(Header, header);

        return scheme is null ? properties : properties.Add(Scheme, scheme);
    }

    /// <summary>The properties of a constant that is sent: its header and scheme where a fix may replace it.</summary>
    internal static ImmutableDictionary<string, string?> Of(SentConstant sent, CredentialQuery query) =>
        sent.IsWhole ? Of(null, sent.Credential.Header, sent.Credential.SchemeIn(query).Scheme) : Of(null);

    private static string NameOf(ChannelSiteKind? kind) => kind switch
    {
        ChannelSiteKind.Channel => OwnerChannel,
        ChannelSiteKind.LegacyChannel => OwnerLegacyChannel,
        ChannelSiteKind.Registration => OwnerRegistration,
        _ => OwnerUnseen,
    };

    private static string NameOf(ChannelTransport transport) => transport switch
    {
        ChannelTransport.Tls => TransportTls,
        ChannelTransport.Plaintext => TransportPlaintext,
        ChannelTransport.Loopback => TransportLoopback,
        _ => TransportUnknown,
    };
}
