using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>How this compilation registers its services: found by the names of the calls and of the services, so that few are bound.</summary>
internal static class ServiceRegistrations
{
    private static readonly string[] Scoped = { "AddScoped", "TryAddScoped" };

    private static readonly string[] Singletons = { "AddSingleton", "TryAddSingleton" };

    private static readonly string[] Others = { "AddSingleton", "TryAddSingleton", "AddTransient", "TryAddTransient" };

    /// <summary>What makes a new object for each scope, or whenever one is asked for.</summary>
    private static readonly string[] Often = { "AddScoped", "TryAddScoped", "AddKeyedScoped", "AddTransient", "TryAddTransient", "AddKeyedTransient",
        "AddHttpClient" };

    private static readonly Memo<bool> ScopedBesideClients = new(static facts =>
        facts.CallsNamed(Scoped).Any() && (facts.CallsNamed(ClientRegistration.Names).Any() || facts.CallsNamed("AddInterceptor").Any()));

    /// <summary>Whether anything is registered as scoped and a client as one of gRPC, by name.</summary>
    internal static bool HasScoped(CompilationFacts facts) => facts.Get(ScopedBesideClients);

    /// <summary>The call that registers a type as scoped; null when none is seen, and when it is registered in another way, too.</summary>
    internal static IInvocationOperation? ScopedRegistrationOf(INamedTypeSymbol service, CompilationFacts facts) =>
        Registrations(service, Others, facts).Any() ? null : Registrations(service, Scoped, facts).FirstOrDefault();

    /// <summary>Whether a type is registered as a singleton itself.</summary>
    internal static bool IsSingleton(INamedTypeSymbol service, CompilationFacts facts) => Registrations(service, Singletons, facts).Any();

    /// <summary>
    /// Whether a type is registered, as a service or behind one, so that a scope or whoever asks gets a new object; false where it
    /// is registered as a singleton, too.
    /// </summary>
    internal static bool IsMadeOften(INamedTypeSymbol type, CompilationFacts facts) =>
        facts.CallsNamed(Often).Any(node => IsOf(type, node, facts)) && !facts.CallsNamed(Singletons).Any(node => IsOf(type, node, facts));

    /// <summary>Whether a call registers a singleton.</summary>
    internal static bool IsSingleton(IInvocationOperation registration) =>
        registration.TargetMethod.Name is "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" && IsOfContainer(registration);

    /// <summary>Whether a call registers a service that is scoped or transient.</summary>
    internal static bool IsOften(IInvocationOperation registration) =>
        System.Array.IndexOf(Often, registration.TargetMethod.Name) >= 0 && IsOfContainer(registration);

    private static bool IsOf(INamedTypeSymbol type, ExpressionSyntax node, CompilationFacts facts) =>
        Names(node, type.Name) && facts.Bodies.OperationOf(node) is IInvocationOperation registration && IsOfContainer(registration)
        && (SymbolEqualityComparer.Default.Equals(ImplementationOf(registration, facts.Bodies), type)
            || TypesOf(registration).Contains(type, SymbolEqualityComparer.Default));

    private static bool IsOfContainer(IInvocationOperation registration) =>
        registration.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith(
            "Microsoft.Extensions.DependencyInjection", System.StringComparison.Ordinal) == true;

    /// <summary>The type that a registration makes objects of; null when it is not seen.</summary>
    internal static INamedTypeSymbol? ImplementationOf(IInvocationOperation registration, MemberBodies bodies)
    {
        var types = TypesOf(registration);
        if (types.Count > 1)
            return types[1];

        return AddedService.FactoryOf(registration, bodies) is null
            ? types.FirstOrDefault(static t => t.TypeKind == TypeKind.Class)
            : AddedService.MadeBy(registration, bodies);
    }

    /// <summary>The service, and the implementation if it is named; empty when that is not seen.</summary>
    internal static List<INamedTypeSymbol> TypesOf(IInvocationOperation registration)
    {
        var types = registration.TargetMethod.TypeArguments.OfType<INamedTypeSymbol>().ToList();
        if (types.Count > 0)
            return types;

        foreach (var argument in registration.Arguments)
        {
            if (argument.Value is ITypeOfOperation { TypeOperand: INamedTypeSymbol type })
                types.Add(type);
        }

        return types;
    }

    private static IEnumerable<IInvocationOperation> Registrations(INamedTypeSymbol service, string[] names, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(names))
        {
            if (Names(node, service.Name) && facts.Bodies.OperationOf(node) is IInvocationOperation registration && IsOfContainer(registration)
                && TypesOf(registration) is { Count: > 0 } types && SymbolEqualityComparer.Default.Equals(types[0], service))
                yield return registration;
        }
    }

    /// <summary>Whether a call names a type: in its type arguments, its <c>typeof</c>, or (where the type is inferred) anywhere in its arguments.</summary>
    internal static bool Names(ExpressionSyntax call, string type)
    {
        foreach (var token in call.DescendantTokens())
        {
            if (token.ValueText == type)
                return true;
        }

        return false;
    }
}
