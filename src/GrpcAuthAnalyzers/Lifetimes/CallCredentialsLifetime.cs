using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Whether call credentials live as long as a channel, and not only for one call.</summary>
internal static class CallCredentialsLifetime
{
    private const string GoogleCredential = "Google.Apis.Auth.OAuth2.GoogleCredential";

    /// <summary>
    /// Whether per-call code is attached to a channel, invoker, client or registration. False for credentials that are only
    /// returned or passed in the options of a call: the code around may run for each call.
    /// </summary>
    internal static bool OutlivesCall(PerCallCode perCall, CompilationFacts facts)
    {
        if (perCall.Consumer is not { } consumer)
            return true;

        if (consumer is IInvocationOperation { TargetMethod.Name: "AddCallCredentials" or "Intercept" } or ISimpleAssignmentOperation)
            return true;

        return ReachesChannel(consumer, facts);
    }

    /// <summary>
    /// Whether per-call code that is attached to a channel or invoker is made anew for each request, or for each call of the method
    /// around: what it captures there is as fresh as that. False for the methods of an interceptor, for registrations, and when it
    /// is not seen.
    /// </summary>
    internal static bool IsOfShortCode(PerCallCode perCall, CompilationFacts facts) =>
        perCall.Consumer is { } consumer
            && consumer is not (IInvocationOperation { TargetMethod.Name: "AddCallCredentials" }
                or ISimpleAssignmentOperation { Parent: not IObjectOrCollectionInitializerOperation })
            && (RequestLifetime.OfCode(consumer, facts) || UsedWhereMade.In(consumer, facts));

    /// <summary>
    /// Whether nobody can say how long it lives what per-call code is attached to: code that is not seen gets it. False for the
    /// methods of an interceptor, which <see cref="RequestLifetime"/> knows.
    /// </summary>
    internal static bool IsOfUnseenCode(PerCallCode perCall, CompilationFacts facts) =>
        perCall.Consumer is { } consumer && UsedWhereMade.ReachOf(consumer, facts) == Reach.Unseen;

    /// <summary>Whether an expression of credentials reaches a channel, also in the credentials of Google that hold it.</summary>
    internal static bool ReachesChannel(IOperation credentials, CompilationFacts facts) =>
        ReachesChannel(credentials, facts, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private static bool ReachesChannel(IOperation credentials, CompilationFacts facts, HashSet<ISymbol> seen)
    {
        var current = Conversions.AroundFunction(credentials);
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case ICoalesceOperation or IConditionalOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation:
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Compose" or "Create" or "FromInterceptor" } method }
                    when GrpcSymbols.Is(method.ContainingType, facts.Symbols.CallCredentials)
                        || GrpcSymbols.Is(method.ContainingType, facts.Symbols.ChannelCredentials):
                    break;
                case IInvocationOperation { TargetMethod.ContainingType: var type } when type.Is(GoogleCredential, "Grpc.Auth.GoogleGrpcCredentials"):
                    break;
                case IInvocationOperation { TargetMethod.Name: "AddCallCredentials" }:
                    return true;
                case IObjectCreationOperation creation:
                    return GrpcSymbols.IsA(creation.Type, facts.Symbols.ChannelBase);
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Credentials" } property } }:
                    return GrpcSymbols.Is(property.ContainingType, facts.Symbols.GrpcChannelOptions);
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } }:
                    return seen.Add(field) && AnyReaches(field, facts.Bodies.BodiesMentioning(field), facts, seen);
                case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                    return seen.Add(fields[0]) && AnyReaches(fields[0], facts.Bodies.BodiesMentioning(fields[0]), facts, seen);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return seen.Add(local) && AnyReaches(local, new[] { facts.Bodies.FactsOf(parent) }, facts, seen);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                    return seen.Add(local) && AnyReaches(local, new[] { facts.Bodies.FactsOf(parent) }, facts, seen);
                default:
                    return false;
            }

            current = Conversions.AroundFunction(parent);
        }

        return false;
    }

    private static bool AnyReaches(ISymbol variable, IEnumerable<BodyFacts> bodies, CompilationFacts facts, HashSet<ISymbol> seen)
    {
        foreach (var body in bodies)
        {
            foreach (var reference in body.ReferencesTo(variable))
            {
                if (!(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference) && ReachesChannel(reference, facts, seen))
                    return true;
            }
        }

        return false;
    }
}
