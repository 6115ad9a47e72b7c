using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>Objects that the service provider makes.</summary>
internal static class ServiceResolution
{
    /// <summary><c>services.GetRequiredService&lt;T&gt;()</c> and its like: the type that is asked for; null for other operations.</summary>
    internal static INamedTypeSymbol? TypeOf(IOperation operation) => operation switch
    {
        IInvocationOperation
        {
            TargetMethod:
            {
                Name: "GetRequiredService" or "GetService" or "GetRequiredKeyedService" or "GetKeyedService"
                    or "CreateInstance" or "GetServiceOrCreateInstance",
                IsStatic: true,
                TypeArguments: { Length: 1 } types
            } method,
        } when types[0] is INamedTypeSymbol type && method.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.DependencyInjection" => type,
        _ => null,
    };

    /// <summary>
    /// Whether a call asks a service provider for a client by its type alone, or the client factory for one by its type and name
    /// (<c>GrpcClientFactory.CreateClient&lt;T&gt;</c>).
    /// </summary>
    internal static bool GivesClient(IOperation operation, INamedTypeSymbol client) => operation is IInvocationOperation { TargetMethod: var method } call
        && method.Name switch
        {
            "GetRequiredService" or "GetService" => SymbolEqualityComparer.Default.Equals(TypeOf(call), client)
                || (call.Arguments.Length > 0
                    && call.Arguments.Last() is ITypeOfOperation { TypeOperand: var type } && SymbolEqualityComparer.Default.Equals(type, client)),
            "CreateClient" => method.ContainingType.Is("Grpc.Net.ClientFactory.GrpcClientFactory")
                && method.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(method.TypeArguments[0], client),
            _ => false,
        };

    /// <summary>Whether a call asks for the service of a key.</summary>
    internal static bool IsKeyed(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "GetRequiredKeyedService" or "GetKeyedService" };

    /// <summary>Whether a constructor takes the service of a key.</summary>
    internal static bool IsKeyed(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass.DerivesFrom("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute"))
                return true;
        }

        return false;
    }
}
