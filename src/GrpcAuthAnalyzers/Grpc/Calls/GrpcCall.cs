using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>
/// One gRPC call, recognised by its symbol: a generated client, a code-first contract, a <c>CallInvoker</c> or <c>Calls</c>; or by a facts file
/// (<see cref="DeclaredClient"/>).
/// </summary>
internal sealed class GrpcCall
{
    private GrpcCall(IInvocationOperation operation, IOperation receiver, RpcName name)
        : this(operation, receiver, name, ImmutableArray<IInvocationOperation>.Empty)
    {
    }

    private GrpcCall(IInvocationOperation operation, IOperation receiver, RpcName name, ImmutableArray<IInvocationOperation> derivations)
    {
        Operation = operation;
        Receiver = receiver;
        Name = name;
        Derivations = derivations;
    }

    /// <summary>The call.</summary>
    internal IInvocationOperation Operation { get; }

    /// <summary>Where the call is reported: without its arguments.</summary>
    internal SyntaxNode Place => Operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : Operation.Syntax;

    /// <summary>The client or invoker; for <c>Calls</c>, the call invocation details; for the connection of a hub, its channel or invoker.</summary>
    internal IOperation Receiver { get; }

    /// <summary>
    /// What is written between the client and the call, the last first: <c>client.WithOptions(o).WithHeaders(h).CountAsync()</c> of a code-first client passes
    /// its headers so. Empty for other calls.
    /// </summary>
    internal ImmutableArray<IInvocationOperation> Derivations { get; }

    /// <summary>The called method, as far as it is known.</summary>
    internal RpcName Name { get; }

    /// <summary>An invocation as a gRPC call; null if it is not one.</summary>
    internal static GrpcCall? From(IOperation operation, CompilationFacts facts)
    {
        if (operation is not IInvocationOperation invocation)
            return null;

        var symbols = facts.Symbols;
        var method = invocation.TargetMethod;
        if (GrpcSymbols.Is(method.ContainingType, symbols.Calls) && invocation.Arguments.Length > 0)
            return new GrpcCall(invocation, invocation.Arguments.At(0), RpcName.Unknown);

        if (symbols.CodeFirst.Connects(method) && invocation.Arguments.Length > 0)
            return new GrpcCall(invocation, invocation.Arguments.At(0), RpcName.OfHub(method, facts));

        // The overloads of a generated client call one another on this: the call that counts is the one outside.
        if (invocation.Instance is not { } receiver || receiver is IInstanceReferenceOperation)
            return null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.CallInvoker))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.Unknown) : null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.ClientBase) || GrpcSymbols.IsA(receiver.Type, symbols.ClientBase))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.OfClient(method, facts)) : null;

        if (RpcName.OfContract(method, facts) is { } name)
            return OfContract(invocation, receiver, name, symbols.CodeFirst);

        return DeclaredClient.IsCall(method, facts) ? new GrpcCall(invocation, receiver, RpcName.OfDeclared(method, facts)) : null;
    }

    private static GrpcCall OfContract(IInvocationOperation invocation, IOperation receiver, RpcName name, CodeFirst codeFirst)
    {
        var derivations = ImmutableArray<IInvocationOperation>.Empty;
        while (Conversions.BuiltInInside(receiver) is IInvocationOperation { Instance: { } client } derivation && codeFirst.Derives(derivation.TargetMethod))
        {
            derivations = derivations.Add(derivation);
            receiver = client;
        }

        return new GrpcCall(invocation, receiver, name, derivations);
    }

    /// <summary>Whether the call passes metadata or call options explicitly, and not by default, or a code-first client gets some for it.</summary>
    internal bool PassesHeaders(GrpcSymbols symbols)
    {
        if (PassesHeaders(Operation, symbols))
            return true;

        foreach (var derivation in Derivations)
        {
            if (PassesHeaders(derivation, symbols))
                return true;
        }

        return false;
    }

    private static bool PassesHeaders(IInvocationOperation operation, GrpcSymbols symbols)
    {
        foreach (var argument in operation.Arguments)
        {
            var type = argument.Parameter?.Type;
            if (argument.ArgumentKind == ArgumentKind.Explicit && (GrpcSymbols.Is(type, symbols.Metadata) || GrpcSymbols.IsCallOptions(type, symbols)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the call passes metadata explicitly, and not by default.</summary>
    internal bool PassesMetadata(GrpcSymbols symbols)
    {
        foreach (var argument in Operation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && GrpcSymbols.Is(argument.Parameter?.Type, symbols.Metadata))
                return true;
        }

        return false;
    }
}
