using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>How a credential in default request headers reaches gRPC: with the client of a registration, or with that of a channel.</summary>
internal sealed class DefaultHeaderTarget
{
    private DefaultHeaderTarget(ChannelSite owner, string name)
    {
        Owner = owner;
        Name = name;
    }

    /// <summary>The registration, or the creation of the channel.</summary>
    internal ChannelSite Owner { get; }

    /// <summary>For messages: whose client it is.</summary>
    internal string Name { get; }

    /// <summary>
    /// The first registration or channel, in source order, that sends the header with every call and by which nothing renews it. Null when none is seen,
    /// when the channel is not kept for many calls, when the header is written again, and when another layer adds a credential or may.
    /// </summary>
    internal static DefaultHeaderTarget? Of(DefaultRequestHeader header, CredentialQuery query)
    {
        var client = Conversions.BuiltInInside(header.Client);
        if (client is IParameterReferenceOperation parameter && ConfiguredHttpClient.Of(parameter, query.Facts, query.Origins, query.Texts) is { } configured)
            return OfRegistration(configured, query);

        foreach (var origin in query.Origins.Trace(new TracedValue(client)))
        {
            if (origin.IsSeen
                && origin.Operation is IObjectCreationOperation made
                && GrpcSymbols.IsA(made.Type, query.Symbols.HttpClient)
                && OfChannel(header, origin, query) is { } reach)
                return reach;
        }

        return null;
    }

    private static DefaultHeaderTarget? OfRegistration(ConfiguredHttpClient configured, CredentialQuery query)
    {
        return RegistrationLayer.Of(Below(query), configured.Registration) is { Presence: CredentialPresence.Absent, Channels: { Count: > 0 } channels }
            ? new DefaultHeaderTarget(
                channels[0],
                configured.IsDefault ? "all registered clients" : $"the registration of '{TypeName(configured.Registration.Client)}'")
            : null;
    }

    private static string TypeName(INamedTypeSymbol type) => type.ContainingType is { } outer ? outer.Name + "." + type.Name : type.Name;

    private static DefaultHeaderTarget? OfChannel(DefaultRequestHeader header, Origin client, CredentialQuery query)
    {
        var facts = query.Facts;
        foreach (var node in facts.CallsNamed("ForAddress"))
        {
            if (facts.Bodies.OperationOf(node) is not IInvocationOperation { TargetMethod: { IsStatic: true } method } forAddress
                || !GrpcSymbols.Is(method.ContainingType, query.Symbols.GrpcChannel)
                || GivenTo(forAddress, client, query) is not { } given)
                continue;

            if ((LongLivedChannel.IsKept(forAddress, facts) || LongLivedChannel.IsKept(client.Operation, facts))
                && IsWrittenOnce(header, client, given, query)
                && ChannelLayer.Of(Below(query), new TracedValue(forAddress)) is { Presence: CredentialPresence.Absent, Channels: { Count: > 0 } channels })
                return new DefaultHeaderTarget(channels[0], "a gRPC channel");
        }

        return null;
    }

    /// <summary>The client in the options of a channel; null if they have another one or none.</summary>
    private static Origin? GivenTo(IInvocationOperation forAddress, Origin client, CredentialQuery query)
    {
        foreach (var argument in forAddress.Arguments)
        {
            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.GrpcChannelOptions))
                continue;

            foreach (var options in query.Origins.Trace(new TracedValue(argument.Value)))
            {
                if (!options.IsSeen || options.Operation is not IObjectCreationOperation)
                    continue;

                foreach (var touch in query.TouchesOf(options))
                {
                    if (touch.Kind != TouchKind.SetMember || HttpPipeline.OptionOf(touch.Member, query.Symbols) != PipelineOption.Client)
                        continue;

                    foreach (var given in query.Origins.Trace(touch.WrittenValue))
                    {
                        if (given.IsSeen && given.Operation.Syntax == client.Operation.Syntax)
                            return given;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the header is written while the client is made and at no other time: in a constructor or initializer, or in the function that creates the
    /// client. False if the client reaches code that cannot be seen.
    /// </summary>
    private static bool IsWrittenOnce(DefaultRequestHeader header, Origin written, Origin given, CredentialQuery query)
    {
        for (var side = 0; side < 2; side++)
        {
            var isWritten = side == 0;
            var client = isWritten ? written : given;
            foreach (var touch in query.TouchesOf(client))
            {
                switch (touch.Kind)
                {
                    case TouchKind.ReadMember when touch.Member!.Name == "DefaultRequestHeaders":
                        foreach (var write in query.TouchesOf(touch))
                        {
                            if (DefaultRequestHeader.NameOf(write, query) is { } name
                                && (name.Length == 0 || name == header.Credential.Header)
                                && !IsMaking(write.Site, client.Operation))
                                return false;
                        }

                        break;
                    case TouchKind.Escape when touch.Site.Operation.Parent is IReturnOperation { Kind: OperationKind.Return } && isWritten:
                        break; // what the function returns is followed from the channel
                    case TouchKind.Escape:
                    case TouchKind.Argument when !KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols):
                        return false;
                }
            }
        }

        return IsMaking(header.Write.Site, written.Operation) || IsCalledWhileMaking(header.Write.Site.Operation, written, query);
    }

    private static bool IsMaking(TracedValue site, IOperation creation) =>
        EnclosingFunction.IsConstruction(site.OutermostSite)
            || (EnclosingFunction.Enclosing(site.OutermostSite) == EnclosingFunction.Enclosing(creation)
                && OutlivingLoop.Around(site.OutermostSite, creation) is null);

    /// <summary>
    /// A source method that writes the header of a client that it gets: whether the touches of the client lead to it while the
    /// client is made.
    /// </summary>
    private static bool IsCalledWhileMaking(IOperation write, Origin client, CredentialQuery query)
    {
        foreach (var touch in query.TouchesOf(client))
        {
            if (touch.Kind == TouchKind.ReadMember
                && touch.Site.Frame is not null
                && EnclosingFunction.IsInside(write, touch.Site.Operation.Parent ?? touch.Site.Operation)
                && IsMaking(touch.Site, client.Operation))
                return true;
        }

        return false;
    }

    private static CredentialQuery Below(CredentialQuery query) => new(query.Facts, query.Options, until: null) { IgnoresDefaultHeaders = true };
}
