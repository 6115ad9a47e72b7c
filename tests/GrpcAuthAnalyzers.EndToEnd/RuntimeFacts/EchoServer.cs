using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A server on loopback that answers each call with the metadata that arrived.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoServer(WebApplication app)
    {
        _app = app;
        Channel = GrpcChannel.ForAddress(app.Urls.Single());
        Orders = new Orders.OrdersClient(Channel);
    }

    public GrpcChannel Channel { get; }

    public Orders.OrdersClient Orders { get; }

    public static async Task<EchoServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Echo>();
        await app.StartAsync();
        return new EchoServer(app);
    }

    /// <summary>The entries that arrive of these, as <c>key=value</c>, and <c>no deadline</c> where there is none.</summary>
    public async Task<string[]> SendAsync(Metadata headers) => (await Orders.GetOrderAsync(new OrderRequest(), headers)).Id.Split('\n');

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Answers with what arrived, and with a header of its own.</summary>
    public sealed class Echo : Orders.OrdersBase
    {
        public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "X-Answer", "yes" } });
            var arrived = context.RequestHeaders.Select(entry => $"{entry.Key}={(entry.IsBinary ? "bytes" : entry.Value)}");
            return new Order { Id = string.Join('\n', arrived.Append(context.Deadline == DateTime.MaxValue ? "no deadline" : "deadline")) };
        }

        public override async Task TrackOrders(
            IAsyncStreamReader<OrderRequest> requestStream, IServerStreamWriter<Order> responseStream, ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
                await responseStream.WriteAsync(new Order { Id = requestStream.Current.Id });
        }
    }
}
