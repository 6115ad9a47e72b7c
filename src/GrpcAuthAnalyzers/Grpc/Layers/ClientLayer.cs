using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this client, by what it was made from, add a credential?</summary>
internal static class ClientLayer
{
    /// <summary>The presence of the channel or invoker that the client is made from. Injected clients and test doubles are Unknown.</summary>
    internal static Presence Of(CredentialQuery query, Value client) => query.Either(client, origin =>
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
                return null;
            case IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation when IsGenerated(query.Symbols, creation.Type):
                return InvokerLayer.OfChannelOrInvoker(query, arguments[0].Parameter?.Type, origin.Value.With(arguments[0].Value));
            case IInvocationOperation { TargetMethod.Name: "WithHost", Instance: { } client } when GrpcSymbols.IsA(client.Type, query.Symbols.ClientBase):
                return Of(query, origin.Value.With(client));
            case IInvocationOperation { TargetMethod: { Name: "CreateGrpcService" } create, Arguments: { Length: > 0 } arguments } when GrpcSymbols.Is(create.ContainingType, query.Symbols.CodeFirstClientFactory):
                return InvokerLayer.OfChannelOrInvoker(query, arguments[0].Parameter?.Type, origin.Value.With(arguments[0].Value));
            default:
                return Presence.Unknown;
        }
    });

    /// <summary>A client of grpc_csharp_plugin derives from <c>ClientBase&lt;T&gt;</c> itself; what a subclass does is not known.</summary>
    private static bool IsGenerated(GrpcSymbols symbols, ITypeSymbol? type) =>
        type?.BaseType is { IsGenericType: true } baseType && GrpcSymbols.Is(baseType.BaseType, symbols.ClientBase);
}
