using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
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

    /// <summary>
    /// The scoped service that a factory asks for a value of, which the class that it makes puts into a credential header:
    /// <c>sp => new KeyHandler(sp.GetRequiredService&lt;Tenant&gt;().ApiKey)</c>. Null when there is none.
    /// </summary>
    internal static ScopedToken? OfFactory(IInvocationOperation added, INamedTypeSymbol type, CredentialQuery query)
    {
        if (!query.Facts.Bodies.IsSeen(type)
            || AddedService.FactoryOf(added, query.Facts.Bodies) is not { } factory
            || query.Facts.Bodies.ReturnsOf(factory) is not { Count: 1 } returns
            || Conversions.BuiltInInside(returns[0]) is not IObjectCreationOperation made)
            return null;

        HashSet<IOperation>? sources = null;
        foreach (var argument in made.Arguments)
        {
            if (argument.Parameter is { } parameter
                && ScopedIn(argument.Value, query.Facts) is { } scoped
                && IsRead(argument, parameter, sources ??= CredentialInputs.In(FunctionsOf(type, query.Facts), query)))
                return scoped;
        }

        return null;
    }

    /// <summary>The scoped service that an expression, or the local in it, asks a service provider for; null for others.</summary>
    private static ScopedToken? ScopedIn(IOperation value, CompilationFacts facts)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            var asked = operation is ILocalReferenceOperation local && facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes
                ? writes[0].Value is { } written ? Conversions.BuiltInInside(written) : null
                : operation;
            if (asked is not null && ServiceResolution.TypeOf(asked) is { } service && From(service, ServiceResolution.IsKeyed(asked), facts) is { } scoped)
                return scoped;
        }

        return null;
    }

    /// <summary>Whether what is sent comes from a parameter of the constructor, or is the argument itself.</summary>
    private static bool IsRead(IArgumentOperation argument, IParameterSymbol parameter, HashSet<IOperation> sources)
    {
        foreach (var source in sources)
        {
            if ((source is IParameterReferenceOperation read && SymbolEqualityComparer.Default.Equals(read.Parameter, parameter))
                || EnclosingFunction.IsInside(source, argument))
                return true;
        }

        return false;
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
