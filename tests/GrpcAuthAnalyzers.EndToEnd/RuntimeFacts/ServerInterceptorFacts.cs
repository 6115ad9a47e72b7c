using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Which calls a server interceptor sees (6007).</summary>
public sealed class ServerInterceptorFacts
{
    [Fact]
    public async Task A_check_in_the_unary_handler_leaves_streams_open()
    {
        await using var server = await StartAsync<UnaryCheck>();
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(server));
        Assert.Equal(StatusCode.OK, await StreamAsync(server));
    }

    [Fact]
    public async Task A_check_in_every_handler_refuses_streams_too()
    {
        await using var server = await StartAsync<WholeCheck>();
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(server));
        Assert.Equal(StatusCode.Unauthenticated, await StreamAsync(server));
    }

    private static async Task<WebApplication> StartAsync<TInterceptor>()
        where TInterceptor : Interceptor
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.Interceptors.Add<TInterceptor>());
        var app = builder.Build();
        app.MapGrpcService<EchoServer.Echo>();
        await app.StartAsync();
        return app;
    }

    private static async Task<StatusCode> CallAsync(WebApplication server)
    {
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        return await StatusOfAsync(async () => await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest()));
    }

    private static async Task<StatusCode> StreamAsync(WebApplication server)
    {
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        using var call = new Orders.OrdersClient(channel).TrackOrders();
        return await StatusOfAsync(async () =>
        {
            await call.RequestStream.WriteAsync(new OrderRequest { Id = "1" });
            await call.ResponseStream.MoveNext(CancellationToken.None);
        });
    }

    private static async Task<StatusCode> StatusOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private static void Check(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("x-api-key") is null)
            throw new RpcException(new Status(StatusCode.Unauthenticated, "no key"));
    }

    /// <summary>Refuses unary calls without a key.</summary>
    public class UnaryCheck : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Check(context);
            return continuation(request, context);
        }
    }

    /// <summary>Refuses unary calls and streams without a key.</summary>
    public sealed class WholeCheck : UnaryCheck
    {
        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Check(context);
            return continuation(requestStream, responseStream, context);
        }
    }
}
