using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Interceptors and handlers that the client factory creates once for a channel: interceptors, which is their default scope
/// (GrpcHttpClientBuilderExtensions.cs of grpc-dotnet), and message handlers, because the channel keeps the first ones forever
/// (GrpcCallInvokerFactory.cs).
/// </summary>
internal static class ChannelScopedService
{
    /// <summary>
    /// The type of the interceptor or handler that is added; null when it is not seen, when it is made for each client, and for
    /// handlers of other clients.
    /// </summary>
    internal static INamedTypeSymbol? Of(IInvocationOperation added, CompilationFacts facts)
    {
        var isMadeOnce = added.TargetMethod.Name == "AddInterceptor"
            ? GrpcSymbols.Is(added.TargetMethod.ContainingType, facts.Symbols.ClientBuilderExtensions) && ScopeOf(added) == ChannelScope
            : AddedService.IsOnGrpcClient(added, facts);
        return isMadeOnce ? AddedService.Of(added, facts.Bodies) : null;
    }

    /// <summary>The value of <c>InterceptorScope.Channel</c>.</summary>
    private const int ChannelScope = 0;

    /// <summary>Whether an interceptor is made for each client: <c>InterceptorScope.Client</c>.</summary>
    internal static bool IsForEachClient(IInvocationOperation added) => ScopeOf(added) == ChannelScope + 1;

    /// <summary>The scope that is given, else the default; null when it is not constant.</summary>
    private static int? ScopeOf(IInvocationOperation added)
    {
        foreach (var argument in added.Arguments)
        {
            if (argument.Parameter?.Type.Is("Grpc.Net.ClientFactory.InterceptorScope") == true)
                return argument.Value.ConstantValue is { HasValue: true, Value: int scope } ? scope : null;
        }

        return ChannelScope;
    }
}
