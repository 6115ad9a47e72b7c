using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>The calls, clients, registrations and channels of a tree: what authenticates them, and where the token comes from.</summary>
internal sealed class ClientMarks
{
    private readonly RuleContext _context;
    private readonly SemanticModel _model;

    internal ClientMarks(RuleContext context, SemanticModel model) => (_context, _model) = (context, model);

    private CompilationFacts Facts => _context.Facts;

    internal IEnumerable<Diagnostic> All(CancellationToken cancellation)
    {
        foreach (var operation in new TreeAnalysis(_context, _model, cancellation).Candidates())
        {
            if (GrpcCall.From(operation, Facts) is { } call)
                yield return OfCall(call);

            IEnumerable<ClientRegistration> registrations = ClientRegistration.From(operation, Facts) is { } registration
                ? [registration]
                : ClientRegistration.InGenericCode(operation, Facts) ?? [];
            foreach (var each in registrations)
                yield return OfRegistration(each);
        }

        foreach (var client in CoverageAnalyzer.ClientsMadeIn(_model, Facts, cancellation))
            yield return OfClient(client);

        foreach (var node in TreeIndex.Of(_model.SyntaxTree).CallsOf("ForAddress").Concat(TreeIndex.Of(_model.SyntaxTree).CallsOf("Channel")))
        {
            if (Facts.Bodies.OperationOf(node) is { } operation && OfChannel(operation) is { } mark)
                yield return mark;
        }
    }

    private CredentialQuery Ask(IOperation? until, CredentialTrail trail) => new(Facts, _context.Options, until) { Trail = trail };

    private Diagnostic OfCall(GrpcCall call)
    {
        CredentialTrail ofHeaders = new(), ofClient = new();
        var own = CallLayers.Own(Ask(call.Operation, ofHeaders), call);
        var below = CallLayers.Below(Ask(call.Operation, ofClient), call);
        var presence = own.And(below).Presence;
        var steps = ofHeaders.Steps.Concat(own.Presence == CredentialPresence.Present ? [] : ofClient.Steps).ToList();
        var channels = below.Channels;
        if (below.Presence == CredentialPresence.Unknown && InjectedCall.OfRegistration(call, _context.Ask(call.Operation)) is { } registered)
        {
            channels = registered.Channels;
            if (presence != CredentialPresence.Present)
            {
                presence = own.And(registered).Presence;
                steps.AddRange(StepsOf((INamedTypeSymbol)call.Receiver.Type!));
            }
        }

        if (presence == CredentialPresence.Unknown)
        {
            var some = new CredentialTrail();
            if (CallLayers.HasCredentialOnSomeWay(Facts, _context.Options, call, some))
                (presence, steps) = (CredentialPresence.Present, some.Steps.ToList());
        }

        return new MapMark("call", call.Name.Method)
            .With("services", call.Name.Services)
            .With("method", call.Name.Method)
            .With("client", MapText.Shown(call.Receiver.Type?.Name ?? ""))
            .With("holder", HolderOf(call.Receiver))
            .With("member", MemberAround(call.Place))
            .With("open", IsOpen(call.Name) ? "true" : null)
            .With("test", _context.IsTest ? "true" : null)
            .WithAnswer(presence, steps, _context.Ask(until: null), CoverageAnalyzer.ReasonOf(call, _context))
            .At(call.Place.GetLocation(), PlacesOf(channels));
    }

    private bool IsOpen(RpcName rpc) => AnonymousCalls.Contains(rpc, _context.Options) || ServedRpcs.In(Facts).LeaveOpen(rpc);

    /// <summary>By what the registrations of a client add credentials.</summary>
    private IReadOnlyList<CredentialStep> StepsOf(INamedTypeSymbol client)
    {
        var trail = new CredentialTrail();
        foreach (var registration in ClientRegistration.All(Facts, client))
            RegistrationLayer.Of(Ask(until: null, trail), registration);

        foreach (var registration in ContainerRegistration.Of(client, Facts))
            RegistrationLayer.Of(Ask(until: null, trail), registration);

        return trail.Steps;
    }

    private Diagnostic OfRegistration(ClientRegistration registration)
    {
        var trail = new CredentialTrail();
        var query = Ask(until: null, trail);
        var finding = RegistrationLayer.Of(query, registration);
        var mark = new MapMark("registration", registration.Client.Name)
            .With("services", RpcName.ServicesOf(registration.Client, Facts))
            .With("client", MapText.Shown(registration.Client.Name))
            .With("name", registration.ShownNameIn(query.Texts, _context.Options))
            .With("member", MemberAround(registration.Place))
            .WithAnswer(finding.Presence, trail.Steps, query, Reasons.OfRegistration(query.FirstUnseen));
        return WithAddress(mark, finding.Channels, query).At(registration.Place.GetLocation());
    }

    private Diagnostic OfClient(IOperation client)
    {
        var trail = new CredentialTrail();
        var query = Ask(until: null, trail);
        var finding = ClientLayer.Of(query, new TracedValue(client));
        var type = client.Type as INamedTypeSymbol;
        return new MapMark("client", type?.Name ?? "")
            .With("services", type is null ? Enumerable.Empty<string>() : RpcName.ServicesOf(type, Facts))
            .With("client", MapText.Shown(type?.Name ?? ""))
            .With("member", MemberAround(client.Syntax))
            .WithAnswer(finding.Presence, trail.Steps, query, Reasons.OfClient(query.FirstUnseen))
            .At(client.Syntax.GetLocation(), PlacesOf(finding.Channels));
    }

    /// <summary>Null for what makes no channel.</summary>
    private Diagnostic? OfChannel(IOperation operation)
    {
        if (!GrpcSymbols.IsA(operation.Type, Facts.Symbols.ChannelBase))
            return null;

        var trail = new CredentialTrail();
        var query = Ask(until: null, trail);
        var finding = ChannelLayer.Of(query, new TracedValue(operation));
        var mark = new MapMark("channel", "")
            .With("member", MemberAround(operation.Syntax))
            .WithAnswer(finding.Presence, trail.Steps, query, Reasons.OfClient(query.FirstUnseen));
        return WithAddress(mark, finding.Channels, query).At(MapMark.PlaceOf(operation.Syntax));
    }

    private static MapMark WithAddress(MapMark mark, IReadOnlyList<ChannelSite> channels, CredentialQuery query)
    {
        if (channels.Count == 0)
            return mark;

        return mark
            .With("address", TokenDescription.OfAddress(channels[0].Address, query))
            .With("transport", channels[0].Transport == ChannelTransport.Unknown ? null : channels[0].Transport.ToString());
    }

    private static IEnumerable<Location> PlacesOf(IReadOnlyList<ChannelSite> channels) =>
        channels.Select(static channel => MapMark.PlaceOf(channel.Creation.Syntax));

    /// <summary>The variable that a call is made through; null for other expressions.</summary>
    private static string? HolderOf(IOperation receiver) => Conversions.BuiltInInside(receiver) switch
    {
        IFieldReferenceOperation field => MapText.Shown(SymbolDisplay.Of(field.Field)),
        IPropertyReferenceOperation property => MapText.Shown(SymbolDisplay.Of(property.Property)),
        ILocalReferenceOperation local => MapText.Shown(SymbolDisplay.Of(local.Local)),
        IParameterReferenceOperation parameter => MapText.Shown(SymbolDisplay.Of(parameter.Parameter)),
        _ => null,
    };

    /// <summary><c>Type.Member</c> around a node.</summary>
    private string? MemberAround(SyntaxNode node)
    {
        var symbol = _model.GetEnclosingSymbol(node.SpanStart);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;

        return symbol switch
        {
            INamedTypeSymbol type => MapText.Shown(type.Name),
            { ContainingType: { } type } => MapText.Shown(symbol.Name == ".ctor" ? type.Name : type.Name + "." + symbol.Name),
            _ => null,
        };
    }
}
