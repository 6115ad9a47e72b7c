using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this channel add a credential to its calls?</summary>
internal static class ChannelLayer
{
    /// <summary>
    /// Present for composite channel credentials, an authenticating handler or HttpClient, or a client certificate. Unknown for
    /// channels of unseen code, unix sockets and named pipes. Notes the channel as an owner.
    /// </summary>
    internal static Presence Of(CredentialQuery query, Value channel) => query.Either(channel, origin => OfOrigin(query, origin));

    /// <summary>Present for a channel credential with call credentials or a client certificate.</summary>
    internal static Presence OfCredentials(CredentialQuery query, Value credentials) => query.Either(credentials, origin =>
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
            case IPropertyReferenceOperation { Property: { Name: "Insecure" or "SecureSsl", IsStatic: true } known } when GrpcSymbols.Is(known.ContainingType, query.Symbols.ChannelCredentials):
                return Presence.Absent;
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.SslCredentials):
                return OfKeyPair(query, origin.Value, creation);
            case IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } create } composite when GrpcSymbols.Is(create.ContainingType, query.Symbols.ChannelCredentials):
                foreach (var argument in composite.Arguments)
                {
                    if (argument.Parameter?.Ordinal == 1)
                        query.NoteComposite(origin.Value.With(argument.Value));
                }

                return Presence.Present;
            default:
                return Presence.Unknown;
        }
    });

    /// <summary>What the properties of <c>GrpcChannelOptions</c> that are written add.</summary>
    internal static Presence OfOptionsTouches(CredentialQuery query, System.Collections.Generic.IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.SetMember => touch.Member!.Name switch
                {
                    "Credentials" => OfCredentials(query, touch.WrittenValue),
                    "HttpHandler" => HandlerLayer.Of(query, touch.WrittenValue),
                    "HttpClient" => HttpClientLayer.Of(query, touch.WrittenValue),
                    _ => Presence.Absent,
                },
                TouchKind.ReadMember when touch.Member!.Name is "Credentials" or "HttpHandler" or "HttpClient" => Presence.Unknown,
                TouchKind.ReadMember or TouchKind.Call => Presence.Absent,
                TouchKind.Argument when HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => Presence.Absent,
                _ => Presence.Unknown,
            });
        }

        return presence;
    }

    private static Presence? OfOrigin(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
                return null;
            case IInvocationOperation { TargetMethod: { Name: "ForAddress", IsStatic: true } method, Arguments: { Length: > 0 } } forAddress when GrpcSymbols.Is(method.ContainingType, query.Symbols.GrpcChannel):
                return OfForAddress(query, origin.Value, forAddress);
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.LegacyChannel):
                return OfLegacyChannel(query, origin.Value, creation);
            default:
                return Presence.Unknown;
        }
    }

    private static Presence OfForAddress(CredentialQuery query, Value site, IInvocationOperation forAddress)
    {
        if (ArgumentOf(forAddress, 0) is not { } address)
            return Presence.Unknown;

        var transport = ChannelAddress.TransportOf(query.Texts.Alternatives(site.With(address.Value)));
        query.Note(new ChannelOwner(forAddress, DiagnosticProperties.OwnerChannel, transport));
        if (transport == Transport.Local)
            return Presence.Unknown;

        if (ArgumentOf(forAddress, 1) is not { } options)
            return Presence.Absent;

        return query.Either(site.With(options.Value), origin => origin.Operation switch
        {
            IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => Presence.Absent,
            IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.GrpcChannelOptions) => OfOptionsTouches(query, query.TouchesOf(origin)),
            _ => Presence.Unknown,
        });
    }

    private static Presence OfLegacyChannel(CredentialQuery query, Value site, IObjectCreationOperation creation)
    {
        var presence = Presence.Unknown;
        var transport = Transport.Unknown;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Ordinal: 0 } && ChannelAddress.TransportOf(query.Texts.Alternatives(site.With(argument.Value))) == Transport.Local)
                return Presence.Unknown;

            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.ChannelCredentials))
                continue;

            presence = OfCredentials(query, site.With(argument.Value));
            transport = argument.Value is IPropertyReferenceOperation { Property.Name: "Insecure" } ? Transport.Plaintext : Transport.Tls;
        }

        query.Note(new ChannelOwner(creation, DiagnosticProperties.OwnerLegacyChannel, presence == Presence.Unknown ? Transport.Unknown : transport));
        return presence;
    }

    private static Presence OfKeyPair(CredentialQuery query, Value site, IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter?.Type.Name == "KeyCertificatePair" && argument.ArgumentKind == ArgumentKind.Explicit)
            {
                return query.Either(site.With(argument.Value), static origin =>
                    origin.Operation.ConstantValue is { HasValue: true, Value: null } ? Presence.Absent : Presence.Present);
            }
        }

        return Presence.Absent;
    }

    private static IArgumentOperation? ArgumentOf(IInvocationOperation invocation, int ordinal)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
                return argument;
        }

        return null;
    }
}
