using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>One gRPC call, recognised by its symbol: a generated client, a code-first contract, a <c>CallInvoker</c> or <c>Calls</c>.</summary>
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

    /// <summary>Where the call is reported: without its arguments.</summary>
    internal SyntaxNode Place => Operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : Operation.Syntax;

    /// <summary>The client or invoker; for <c>Calls</c>, the call invocation details.</summary>
    internal IOperation Receiver { get; }

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

        // The overloads of a generated client call one another on this: the call that counts is the one outside.
        if (invocation.Instance is not { } receiver || receiver is IInstanceReferenceOperation)
            return null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.CallInvoker))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.Unknown) : null;

        if (GrpcSymbols.IsA(method.ContainingType, symbols.ClientBase) || GrpcSymbols.IsA(receiver.Type, symbols.ClientBase))
            return symbols.TakesCallOptions(method) ? new GrpcCall(invocation, receiver, RpcName.OfClient(method, facts)) : null;

        return method.ContainingType.TypeKind == TypeKind.Interface && RpcName.OfContract(method) is { } name ? new GrpcCall(invocation, receiver, name) : null;
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
