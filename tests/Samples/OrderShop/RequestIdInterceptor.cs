using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Acme.OrderShop;

/// <summary>Gives every call an id that the logs of both sides show.</summary>
internal sealed class RequestIdInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var headers = new Metadata { { "x-request-id", Guid.NewGuid().ToString("N") } };
        var options = new CallOptions(headers, context.Options.Deadline, context.Options.CancellationToken);
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
    }
}
