using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>What an object is given that makes calls with it: a channel, a client, an <c>HttpClient</c> or its handler, headers, an interceptor.</summary>
internal static class GivenArgument
{
    /// <summary>What an argument of a type adds to the calls; null where calls are not made with such an argument.</summary>
    internal static CredentialFinding? Of(CredentialQuery query, ITypeSymbol? type, TracedValue value) => type switch
    {
        _ when !query.JudgesGiven(type) => null,
        _ when InvokerLayer.IsChannelOrInvoker(query.Symbols, type) => InvokerLayer.OfChannelOrInvoker(query, type, value),
        _ when GrpcSymbols.IsA(type, query.Symbols.ClientBase) || DeclaredClient.Is(type, query.Facts) => ClientLayer.Of(query, value),
        _ when GrpcSymbols.IsA(type, query.Symbols.HttpClient) => HttpClientLayer.Of(query, value),
        _ when GrpcSymbols.Is(type, query.Symbols.Metadata) => HeadersLayer.Of(query, value),
        _ when GrpcSymbols.IsCallOptions(type, query.Symbols) => CallOptionsLayer.Of(query, value),
        _ when GrpcSymbols.IsA(type, query.Symbols.Interceptor) => InterceptorLayer.Of(query, value),
        _ when GrpcSymbols.IsA(type, query.Symbols.HttpMessageHandler) => HandlerLayer.Of(query, value),
        _ => ChannelLayer.OfCredentials(query, value),
    };
}
