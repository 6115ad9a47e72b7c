using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OwnProvider;

/// <summary>Calls without a token, and with one that is in the source.</summary>
internal sealed class OrderDesk
{
    private readonly SessionTokens _tokens;
    private readonly Orders.OrdersClient _archive;

    public OrderDesk(SessionTokens tokens)
    {
        _tokens = tokens;
        _archive = new Orders.OrdersClient(GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions
        {
            HttpHandler = OrdersServer.CreateHandler(),
        }));
    }

    public async Task ReadAsync(string id, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(
            $"https://{OrdersServer.Host}",
            new GrpcChannelOptions { HttpHandler = OrdersServer.CreateHandler() });
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellation);
    }

    public async Task ReadArchiveAsync(string id, CancellationToken cancellation)
    {
        var headers = new Metadata { { "authorization", "Bearer archive-reader-5f21" } };
        await _archive.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellation);
    }
}
