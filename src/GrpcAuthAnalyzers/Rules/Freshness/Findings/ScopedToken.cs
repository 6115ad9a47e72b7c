using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>The scoped service that the token of an interceptor, handler or callback comes from.</summary>
internal sealed class ScopedToken
{
    private ScopedToken(INamedTypeSymbol service, IInvocationOperation registration)
    {
        Service = service;
        Registration = registration;
    }

    /// <summary>The service.</summary>
    internal INamedTypeSymbol Service { get; }

    /// <summary>The call that registers it.</summary>
    internal IInvocationOperation Registration { get; }

    /// <summary>
    /// The scoped service that a class takes in its constructor and fills a credential header from. Null when there is none, when it
    /// is not seen to hold something of one user, and when the class is not in source.
    /// </summary>
    internal static ScopedToken? Of(INamedTypeSymbol type, CredentialQuery query)
    {
        if (!query.Facts.Bodies.IsSeen(type))
            return null;

        HashSet<IOperation>? sources = null;
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol service
                    && From(service, ServiceResolution.IsKeyed(parameter), query.Facts) is { } scoped
                    && IsRead(service, sources ??= CredentialInputs.In(FunctionsOf(type, query.Facts), query)))
                    return scoped;
            }
        }

        return null;
    }

    /// <summary>The scoped service that a callback gets from the service provider and fills a credential header from, or null.</summary>
    internal static ScopedToken? OfCallback(IOperation function, CredentialQuery query)
    {
        foreach (var source in CredentialInputs.In(new[] { function }, query))
        {
            if (ServiceResolution.TypeOf(source) is { } service && From(service, ServiceResolution.IsKeyed(source), query.Facts) is { } scoped)
                return scoped;
        }

        return null;
    }

    private static ScopedToken? From(INamedTypeSymbol service, bool isKeyed, CompilationFacts facts) =>
        ServiceRegistrations.ScopedRegistrationOf(service, isKeyed, facts) is { } registration && UserState.IsOfUser(registration, facts)
            ? new ScopedToken(service, registration)
            : null;

    private static bool IsRead(INamedTypeSymbol service, HashSet<IOperation> sources)
    {
        foreach (var source in sources)
        {
            if (source is IFieldReferenceOperation { Instance: IInstanceReferenceOperation }
                or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } or IParameterReferenceOperation
                && SymbolEqualityComparer.Default.Equals(source.Type, service))
                return true;
        }

        return false;
    }

    private static IEnumerable<IOperation> FunctionsOf(INamedTypeSymbol type, CompilationFacts facts)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsStatic: false } method
                && facts.Bodies.FunctionOf(method) is { } function)
                yield return function;
        }
    }
}
