using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Interceptors;

/// <summary>
/// A function that gRPC runs for each call: the lambda of call credentials or of <c>Intercept</c>, the function that gives the options of a
/// code-first client (<c>DefaultCallOptionsFactory</c>), or a method of a client interceptor. (Credentials run once per attempt, interceptors
/// once per call: GrpcCall.cs and InterceptingCallInvoker.cs of
/// grpc-dotnet.)
/// </summary>
internal sealed class PerCallCode
{
    private PerCallCode(IOperation function, IOperation? consumer)
    {
        Function = function;
        Consumer = consumer;
    }

    /// <summary>The lambda, local function or method.</summary>
    internal IOperation Function { get; }

    /// <summary>The invocation, creation or assignment that takes the function; null for the methods of an interceptor.</summary>
    internal IOperation? Consumer { get; }

    /// <summary>Whether gRPC itself calls the function: not a method that an interceptor calls.</summary>
    internal bool IsEntered =>
        Consumer is not null || (EnclosingFunction.SymbolOf(Function) is { IsOverride: true } method && InterceptorMethods.All.Contains(method.Name));

    /// <summary>Whether it cannot await, because the caller of gRPC blocks anyway: a blocking call, or a function over metadata.</summary>
    internal bool IsSynchronous =>
        Consumer is IInvocationOperation { TargetMethod.Name: "Intercept" } or ISimpleAssignmentOperation
            || (Consumer is null && EnclosingFunction.SymbolOf(Function) is { Name: "BlockingUnaryCall" });

    /// <summary>The overrides of the same interceptor for call types that do not block; empty for other code.</summary>
    internal IEnumerable<IOperation> AsynchronousSiblings(CompilationFacts facts)
    {
        if (Consumer is not null || EnclosingFunction.SymbolOf(Function)?.ContainingType is not { } interceptor)
            yield break;

        foreach (var kind in InterceptorMethods.All)
        {
            foreach (var member in interceptor.GetMembers(kind))
            {
                if (kind != "BlockingUnaryCall" && member is IMethodSymbol { IsOverride: true } method && facts.Bodies.FunctionOf(method) is { } function)
                    yield return function;
            }
        }
    }

    /// <summary>The parameters of a lambda, local function or method; empty when it has none.</summary>
    internal static ImmutableArray<IParameterSymbol> ParametersOf(IOperation function) =>
        EnclosingFunction.SymbolOf(function)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;

    /// <summary>The per-call code that contains an operation, the innermost first; null if none does.</summary>
    internal static PerCallCode? Enclosing(IOperation operation, CompilationFacts facts)
    {
        var current = operation;
        while (true)
        {
            if (From(current, facts) is { } code)
                return code;

            if (current.Parent is null)
                return null;

            current = EnclosingFunction.Enclosing(current);
        }
    }

    /// <summary>
    /// The per-call code that a lambda, local function or method is; null for other operations, and where nothing that is seen runs
    /// it for each call.
    /// </summary>
    internal static PerCallCode? From(IOperation function, CompilationFacts facts) => function switch
    {
        IAnonymousFunctionOperation lambda => ConsumerOf(lambda, facts) is { } consumer ? new PerCallCode(lambda, consumer) : null,
        ILocalFunctionOperation local =>
            ConsumerOfMethod(local.Symbol, facts.Bodies.FactsOf(local), facts) is { } consumer ? new PerCallCode(local, consumer) : null,
        IMethodBodyOperation method => OfMethod(method, facts),
        _ => null,
    };

    private static PerCallCode? OfMethod(IMethodBodyOperation body, CompilationFacts facts)
    {
        if (body.SemanticModel?.GetDeclaredSymbol(body.Syntax) is not IMethodSymbol method)
            return null;

        if (GrpcSymbols.IsA(method.ContainingType, facts.Symbols.Interceptor) && !method.IsStatic)
            return new PerCallCode(body, consumer: null);

        if (!facts.Symbols.TakesCallOptions(method))
            return null;

        foreach (var mentioning in facts.Bodies.BodiesMentioning(method))
        {
            if (ConsumerOfMethod(method, mentioning, facts) is { } consumer)
                return new PerCallCode(body, consumer);
        }

        return null;
    }

    private static IOperation? ConsumerOfMethod(IMethodSymbol method, BodyFacts body, CompilationFacts facts)
    {
        foreach (var reference in body.ReferencesTo(method))
        {
            if (reference is IMethodReferenceOperation && ConsumerOf(reference, facts) is { } consumer)
                return consumer;
        }

        return null;
    }

    /// <summary>The gRPC method or delegate type that takes a function and runs it for each call.</summary>
    private static IOperation? ConsumerOf(IOperation function, CompilationFacts facts)
    {
        var current = function;
        while (Conversions.StepAroundFunction(current) is { } outer)
        {
            current = outer;
            if (GrpcSymbols.Is(current.Type, facts.Symbols.AsyncAuthInterceptor) && current.Parent is not IArgumentOperation)
                return current;
        }

        var symbols = facts.Symbols;
        if (current.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
            && symbols.CodeFirst.LibraryOfFactoryOptions(property.ContainingType)?.OptionsFunction == property.Name)
            return assignment;

        if (current.Parent is not IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } invocation })
            return null;

        return method.Name switch
        {
            "FromInterceptor" when GrpcSymbols.Is(method.ContainingType, symbols.CallCredentials) => invocation,
            "AddCallCredentials" when GrpcSymbols.Is(method.ContainingType, symbols.ClientBuilderExtensions) => invocation,
            "Intercept" when symbols.IsIntercept(method) => invocation,
            _ => null,
        };
    }
}
