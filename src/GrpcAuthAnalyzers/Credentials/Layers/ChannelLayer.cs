using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this channel add a credential to its calls?</summary>
internal static class ChannelLayer
{
    /// <summary>
    /// Present for composite channel credentials, an authenticating handler or HttpClient, or a client certificate. Unknown for
    /// channels of unseen code, unix sockets and named pipes. Notes the channel as an owner.
    /// </summary>
    internal static CredentialPresence Of(CredentialQuery query, TracedValue channel) => query.Either(channel, origin => OfOrigin(query, origin));

    /// <summary>Present for a channel credential with call credentials or a client certificate.</summary>
    internal static CredentialPresence OfCredentials(CredentialQuery query, TracedValue credentials) => query.Either(credentials, origin =>
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
            case IPropertyReferenceOperation { Property: { Name: "Insecure" or "SecureSsl", IsStatic: true } known }
                when GrpcSymbols.Is(known.ContainingType, query.Symbols.ChannelCredentials):
                return CredentialPresence.Absent;
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.SslCredentials):
                return OfKeyPair(query, origin.Value, creation);
            case IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } create } composite
                when GrpcSymbols.Is(create.ContainingType, query.Symbols.ChannelCredentials):
                if (composite.Arguments.Of(1) is { } added)
                    query.NoteComposite(origin.Value.With(added.Value));

                return CredentialPresence.Present;
            default:
                return CredentialPresence.Unknown;
        }
    });

    /// <summary>What the properties of <c>GrpcChannelOptions</c> that are written add.</summary>
    internal static CredentialPresence OfOptionsTouches(CredentialQuery query, System.Collections.Generic.IReadOnlyList<ObjectUse> touches)
    {
        var presence = CredentialPresence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.SetMember => touch.Member!.Name switch
                {
                    "Credentials" => OfCredentials(query, touch.WrittenValue),
                    "HttpHandler" => HandlerLayer.Of(query, touch.WrittenValue),
                    "HttpClient" => HttpClientLayer.Of(query, touch.WrittenValue),
                    _ => CredentialPresence.Absent,
                },
                TouchKind.ReadMember when touch.Member!.Name is "Credentials" or "HttpHandler" or "HttpClient" => CredentialPresence.Unknown,
                TouchKind.ReadMember or TouchKind.Call => CredentialPresence.Absent,
                TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => CredentialPresence.Absent,
                _ => CredentialPresence.Unknown,
            });
        }

        return presence;
    }

    private static CredentialPresence? OfOrigin(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
                return null;
            case IInvocationOperation { TargetMethod: { Name: "ForAddress", IsStatic: true } method, Arguments: { Length: > 0 } } forAddress
                when GrpcSymbols.Is(method.ContainingType, query.Symbols.GrpcChannel):
                return OfForAddress(query, origin.Value, forAddress);
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.LegacyChannel):
                return OfLegacyChannel(query, origin.Value, creation);
            default:
                return CredentialPresence.Unknown;
        }
    }

    private static CredentialPresence OfForAddress(CredentialQuery query, TracedValue site, IInvocationOperation forAddress)
    {
        if (forAddress.Arguments.Of(0) is not { } address)
            return CredentialPresence.Unknown;

        var transport = ChannelAddress.TransportOf(query.Texts.Alternatives(site.With(address.Value)));
        query.Note(new ChannelSite(forAddress, ChannelSiteKind.Channel, transport));
        if (transport == Transport.Local)
            return CredentialPresence.Unknown;

        if (forAddress.Arguments.Of(1) is not { } options)
            return CredentialPresence.Absent;

        return query.Either(site.With(options.Value), origin => origin.Operation switch
        {
            IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => CredentialPresence.Absent,
            IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.GrpcChannelOptions) =>
                OfOptionsTouches(query, query.TouchesOf(origin)),
            _ => CredentialPresence.Unknown,
        });
    }

    private static CredentialPresence OfLegacyChannel(CredentialQuery query, TracedValue site, IObjectCreationOperation creation)
    {
        var presence = CredentialPresence.Unknown;
        var transport = Transport.Unknown;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Ordinal: 0 } && ChannelAddress.TransportOf(query.Texts.Alternatives(site.With(argument.Value))) == Transport.Local)
                return CredentialPresence.Unknown;

            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.ChannelCredentials))
                continue;

            presence = OfCredentials(query, site.With(argument.Value));
            transport = argument.Value is IPropertyReferenceOperation { Property.Name: "Insecure" } ? Transport.Plaintext : Transport.Tls;
        }

        query.Note(new ChannelSite(creation, ChannelSiteKind.LegacyChannel, presence == CredentialPresence.Unknown ? Transport.Unknown : transport));
        return presence;
    }

    private static CredentialPresence OfKeyPair(CredentialQuery query, TracedValue site, IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter?.Type.Name == "KeyCertificatePair" && argument.ArgumentKind == ArgumentKind.Explicit)
            {
                return query.Either(site.With(argument.Value), static origin =>
                    origin.Operation.ConstantValue is { HasValue: true, Value: null } ? CredentialPresence.Absent : CredentialPresence.Present);
            }
        }

        return CredentialPresence.Absent;
    }
}
