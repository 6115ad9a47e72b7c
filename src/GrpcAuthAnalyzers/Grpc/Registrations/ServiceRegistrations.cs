using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>How this compilation registers its services: found by the names of the calls and of the services, so that few are bound.</summary>
internal static class ServiceRegistrations
{
    /// <summary>The parameter of keyed registrations that takes the key.</summary>
    internal const string KeyParameter = "serviceKey";

    /// <summary>The names of the methods that register singletons.</summary>
    internal static readonly string[] SingletonNames = RegistrationMethod.NamesOf(ServiceLifetime.Singleton);

    private static readonly string[] ScopedNames = RegistrationMethod.NamesOf(ServiceLifetime.Scoped);

    private static readonly string[] TransientNames = RegistrationMethod.NamesOf(ServiceLifetime.Transient);

    /// <summary>The names of the methods that register services.</summary>
    internal static readonly string[] AllNames = SingletonNames.Concat(ScopedNames).Concat(TransientNames).ToArray();

    private static readonly Memo<bool> ScopedBesideClients = new(static facts =>
        facts.CallsNamed(ScopedNames).Any() && (facts.CallsNamed(ClientRegistration.Names).Any() || facts.CallsNamed("AddInterceptor").Any()));

    /// <summary>Whether anything is registered as scoped and a client as one of gRPC, by name.</summary>
    internal static bool HasScoped(CompilationFacts facts) => facts.Get(ScopedBesideClients);

    /// <summary>
    /// The call that registers a type as scoped, of those with a key or of those without; null when none is seen, and when it is
    /// registered in another way, too.
    /// </summary>
    internal static IInvocationOperation? ScopedRegistrationOf(INamedTypeSymbol service, bool isKeyed, CompilationFacts facts)
    {
        IInvocationOperation? found = null;
        foreach (var (call, method) in Registrations(service, AllNames, facts))
        {
            if (method.IsKeyed != isKeyed)
                continue;

            if (method.Lifetime != ServiceLifetime.Scoped)
                return null;

            found ??= call;
        }

        return found;
    }

    /// <summary>The same for a constructor parameter, whose attribute may name a key.</summary>
    internal static IInvocationOperation? ScopedRegistrationOf(IParameterSymbol parameter, CompilationFacts facts) =>
        parameter.Type is INamedTypeSymbol service ? ScopedRegistrationOf(service, ServiceResolution.IsKeyed(parameter), facts) : null;

    /// <summary>Whether a type is registered as a singleton itself.</summary>
    internal static bool IsSingleton(INamedTypeSymbol service, CompilationFacts facts) => Registrations(service, SingletonNames, facts).Any();

    /// <summary>
    /// Whether a type is registered, as a service or behind one, so that a scope or whoever asks gets a new object; false where it
    /// is registered as a singleton, too.
    /// </summary>
    internal static bool IsMadeOften(INamedTypeSymbol type, CompilationFacts facts)
    {
        var isOften = false;
        foreach (var node in facts.CallsNamed(AllNames))
        {
            if (RegistrationOf(type, node, facts) is not { } method)
                continue;

            if (method.Lifetime == ServiceLifetime.Singleton)
                return false;

            isOften = true;
        }

        return isOften;
    }

    /// <summary>Whether a type is registered, as a service or behind one, by another method than that of this name.</summary>
    internal static bool IsRegisteredOtherwise(INamedTypeSymbol type, string name, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(AllNames))
        {
            if (RegistrationOf(type, node, facts) is { } method && method.Name != name)
                return true;
        }

        return false;
    }

    /// <summary>Whether a call registers a singleton.</summary>
    internal static bool IsSingleton(IInvocationOperation call) => RegistrationMethod.Of(call) is { Lifetime: ServiceLifetime.Singleton };

    /// <summary>Whether a call registers a service that is scoped or transient.</summary>
    internal static bool IsOften(IInvocationOperation call) => RegistrationMethod.Of(call) is { Lifetime: not ServiceLifetime.Singleton };

    /// <summary>
    /// The services that can be asked for by their type alone, in the order of the files' paths and of the source, each once. Empty
    /// when no registration is seen.
    /// </summary>
    internal static List<INamedTypeSymbol> ServicesIn(CompilationFacts facts)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var node in facts.CallsNamed(AllNames)
            .OrderBy(static node => node.SyntaxTree.FilePath, System.StringComparer.Ordinal).ThenBy(static node => PositionOf(node)))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call
                && RegistrationMethod.Of(call) is { IsKeyed: false, IsHosted: false }
                && TypesOf(call) is { Count: > 0 } types
                && !types[0].IsUnboundGenericType
                && !found.Contains(types[0], SymbolEqualityComparer.Default))
                found.Add(types[0]);
        }

        return found;
    }

    /// <summary>Where the name of the method ends: calls of one chain begin at the same place.</summary>
    private static int PositionOf(ExpressionSyntax call) => (call as InvocationExpressionSyntax)?.Expression.Span.End ?? call.SpanStart;

    private static RegistrationMethod? RegistrationOf(INamedTypeSymbol type, ExpressionSyntax node, CompilationFacts facts) =>
        Names(node, type.Name) && facts.Bodies.OperationOf(node) is IInvocationOperation call && RegistrationMethod.Of(call) is { } method
        && (SymbolEqualityComparer.Default.Equals(ImplementationOf(call, facts.Bodies), type)
            || TypesOf(call).Contains(type, SymbolEqualityComparer.Default))
            ? method
            : null;

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
            if (argument is { Value: ITypeOfOperation { TypeOperand: INamedTypeSymbol type }, Parameter.Name: not KeyParameter })
                types.Insert(argument.Parameter.Name == "serviceType" ? 0 : types.Count, type);
        }

        return types;
    }

    private static IEnumerable<(IInvocationOperation Call, RegistrationMethod Method)> Registrations(
        INamedTypeSymbol service, string[] names, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(names))
        {
            if (Names(node, service.Name)
                && facts.Bodies.OperationOf(node) is IInvocationOperation call
                && RegistrationMethod.Of(call) is { IsHosted: false } method
                && TypesOf(call) is { Count: > 0 } types
                && SymbolEqualityComparer.Default.Equals(types[0], service))
                yield return (call, method);
        }
    }

    /// <summary>
    /// Whether a call names a type, itself or by an alias of the file: in its type arguments, its <c>typeof</c>, or (where the type is inferred) anywhere
    /// in its arguments.
    /// </summary>
    internal static bool Names(ExpressionSyntax call, string type)
    {
        var aliases = FileAliases.In(call.SyntaxTree);
        foreach (var token in call.DescendantTokens())
        {
            if (token.ValueText == type || (aliases.Count > 0 && aliases.TryGetValue(token.ValueText, out var target) && target == type))
                return true;
        }

        return false;
    }
}
