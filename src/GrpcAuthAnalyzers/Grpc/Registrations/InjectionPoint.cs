using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>Parameters and properties that a framework fills from the service provider, by their type alone.</summary>
internal static class InjectionPoint
{
    /// <summary>
    /// Whether a value that is not seen is injected: the parameter of a constructor, of a handler that is mapped to a route, or one with
    /// <c>[FromServices]</c>; a property with <c>[Inject]</c>. False where a key is given, and for a value of another type.
    /// </summary>
    internal static bool Takes(Origin unseen, INamedTypeSymbol service, CompilationFacts facts) => unseen.Operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } when SymbolEqualityComparer.Default.Equals(parameter.Type, service) =>
            Takes(parameter, unseen.Operation, facts),
        IPropertyReferenceOperation { Property: var property } => Takes(property, service),
        _ => false,
    };

    /// <summary>Whether a component framework sets a property to a service: one with <c>[Inject]</c> and without a key.</summary>
    internal static bool Takes(IPropertySymbol property, INamedTypeSymbol service)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.AspNetCore.Components.InjectAttribute"))
                return SymbolEqualityComparer.Default.Equals(property.Type, service) && !HasKey(attribute);
        }

        return false;
    }

    private static bool HasKey(AttributeData attribute)
    {
        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == "Key")
                return true;
        }

        return false;
    }

    private static bool Takes(IParameterSymbol parameter, IOperation reference, CompilationFacts facts)
    {
        if (ServiceResolution.IsKeyed(parameter) || parameter.ContainingSymbol is not IMethodSymbol method)
            return false;

        return method.MethodKind switch
        {
            MethodKind.Constructor => true,
            MethodKind.AnonymousFunction => FunctionAround(reference, method) is { } lambda && IsMapped(lambda),
            _ => HasAttribute(parameter, "Microsoft.AspNetCore.Mvc.FromServicesAttribute") || AreMapped(method, reference, facts),
        };
    }

    /// <summary>Whether a method is only used as the handler of routes.</summary>
    private static bool AreMapped(IMethodSymbol method, IOperation inBody, CompilationFacts facts)
    {
        var mentions = Callers.SeenMentionsOf(method, inBody, facts.Bodies);
        foreach (var mention in mentions)
        {
            if (!IsMapped(mention))
                return false;
        }

        return mentions.Count > 0;
    }

    /// <summary><c>app.MapGet("/orders", handler)</c>: minimal APIs give a handler what its parameters ask for.</summary>
    private static bool IsMapped(IOperation handler) =>
        Arguments.Around(handler) is { Parent: IInvocationOperation { TargetMethod: { Name: var name, ContainingType: var type } } }
            && name.StartsWith("Map", System.StringComparison.Ordinal)
            && type.IsIn("Microsoft.AspNetCore.Builder");

    private static IOperation? FunctionAround(IOperation operation, IMethodSymbol lambda)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, lambda))
                return function;
        }

        return null;
    }

    private static bool HasAttribute(ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(fullName))
                return true;
        }

        return false;
    }
}
