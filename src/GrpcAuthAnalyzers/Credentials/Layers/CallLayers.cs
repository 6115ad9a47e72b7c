using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does a gRPC call carry a credential: by what it passes itself, or by the client that it is made through?</summary>
internal static class CallLayers
{
    /// <summary>What the call itself, its client, and all that is below add; with the channels.</summary>
    internal static CredentialFinding Of(CredentialQuery query, GrpcCall call)
    {
        var own = Own(query, call);
        return own.Presence == CredentialPresence.Absent ? own.And(Below(query, call)) : own;
    }

    /// <summary>
    /// Whether a way to the call that is seen brings a credential, whatever is unseen: the channel of the one caller of an internal constructor, which tests
    /// of another assembly may call, too.
    /// </summary>
    internal static bool HasCredentialOnSomeWay(CompilationFacts facts, GrpcAuthOptions options, GrpcCall call, CredentialTrail? trail = null)
    {
        var query = new CredentialQuery(facts, options, call.Operation, ofSomeCallers: true) { CountsSomeWay = true, Trail = trail };
        return Own(query, call).And(Below(query, call)).Presence == CredentialPresence.Present;
    }

    /// <summary>What the headers or options that the call passes add.</summary>
    internal static CredentialFinding Own(CredentialQuery query, GrpcCall call)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in call.Operation.Arguments)
        {
            var type = argument.Parameter?.Type;
            var value = new TracedValue(argument.Value);
            if (GrpcSymbols.Is(type, query.Symbols.Metadata))
                finding = finding.And(HeadersLayer.Of(query, value));
            else if (GrpcSymbols.IsCallOptions(type, query.Symbols))
                finding = finding.And(CallOptionsLayer.Of(query, value));
            else if (query.Symbols.CodeFirst.IsClientOptions(type))
                finding = finding.And(CodeFirstLayer.OfOptions(query, value, CallOptionsParts.All));
        }

        var parts = CallOptionsParts.All;
        foreach (var derivation in call.Derivations)
            finding = finding.And(CodeFirstLayer.OfDerivation(query, new TracedValue(derivation), derivation, ref parts));

        return finding;
    }

    /// <summary>What the client or invoker and all that is below add; with the channels.</summary>
    internal static CredentialFinding Below(CredentialQuery query, GrpcCall call)
    {
        var receiver = new TracedValue(call.Receiver);
        if (InvokerLayer.IsChannelOrInvoker(query.Symbols, call.Receiver.Type))
            return InvokerLayer.OfChannelOrInvoker(query, call.Receiver.Type, receiver);

        if (GrpcSymbols.Is(call.Receiver.Type, query.Symbols.CallInvocationDetails))
            return OfDetails(query, receiver);

        var client = MemberClient.Of(call, query) is { } kept ? kept.Finding : ClientLayer.Of(query, receiver, CodeFirstLayer.LeftBy(call.Derivations));
        return client.And(OfHandWritten(query, call.Operation.TargetMethod));
    }

    /// <summary>
    /// The credential headers of the metadata that a call passes, alone or in its options, in every run: each with its entry, or with the argument where the
    /// metadata is made in another function (a helper, a field). Empty when the metadata is not seen to be one object. Of what a code-first client gets for
    /// the call (<c>WithHeaders</c>), the last replaces the others.
    /// </summary>
    internal static IReadOnlyList<(string Header, IOperation Place)> CertainHeadersOf(GrpcCall call, CredentialQuery query)
    {
        var always = new List<(string Header, IOperation Place)>();
        AddCertain(call.Operation, call, query, always);
        foreach (var derivation in call.Derivations)
        {
            if (AddCertain(derivation, call, query, always))
                break;
        }

        return always;
    }

    /// <summary>Whether an invocation gets headers or options; what they add is added to the list.</summary>
    private static bool AddCertain(IInvocationOperation invocation, GrpcCall call, CredentialQuery query, List<(string Header, IOperation Place)> always)
    {
        var gets = false;
        foreach (var argument in invocation.Arguments)
        {
            var value = new TracedValue(argument.Value);
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                AddCertain(value, argument.Value, call, query, always);
            else if (!GrpcSymbols.IsCallOptions(argument.Parameter?.Type, query.Symbols))
                continue;
            else if (CallOptionsLayer.HeadersIn(value, query) is { } headers)
                AddCertain(headers, argument.Value, call, query, always);

            gets = true;
        }

        return gets;
    }

    private static void AddCertain(
        TracedValue headers, IOperation argument, GrpcCall call, CredentialQuery query, List<(string Header, IOperation Place)> always)
    {
        if (query.Origins.Trace(headers) is not { Length: 1 } origins || !origins[0].IsSeen || origins[0].Operation is not IObjectCreationOperation creation)
            return;

        var function = EnclosingFunction.Enclosing(creation);
        var isMadeHere = function == EnclosingFunction.Enclosing(call.Operation);
        foreach (var added in CertainHeaders.In(query.TouchesOf(origins[0]), query, origins[0].Value.Frame))
        {
            if (EnclosingFunction.IsInside(added.Place, creation))
                always.Add((added.Header, isMadeHere ? added.Place : argument));
            else if (isMadeHere
                ? ExecutionOrder.BothRun(added.Place, call.Operation) && !ExecutionOrder.IsConditional(added.Place, function)
                : ExecutionOrder.BothRun(creation, added.Place) && ExecutionOrder.AlwaysRuns(added.Place, function))
                always.Add((added.Header, isMadeHere ? added.Place : argument));
        }
    }

    /// <summary>Whether a call is one of an RPC, and not of a method that somebody wrote into a partial client class and that may add a credential.</summary>
    internal static bool IsGenerated(CredentialQuery query, GrpcCall call) =>
        OfHandWritten(query, call.Operation.TargetMethod).Presence == CredentialPresence.Absent;

    /// <summary>
    /// What a method that somebody wrote into a partial client class does before it calls an rpc; Absent for the generated ones. Those have had an attribute
    /// since Grpc.Tools 2.38; code of older ones is known by the head of its file.
    /// </summary>
    private static CredentialFinding OfHandWritten(CredentialQuery query, IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass.Is("System.CodeDom.Compiler.GeneratedCodeAttribute"))
                return CredentialFinding.Absent;
        }

        return query.Facts.Bodies.FunctionOf(method) is { } function && !GeneratedFile.Is(function.Syntax.SyntaxTree)
            ? CodeOnTheWay.OfFunction(query, function)
            : CredentialFinding.Absent;
    }

    /// <summary><c>new CallInvocationDetails&lt;,&gt;(channel, method, options)</c>.</summary>
    private static CredentialFinding OfDetails(CredentialQuery query, TracedValue details) => query.Either(details, origin =>
    {
        if (origin.Operation is not IObjectCreationOperation creation)
            return CredentialFinding.Unknown;

        var finding = CredentialFinding.Absent;
        foreach (var argument in creation.Arguments)
        {
            var value = origin.Value.With(argument.Value);
            if (GrpcSymbols.IsA(argument.Parameter?.Type, query.Symbols.ChannelBase))
                finding = finding.And(ChannelLayer.Of(query, value));
            else if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.CallOptions))
                finding = finding.And(CallOptionsLayer.Of(query, value));
        }

        return finding;
    });
}
