using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Acme.OrderHarbor;

/// <summary>Lets callers with the key of the pier in.</summary>
public sealed class PierInterceptor : Interceptor
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return await continuation(request, context);
    }

    private static void Check(ServerCallContext context)
    {
        var sent = Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue("x-api-key") ?? "");
        if (!CryptographicOperations.FixedTimeEquals(sent, Key))
            throw new RpcException(new Status(StatusCode.Unauthenticated, "unknown key"));
    }
}
