using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1009: the same credential header is attached twice to one call.</summary>
internal sealed class DuplicateCredentials : IMetadataRule, IPerCallCodeRule, IRegistrationRule, ICallRule
{
    public void Check(Origin metadata, RuleContext context)
    {
        var query = context.Ask(until: null);
        var touches = query.TouchesOf(metadata);
        CheckEntries(CertainHeaders.In(touches, query), query, context);
        foreach (var (header, add) in RepeatedEntries.In(metadata, touches, query))
        {
            if (add.Syntax.SyntaxTree == metadata.Operation.Syntax.SyntaxTree)
                Report(header, add.Syntax, metadata.Operation.Syntax, "by the same statement for the call before", context);
        }
    }

    public void Check(PerCallCode code, RuleContext context)
    {
        var query = context.Ask(until: null);
        foreach (var parameter in PerCallCode.ParametersOf(code.Function))
        {
            if (GrpcSymbols.Is(parameter.Type, query.Symbols.Metadata))
                CheckEntries(CertainHeaders.In(ObjectUses.OfVariable(parameter, code.Function, query.Facts.Bodies, query.Budget), query), query, context);
        }
    }

    public void Check(ClientRegistration registration, RuleContext context)
    {
        var query = context.Ask(until: null);
        foreach (var (header, second, first) in RegisteredCredentials.AddedTwice(registration, query))
        {
            if (RegistrationLayer.Of(query, registration).OnlyChannel is { Transport: ChannelTransport.Plaintext or ChannelTransport.Loopback })
                return;

            Report(header, PlaceOf(second), first.Syntax, "by another AddCallCredentials", context);
        }
    }

    public void Check(GrpcCall call, RuleContext context)
    {
        if (!call.PassesHeaders(context.Facts.Symbols))
            return;

        var query = context.Ask(call.Operation);
        var (channels, adder) = AddedBelow(call, query, context);
        if (channels.Count == 0)
            return;

        foreach (var (header, place) in CallLayers.CertainHeadersOf(call, query))
        {
            foreach (var added in channels)
            {
                if (added.Header == header && place.Syntax.SyntaxTree == call.Operation.Syntax.SyntaxTree)
                    Report(header, place.Syntax, added.Place.Syntax, adder, context);
            }
        }
    }

    /// <summary>
    /// The headers that the call credentials below a call add to each call, and what adds them. Empty where they are not sent or not seen. A client that
    /// comes from outside is that of the only registration of its type.
    /// </summary>
    private static (IReadOnlyList<(string Header, IOperation Place)> Added, string Adder) AddedBelow(GrpcCall call, CredentialQuery query, RuleContext context)
    {
        var below = context.BelowOf(call);
        if (below.OnlyChannel is { Transport: ChannelTransport.Tls } && below.CallCredentials.Count == 1)
            return (CertainHeaders.OfCredentials(below.CallCredentials[0], query), "by the call credentials of the channel");

        if (below is { Channels.Count: 0, CallCredentials.Count: 0 }
            && call.Receiver.Type is INamedTypeSymbol client
            && InjectedCall.IsGiven(call, query)
            && RegisteredCredentials.OfOnlyRegistration(client, query) is { Count: > 0 } registered
            && !ClientFacts.Under(context.Facts, context.Options).MayBeElsewhere(client))
            return (registered, "by AddCallCredentials of its registration");

        return (new List<(string, IOperation)>(), "");
    }

    private static void CheckEntries(IReadOnlyList<(string Header, IOperation Place)> added, CredentialQuery query, RuleContext context)
    {
        for (var second = 1; second < added.Count && second < 16; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (added[first].Header == added[second].Header && ExecutionOrder.BothRun(added[first].Place, added[second].Place))
                {
                    Report(added[second].Header, added[second].Place.Syntax, added[first].Place.Syntax, "by another entry", context);
                    break;
                }
            }
        }
    }

    private static void Report(string header, SyntaxNode at, SyntaxNode other, string otherName, RuleContext context)
    {
        if (!context.IsFirst(RuleCatalog.DuplicateCredentials, at))
            return;

        context.Report(
            RuleCatalog.DuplicateCredentials,
            at,
            also: new[] { other.GetLocation() },
            FixHints.Of(null, header),
            new object[] { header, otherName },
            isInformation: header != "authorization");
    }

    private static SyntaxNode PlaceOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
}
