namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>Programs with a server interceptor that checks a key.</summary>
internal static class Interceptors
{
    internal const string Added = "builder.Services.AddGrpc(options => options.Interceptors.Add<KeyInterceptor>());";

    /// <summary>Refuses callers without a key.</summary>
    internal const string Guard = """
        if (context.RequestHeaders.GetValue("x-api-key") is null) throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
        """;

    /// <summary>A service that answers unary calls and streams.</summary>
    internal const string Tracking = """

        public sealed class TrackingService : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());

            public override Task TrackOrders(IAsyncStreamReader<OrderRequest> requests, IServerStreamWriter<Order> answers, ServerCallContext context) => Task.CompletedTask;
        }

        """;

    /// <summary>The interceptor with this in front of the unary call, and these members.</summary>
    internal static string KeyInterceptor(string unary, string members = "", bool isReported = true, string bases = "Grpc.Core.Interceptors.Interceptor") => $$"""

        public class {{(isReported ? "{|GRPCAUTH6007:KeyInterceptor|}" : "KeyInterceptor")}}(ILogger<object> logger) : {{bases}}
        {
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                {{unary}}
                return await continuation(request, context);
            }

            {{members}}

            public string Unused => logger.ToString()!;
        }

        """;

    /// <summary>The three handlers of streams with this body; <c>CONTINUE</c> stands for the call that goes on.</summary>
    internal static string Streams(string body) =>
        Handler("async Task<TResponse> ClientStreamingServerHandler", "IAsyncStreamReader<TRequest> requests", "ClientStreamingServerMethod", body.Replace("CONTINUE", "return await continuation(requests, context)").Replace("DEFAULT", "return default!"))
        + Handler("async Task ServerStreamingServerHandler", "TRequest request, IServerStreamWriter<TResponse> answers", "ServerStreamingServerMethod", body.Replace("CONTINUE", "await continuation(request, answers, context)").Replace("DEFAULT", "return"))
        + Handler("async Task DuplexStreamingServerHandler", "IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> answers", "DuplexStreamingServerMethod", body.Replace("CONTINUE", "await continuation(requests, answers, context)").Replace("DEFAULT", "return"));

    private static string Handler(string declaration, string first, string method, string body) => $$"""

            public override {{declaration}}<TRequest, TResponse>({{first}}, ServerCallContext context, {{method}}<TRequest, TResponse> continuation)
            {
                {{body}}
            }
        """;
}
