using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this channel add a credential to its calls?</summary>
internal static class ChannelLayer
{
    /// <summary>The option that lets a channel without TLS send call credentials.</summary>
    internal const string OptIn = "UnsafeUseInsecureChannelCallCredentials";

    /// <summary>
    /// Present for composite channel credentials, an authenticating handler or HttpClient, or a client certificate. Unknown for
    /// channels of unseen code, unix sockets and named pipes. The channel is in the finding.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue channel) =>
        query.Either(channel, origin => OfOrigin(query, origin), unseen => InjectedService.Of(query, unseen, Of));

    /// <summary>Present for a channel credential with call credentials or a client certificate.</summary>
    internal static CredentialFinding OfCredentials(CredentialQuery query, TracedValue credentials) => query.Either(credentials, origin =>
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
            case IPropertyReferenceOperation { Property: { Name: "Insecure" or "SecureSsl", IsStatic: true } known }
                when GrpcSymbols.Is(known.ContainingType, query.Symbols.ChannelCredentials):
                return CredentialFinding.Absent;
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.SslCredentials):
                return query.Met(CredentialMeans.Certificate, OfKeyPair(query, origin.Value, creation));
            case IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } create } composite
                when GrpcSymbols.Is(create.ContainingType, query.Symbols.ChannelCredentials):
                if (query.IgnoresCallCredentials)
                    return CredentialFinding.Absent;

                return composite.Arguments.Of(1) is { } added
                    ? query.Met(CredentialMeans.CallCredentials, CredentialFinding.Present, origin.Value.With(added.Value))
                        .With(origin.Value.With(added.Value))
                    : query.Met(CredentialMeans.CallCredentials, CredentialFinding.Present);
            default:
                return CredentialFinding.Unknown;
        }
    });

    /// <summary>What the properties of <c>GrpcChannelOptions</c> that are written add.</summary>
    internal static CredentialFinding OfOptionsTouches(CredentialQuery query, IReadOnlyList<ObjectUse> touches) =>
        OfOptionsTouches(query, touches, reader: null);

    private static CredentialFinding OfOptionsTouches(CredentialQuery query, IReadOnlyList<ObjectUse> touches, TracedValue? reader)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            if (touch.Kind == TouchKind.SetMember && touch.IsReplacedIn(touches, reader))
                continue;

            var added = touch.Kind switch
            {
                TouchKind.SetMember when touch.Member!.Name == "Credentials" => OfCredentials(query, touch.WrittenValue),
                TouchKind.SetMember when touch.Member.Name == OptIn => OfOptIn(touch),
                TouchKind.SetMember => HttpPipeline.OptionOf(touch.Member, query.Symbols) switch
                {
                    PipelineOption.Handler => HandlerLayer.Of(query, touch.WrittenValue),
                    PipelineOption.Client => HttpClientLayer.Of(query, touch.WrittenValue),
                    _ => CredentialFinding.Absent,
                },
                TouchKind.ReadMember when touch.Member!.Name == "Credentials" || HttpPipeline.OptionOf(touch.Member, query.Symbols) is not null =>
                    CredentialFinding.Unknown,
                TouchKind.ReadMember or TouchKind.Call => CredentialFinding.Absent,
                TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => CredentialFinding.Absent,
                _ => CredentialFinding.Unknown,
            };
            finding = finding.And(added.OfPipeline());
        }

        return finding;
    }

    /// <summary>The constant false ends what was assigned before, unless the assignment may be left out.</summary>
    private static CredentialFinding OfOptIn(ObjectUse assignment)
    {
        if (assignment.Written!.ConstantValue is not { HasValue: true, Value: false })
            return CredentialFinding.Absent.OptingIn(assignment.WrittenValue);

        return assignment.Site.AlwaysRuns ? CredentialFinding.Absent.OptingOut() : CredentialFinding.Absent;
    }

    private static CredentialFinding? OfOrigin(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
                return null;
            case IInvocationOperation { TargetMethod: { Name: "ForAddress", IsStatic: true } method, Arguments: { Length: > 0 } } forAddress
                when GrpcSymbols.Is(method.ContainingType, query.Symbols.GrpcChannel):
                return OfForAddress(query, origin.Value, forAddress);
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.LegacyChannel):
                return OfLegacyChannel(query, origin.Value, creation);
            default:
                return RegistrationLayer.OfResolved(query, origin.Operation, Of);
        }
    }

    private static CredentialFinding OfForAddress(CredentialQuery query, TracedValue site, IInvocationOperation forAddress)
    {
        if (forAddress.Arguments.Of(0) is not { } address)
            return CredentialFinding.Unknown;

        var texts = query.Texts.Alternatives(site.With(address.Value));
        var transport = ChannelAddress.TransportOf(texts);
        if (transport == ChannelTransport.Unknown && forAddress.Arguments.Of(1) is { } given)
            transport = ChannelSecurity.OfOptions(query, site.With(given.Value));

        var channel = CredentialFinding.Absent.Over(new ChannelSite(forAddress, ChannelSiteKind.Channel, transport, texts));
        if (transport == ChannelTransport.Local)
            return channel.As(CredentialPresence.Unknown);

        if (forAddress.Arguments.Of(1) is not { } options)
            return channel;

        return channel.And(query.Either(site.With(options.Value), origin => origin.Operation switch
        {
            var none when NullTests.IsNull(none) => CredentialFinding.Absent,
            IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.GrpcChannelOptions) =>
                OfOptions(query, origin, site.With(forAddress)),
            _ => CredentialFinding.Unknown,
        }).OfPipeline());
    }

    /// <summary>What options add when the channel reads them. Where only a later change adds a credential, GRPCAUTH1013 speaks, and this is Unknown.</summary>
    private static CredentialFinding OfOptions(CredentialQuery query, Origin options, TracedValue reader)
    {
        var touches = query.TouchesOf(options, reader);
        var read = OfOptionsTouches(query, touches, reader);
        return read.Presence != CredentialPresence.Absent
            || query.TouchesOf(options) is var all && (all.Count == touches.Count || OfOptionsTouches(query, all).Presence == CredentialPresence.Absent)
            ? read
            : read.As(CredentialPresence.Unknown);
    }

    private static CredentialFinding OfLegacyChannel(CredentialQuery query, TracedValue site, IObjectCreationOperation creation)
    {
        var finding = CredentialFinding.Unknown;
        var transport = ChannelTransport.Unknown;
        var target = ImmutableArray<TracedText>.Empty;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Ordinal: 0 })
                target = query.Texts.Alternatives(site.With(argument.Value));

            if (ChannelAddress.TransportOf(target) == ChannelTransport.Local)
                return finding.As(CredentialPresence.Unknown);

            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.ChannelCredentials))
                continue;

            finding = OfCredentials(query, site.With(argument.Value));
            transport = argument.Value is IPropertyReferenceOperation { Property.Name: "Insecure" } ? ChannelTransport.Plaintext : ChannelTransport.Tls;
        }

        var reached = finding.Presence == CredentialPresence.Unknown ? ChannelTransport.Unknown : transport;
        return finding.Over(new ChannelSite(creation, ChannelSiteKind.LegacyChannel, reached, target));
    }

    private static CredentialFinding OfKeyPair(CredentialQuery query, TracedValue site, IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument is { Parameter: { } parameter, ArgumentKind: ArgumentKind.Explicit } && parameter.Type.Is("Grpc.Core.KeyCertificatePair"))
            {
                return query.Either(site.With(argument.Value), static origin =>
                    NullTests.IsNull(origin.Operation) ? CredentialFinding.Absent : CredentialFinding.Present);
            }
        }

        return CredentialFinding.Absent;
    }
}
