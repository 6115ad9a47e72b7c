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
