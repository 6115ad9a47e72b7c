using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Acme.OrderShop;

/// <summary>Adds the token of the shop to what is asked of the delivery service.</summary>
internal sealed class DeliveryInterceptor(ShopTokens tokens) : Interceptor
{
    private readonly CallCredentials _credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
        metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var credentials = context.Options.Credentials is { } given ? CallCredentials.Compose(given, _credentials) : _credentials;
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(credentials)));
    }
}
