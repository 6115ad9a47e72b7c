using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Interceptors;

/// <summary>
/// What a client interceptor does with each call type. gRPC calls one method for each, and one that is not overridden passes
/// the call on unchanged (Interceptor.cs of Grpc.Core.Api).
/// </summary>
internal sealed class InterceptedCallKinds
{
    /// <summary>How many locals the continuation may pass through.</summary>
    private const int MaxAliases = 3;

    private InterceptedCallKinds(ImmutableArray<IMethodSymbol> authenticating, ImmutableArray<string> leftOut)
    {
        Authenticating = authenticating;
        LeftOut = leftOut;
    }

    /// <summary>The overrides, own or inherited, that add a credential.</summary>
    internal ImmutableArray<IMethodSymbol> Authenticating { get; }

    /// <summary>The call types that are certainly passed on unchanged.</summary>
    internal ImmutableArray<string> LeftOut { get; }

    /// <summary>The answer for a class; null when a base class other than gRPC's is not in source, so that its overrides are not seen.</summary>
    internal static InterceptedCallKinds? Of(INamedTypeSymbol interceptor, CredentialQuery query)
    {
        if (!InterceptorOverrides.AreSeen(interceptor, query.Facts))
            return null;

        var authenticating = ImmutableArray.CreateBuilder<IMethodSymbol>();
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var kind in InterceptorMethods.All)
        {
            var method = InterceptorOverrides.Of(interceptor, kind, query.Symbols);
            var presence = method is null ? CredentialPresence.Absent : CodeOnTheWay.OfMethod(query, method);
            if (presence == CredentialPresence.Present)
            {
                if (ChangesTheCall(method!, query.Facts))
                    authenticating.Add(method!);
            }
            else if (presence == CredentialPresence.Absent && (method is null || HandsOnUnchanged(method, query.Facts)))
                leftOut.Add(kind);
        }

        return new InterceptedCallKinds(authenticating.ToImmutable(), leftOut.ToImmutable());
    }

    /// <summary>
    /// Whether a credential is added only for some methods: a condition of the override reads the method. Then what it misses may be
    /// meant to be.
    /// </summary>
    internal bool AreSelective(CompilationFacts facts)
    {
        foreach (var method in Authenticating)
        {
            if (facts.Bodies.FunctionOf(method) is not { } function || Continuation.ContextGivenTo(method, facts.Symbols) is not { } context)
                continue;

            foreach (var reference in facts.Bodies.FactsOf(function).ReferencesTo(context))
            {
                if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Method" } called && ExecutionOrder.IsInCondition(called))
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a credential in an override can be meant for the call: it passes the call on, and not just unchanged (then the
    /// credential is that of another call).
    /// </summary>
    private static bool ChangesTheCall(IMethodSymbol method, CompilationFacts facts) =>
        facts.Bodies.FunctionOf(method) is { } function && Continuation.GivenTo(method, facts.Symbols) is { } continuation
        && facts.Bodies.FactsOf(function).ReferencesTo(continuation).Count > 0 && !HandsOnUnchanged(method, facts);

    /// <summary>
    /// Whether an override that adds no credential certainly lets the call go with the context that it got: each use of the continuation gets that
    /// context, and nothing else gets it. False for one that only throws or answers by itself: no call leaves there.
    /// </summary>
    private static bool HandsOnUnchanged(IMethodSymbol method, CompilationFacts facts)
    {
        if (facts.Bodies.FunctionOf(method) is not { } function
            || Continuation.ContextGivenTo(method, facts.Symbols) is not { } context || Continuation.GivenTo(method, facts.Symbols) is not { } continuation)
            return false;

        var body = facts.Bodies.FactsOf(function);
        if (!GoesOnWith(continuation, context, body, facts.Symbols, MaxAliases))
            return false;

        foreach (var reference in body.ReferencesTo(context))
        {
            if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Method" or "Host" })
                continue;

            if (reference.Parent is not IArgumentOperation { Parent: IInvocationOperation call } || !Continuation.IsCalledBy(call, facts.Symbols))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the continuation, also under the name of a local that is written once, is used, and only to let the call go on with
    /// the context.
    /// </summary>
    private static bool GoesOnWith(ISymbol continuation, IParameterSymbol context, BodyFacts body, GrpcSymbols symbols, int aliases)
    {
        var references = body.ReferencesTo(continuation);
        foreach (var reference in references)
        {
            var goesOn = reference.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var alias } }
                ? aliases > 0 && body.WritesTo(alias).Count == 1 && GoesOnWith(alias, context, body, symbols, aliases - 1)
                : GoesOnWith(reference, context, symbols);
            if (!goesOn)
                return false;
        }

        return references.Count > 0;
    }

    /// <summary>Whether the continuation is called with, or given to the base class together with, the context itself.</summary>
    private static bool GoesOnWith(IOperation continuation, IParameterSymbol context, GrpcSymbols symbols)
    {
        var call = continuation.Parent as IInvocationOperation ?? (continuation.Parent as IArgumentOperation)?.Parent as IInvocationOperation;
        if (call is null || !Continuation.IsCalledBy(call, symbols))
            return false;

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is IParameterReferenceOperation passed && SymbolEqualityComparer.Default.Equals(passed.Parameter, context))
                return true;
        }

        return false;
    }
}
