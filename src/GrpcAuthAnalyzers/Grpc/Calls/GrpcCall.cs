using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>One gRPC call, recognised by what it binds to: a generated client, a code-first contract, a <c>CallInvoker</c> or <c>Calls</c>.</summary>
internal sealed class GrpcCall
{
    private GrpcCall(IInvocationOperation operation, IOperation receiver, RpcName name)
    {
        Operation = operation;
        Receiver = receiver;
        Name = name;
    }

    /// <summary>The call.</summary>
    internal IInvocationOperation Operation { get; }

    /// <summary>Where a report of the call lies: the call without its arguments.</summary>
    internal SyntaxNode Place => Operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : Operation.Syntax;

    /// <summary>The client or invoker; for <c>Calls</c>, the call invocation details.</summary>
    internal IOperation Receiver { get; }

    /// <summary>What is called, as far as it is known.</summary>
    internal RpcName Name { get; }

    /// <summary>The gRPC call that an invocation is; null when it is none.</summary>
    internal static GrpcCall? From(IOperation operation, CompilationFacts facts)
    {
        if (operation is not IInvocationOperation invocation)
            return null;

        var symbols = facts.Symbols;
        var method = invocation.TargetMethod;
        if (GrpcSymbols.Is(method.ContainingType, symbols.Calls) && invocation.Arguments.Length > 0)
            return new GrpcCall(invocation, invocation.Arguments.At(0), RpcName.Unknown);

        // The overloads of a generated client call one another on this: the call that counts is the one outside.
        if (invocation.Instance is not { } receiver || receiver is IInstanceReferenceOperation)
            return null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.CallInvoker))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.Unknown) : null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.ClientBase) || GrpcSymbols.IsA(receiver.Type, symbols.ClientBase))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.OfClient(method, facts)) : null;

        return method.ContainingType.TypeKind == TypeKind.Interface && RpcName.OfContract(method) is { } name ? new GrpcCall(invocation, receiver, name) : null;
    }

    /// <summary>The presence of a credential in the call itself, its client, and all that is below.</summary>
    internal CredentialPresence CredentialsOf(CredentialQuery query)
    {
        var own = OwnCredentialsOf(query);
        return own == CredentialPresence.Absent ? CredentialsBelow(query) : own;
    }

    /// <summary>The presence of a credential in the headers or options that the call passes.</summary>
    internal CredentialPresence OwnCredentialsOf(CredentialQuery query)
    {
        var presence = CredentialPresence.Absent;
        foreach (var argument in Operation.Arguments)
        {
            var type = argument.Parameter?.Type;
            var value = new TracedValue(argument.Value);
            if (GrpcSymbols.Is(type, query.Symbols.Metadata))
                presence = presence.And(HeadersLayer.Of(query, value));
            else if (GrpcSymbols.Is(type, query.Symbols.CallOptions) || GrpcSymbols.Is(type, query.Symbols.CallContext))
                presence = presence.And(CallOptionsLayer.Of(query, value));
        }

        return presence;
    }

    /// <summary>Whether metadata is written among the arguments: the other calls have a default there.</summary>
    internal bool PassesMetadata(GrpcSymbols symbols)
    {
        foreach (var argument in Operation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && GrpcSymbols.Is(argument.Parameter?.Type, symbols.Metadata))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The credential headers of the metadata that this call passes, in every run; empty when the metadata is not seen to be one
    /// object that is made in the function of the call.
    /// </summary>
    internal IReadOnlyList<(string Header, IOperation Place)> HeadersIn(CredentialQuery query)
    {
        var always = new List<(string Header, IOperation Place)>();
        foreach (var argument in Operation.Arguments)
        {
            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata)
                || query.Origins.Trace(new TracedValue(argument.Value)) is not { Length: 1 } origins
                || !origins[0].IsSeen
                || origins[0].Operation is not IObjectCreationOperation creation
                || EnclosingFunction.Enclosing(creation) != EnclosingFunction.Enclosing(Operation))
                continue;

            foreach (var added in CertainHeaders.In(query.TouchesOf(origins[0]), query))
            {
                if (EnclosingFunction.IsInside(added.Place, creation)
                    || (CertainHeaders.BothRun(added.Place, Operation, query)
                        && !CertainHeaders.IsConditional(added.Place, EnclosingFunction.Enclosing(Operation))))
                    always.Add(added);
            }
        }

        return always;
    }

    /// <summary>The presence of a credential in the client or invoker, and all that is below; notes the channels.</summary>
    internal CredentialPresence CredentialsBelow(CredentialQuery query)
    {
        var receiver = new TracedValue(Receiver);
        if (GrpcSymbols.IsA(Receiver.Type, query.Symbols.CallInvoker))
            return InvokerLayer.Of(query, receiver);

        if (GrpcSymbols.Is(Receiver.Type, query.Symbols.CallInvocationDetails))
            return OfDetails(query, receiver);

        var client = MemberClient.Of(this, query) is { } kept ? kept.NotedIn(query) : ClientLayer.Of(query, receiver);
        return client.And(OfHandWritten(query, Operation.TargetMethod));
    }

    /// <summary>What a method that somebody wrote into a partial client class does before it calls an rpc; Absent for the generated ones.</summary>
    private static CredentialPresence OfHandWritten(CredentialQuery query, IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "GeneratedCodeAttribute")
                return CredentialPresence.Absent;
        }

        return query.Facts.Bodies.FunctionOf(method) is { } function ? CodeOnTheWay.OfFunction(query, function) : CredentialPresence.Absent;
    }

    /// <summary><c>new CallInvocationDetails&lt;,&gt;(channel, method, options)</c>.</summary>
    private static CredentialPresence OfDetails(CredentialQuery query, TracedValue details) => query.Either(details, origin =>
    {
        if (origin.Operation is not IObjectCreationOperation creation)
            return CredentialPresence.Unknown;

        var presence = CredentialPresence.Absent;
        foreach (var argument in creation.Arguments)
        {
            var value = origin.Value.With(argument.Value);
            if (GrpcSymbols.IsA(argument.Parameter?.Type, query.Symbols.ChannelBase))
                presence = presence.And(ChannelLayer.Of(query, value));
            else if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.CallOptions))
                presence = presence.And(CallOptionsLayer.Of(query, value));
        }

        return presence;
    });
}
