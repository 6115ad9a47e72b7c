using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// Which calls a server interceptor refuses when they bring no valid credential. gRPC calls one method for each method type, and one that is not overridden
/// goes on to the service (Interceptor.cs of Grpc.Core.Api).
/// </summary>
internal sealed class GuardedHandlers
{
    private const int MaxDepth = 3;

    private GuardedHandlers(ImmutableArray<IMethodSymbol> guarding, ImmutableArray<string> open)
    {
        Guarding = guarding;
        Open = open;
    }

    /// <summary>The overrides, own or inherited, that refuse a caller by its credential.</summary>
    internal ImmutableArray<IMethodSymbol> Guarding { get; }

    /// <summary>The handlers that certainly let every call go on.</summary>
    internal ImmutableArray<string> Open { get; }

    /// <summary>The answer for a class; null when a base class other than gRPC's is not in source, so that its overrides are not seen.</summary>
    internal static GuardedHandlers? Of(INamedTypeSymbol interceptor, CredentialQuery query)
    {
        if (!InterceptorOverrides.AreSeen(interceptor, query.Facts))
            return null;

        var guarding = ImmutableArray.CreateBuilder<IMethodSymbol>();
        var open = ImmutableArray.CreateBuilder<string>();
        foreach (var handler in InterceptorMethods.OfServer)
        {
            if (InterceptorOverrides.Of(interceptor, handler, query.Symbols) is not { } method)
                open.Add(handler);
            else if (Refuses(method, query))
                guarding.Add(method);
            else if (OnlyGoesOn(method, query))
                open.Add(handler);
        }

        return new GuardedHandlers(guarding.ToImmutable(), open.ToImmutable());
    }

    /// <summary>Whether a condition of a guard reads the name of the method: then what it leaves open may be meant to be.</summary>
    internal bool AreSelective(CompilationFacts facts)
    {
        foreach (var method in Guarding)
        {
            foreach (var operation in Reached(method, facts))
            {
                if (operation is IPropertyReferenceOperation { Property: { Name: "Method", ContainingType: var type } }
                    && type.Is("Grpc.Core.ServerCallContext")
                    && ExecutionOrder.IsInCondition(operation))
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a method, with the source that it calls, reads the credential of the caller, and throws a status that refuses one or answers with it.
    /// </summary>
    private static bool Refuses(IMethodSymbol method, CredentialQuery query)
    {
        var throws = false;
        var reads = false;
        foreach (var operation in Reached(method, query.Facts))
        {
            throws |= (operation is IThrowOperation refusal && IsRefusal(refusal, query.Symbols)) || IsRefusingAnswer(operation, query.Symbols);
            reads |= ReadsCredential(operation, query);
            if (throws && reads)
                return true;
        }

        return false;
    }

    /// <summary>An error that a failed call is given is another thing: a filter of errors passes every caller on.</summary>
    private static bool IsRefusal(IThrowOperation refusal, GrpcSymbols symbols)
    {
        var refuses = NamesRefusal(refusal);
        for (IOperation? current = refusal; refuses && current is not null; current = current.Parent)
        {
            if (current is ICatchClauseOperation { Parent: ITryOperation { Body: var body } } && GoesOnIn(body, symbols))
                return false;
        }

        return refuses;
    }

    private static bool NamesRefusal(IOperation status)
    {
        foreach (var operation in status.Descendants())
        {
            if (operation is IFieldReferenceOperation { Field: { Name: "Unauthenticated" or "PermissionDenied", ContainingType: var type } }
                && type.Is("Grpc.Core.StatusCode"))
                return true;
        }

        return false;
    }

    /// <summary><c>context.Status = new Status(StatusCode.Unauthenticated, ...)</c> in a block that is left without going on.</summary>
    private static bool IsRefusingAnswer(IOperation operation, GrpcSymbols symbols)
    {
        if (operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Status" } property } } answer
            || !property.ContainingType.Is("Grpc.Core.ServerCallContext")
            || !NamesRefusal(answer)
            || answer.Parent is not IExpressionStatementOperation { Parent: IBlockOperation block } statement)
            return false;

        for (var i = block.Operations.IndexOf(statement) + 1; i < block.Operations.Length; i++)
        {
            if (GoesOnIn(block.Operations[i], symbols))
                return false;

            if (block.Operations[i] is IReturnOperation)
                return true;
        }

        return false;
    }

    private static bool GoesOnIn(IOperation body, GrpcSymbols symbols)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call && Continuation.IsServedBy(call, symbols))
                return true;
        }

        return false;
    }

    private static bool ReadsCredential(IOperation operation, CredentialQuery query) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "AuthContext" or "PeerIdentity" or "IsPeerAuthenticated" } property } =>
            property.ContainingType.IsIn("Grpc.Core"),
        IPropertyReferenceOperation { Property: { Name: "User" or "ClientCertificate" } property } => property.ContainingType.IsIn("Microsoft.AspNetCore.Http"),
        IInvocationOperation { TargetMethod: { Name: "Get" or "GetValue", ContainingType: var type }, Arguments: { Length: > 0 } key }
            when type.Is("Grpc.Core.Metadata") => IsConfigured(key.At(key.Length - 1)),
        _ => operation.ConstantValue is { HasValue: true, Value: string text } && query.CredentialHeaderCalled(text) is not null,
    };

    /// <summary>Whether the name of a header comes from options: a check that refuses callers by it is one of a credential.</summary>
    private static bool IsConfigured(IOperation name) => Conversions.BuiltInInside(name) is IMemberReferenceOperation { Instance: not null };

    /// <summary>
    /// Whether an override certainly lets every call go on: nothing but what goes on gets the context, and nothing else is called than a log.
    /// </summary>
    private static bool OnlyGoesOn(IMethodSymbol method, CredentialQuery query)
    {
        if (query.Facts.Bodies.FunctionOf(method) is not { } function)
            return false;

        var goesOn = false;
        foreach (var operation in function.Descendants())
        {
            switch (operation)
            {
                case IThrowOperation:
                    return false;
                case IParameterReferenceOperation { Parent: not IArgumentOperation and not IPropertyReferenceOperation { Property.Name: "Method" } } reference
                    when reference.Parameter.Type.Is("Grpc.Core.ServerCallContext"):
                    return false;
                case IInvocationOperation call when Continuation.IsServedBy(call, query.Symbols):
                    goesOn = true;
                    break;
                case IInvocationOperation { TargetMethod: { Name: not "ConfigureAwait" } called }
                    when !called.ContainingType.IsIn("Microsoft.Extensions.Logging") && !called.ContainingType.IsIn("System.Diagnostics"):
                    return false;
            }
        }

        return goesOn;
    }

    /// <summary>Every operation of a method and of the source methods that it calls.</summary>
    private static IEnumerable<IOperation> Reached(IMethodSymbol method, CompilationFacts facts)
    {
        var entered = new HashSet<IOperation>();
        var pending = new Queue<(IMethodSymbol Method, int Depth)>();
        pending.Enqueue((method, 0));
        while (pending.Count > 0)
        {
            var (next, depth) = pending.Dequeue();
            if (facts.Bodies.FunctionOf(next) is not { } function || !entered.Add(function))
                continue;

            foreach (var operation in function.Descendants())
            {
                yield return operation;
                if (depth < MaxDepth && operation is IInvocationOperation { TargetMethod: var called })
                    pending.Enqueue((called, depth + 1));
            }
        }
    }
}
