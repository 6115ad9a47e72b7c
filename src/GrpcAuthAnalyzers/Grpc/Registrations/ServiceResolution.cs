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
                Name: "GetRequiredService" or "GetService" or "CreateInstance" or "GetServiceOrCreateInstance", IsStatic: true,
                TypeArguments: { Length: 1 } types
            } method,
        } when types[0] is INamedTypeSymbol type && method.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.DependencyInjection" => type,
        _ => null,
    };
}
