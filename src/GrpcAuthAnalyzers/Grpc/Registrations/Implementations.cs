using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>The members that may run where code calls one of an interface, or an abstract one.</summary>
internal static class Implementations
{
    private static readonly Memo<INamedTypeSymbol, IReadOnlyList<INamedTypeSymbol>> Classes = new(Collect, SymbolEqualityComparer.Default);

    /// <summary>
    /// The methods, getters included, that stand for a contract: those of the classes that the container gives for its type, or, where it is not
    /// registered and no other assembly can name it, those of all classes that this compilation makes. Empty when there may be others.
    /// </summary>
    internal static IReadOnlyList<IMethodSymbol> Of(IMethodSymbol contract, CompilationFacts facts)
    {
        var found = new List<IMethodSymbol>();
        if (!contract.IsAbstract || contract.IsStatic)
            return found;

        foreach (var type in facts.Get(Classes, contract.ContainingType))
        {
            if (In(type, contract) is not { } method)
                return new List<IMethodSymbol>();

            if (!found.Contains(method, SymbolEqualityComparer.Default))
                found.Add(method);
        }

        return found;
    }

    /// <summary>The member of a class that stands for a contract; null when it has none.</summary>
    internal static IMethodSymbol? In(INamedTypeSymbol type, IMethodSymbol contract)
    {
        var member = contract.ContainingType.TypeKind == TypeKind.Interface ? type.FindImplementationForInterfaceMember(contract) as IMethodSymbol : contract;
        return member is { IsAbstract: true } or { IsVirtual: true } or { IsOverride: true } ? OverrideIn(type, member) : member;
    }

    private static IMethodSymbol? OverrideIn(INamedTypeSymbol type, IMethodSymbol overridden)
    {
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current, overridden.ContainingType); current = current.BaseType)
        {
            foreach (var member in current.GetMembers(overridden.Name))
            {
                for (var method = (member as IMethodSymbol)?.OverriddenMethod; method is not null; method = method.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(method, overridden))
                        return (IMethodSymbol)member;
                }
            }
        }

        return overridden.IsAbstract ? null : overridden;
    }

    private static IReadOnlyList<INamedTypeSymbol> Collect(CompilationFacts facts, INamedTypeSymbol service) =>
        ContainerRegistration.Of(service, facts) is { Count: > 0 } registrations
            ? Registered(service, registrations, facts)
            : facts.Bodies.Visibility.IsNamedOnlyHere(service) ? Made(service, facts) : new List<INamedTypeSymbol>();

    /// <summary>What the container gives; empty when one registration does not show it, has a key, or stands back for those of others.</summary>
    private static List<INamedTypeSymbol> Registered(
        INamedTypeSymbol service, IReadOnlyList<ContainerRegistration> registrations, CompilationFacts facts)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var registration in registrations)
        {
            var type = registration.Instance is { } instance
                ? (Conversions.BuiltInInside(instance) as IObjectCreationOperation)?.Type as INamedTypeSymbol
                : registration.Operation is IInvocationOperation call ? ServiceRegistrations.ImplementationOf(call, facts.Bodies) : null;
            if (type is null
                || registration.IsKeyed
                || !facts.Bodies.IsSeen(type)
                || (registration.Operation is IInvocationOperation { TargetMethod: var method }
                    && method.Name.StartsWith("Try", System.StringComparison.Ordinal)
                    && !facts.Bodies.Visibility.IsNamedOnlyHere(service)))
                return new List<INamedTypeSymbol>();

            found.Add(type);
        }

        return found;
    }

    /// <summary>All classes of this compilation that stand for a type; empty when one of them is made by code that is not seen.</summary>
    private static List<INamedTypeSymbol> Made(INamedTypeSymbol service, CompilationFacts facts)
    {
        var found = new List<INamedTypeSymbol>();
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(facts.Compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol inner)
                    continue;

                pending.Push(inner);
                if (inner is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } type || !StandsFor(type, service))
                    continue;

                if (!IsMade(type, facts))
                    return new List<INamedTypeSymbol>();

                found.Add(type);
            }
        }

        return found;
    }

    private static bool StandsFor(INamedTypeSymbol type, INamedTypeSymbol service)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, service))
                return true;
        }

        return type.AllInterfaces.Contains(service, SymbolEqualityComparer.Default);
    }

    private static bool IsMade(INamedTypeSymbol type, CompilationFacts facts)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (!facts.Bodies.IsMentionedTooOften(constructor)
                && facts.Bodies.BodiesMentioning(constructor).Any(body => body.ReferencesTo(constructor).Any(static made => made is IObjectCreationOperation)))
                return true;
        }

        return false;
    }
}
