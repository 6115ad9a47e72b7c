using Acme.Common;
using Acme.Ordering;
using Azure.Core;
using Grpc.Net.Client;

namespace Acme.AzureCore;

/// <summary>Has a credential, and calls without it.</summary>
internal sealed class OrderDesk(TokenCredential credential)
{
    private const string OrdersScope = "api://orders/.default";

    /// <summary>Fails here, at the start, when there is no identity.</summary>
    public async Task CheckAsync(CancellationToken cancellation) =>
        await credential.GetTokenAsync(new TokenRequestContext([OrdersScope]), cancellation);

    public async Task ReadAsync(string id, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions
        {
            HttpHandler = OrdersServer.CreateHandler(),
        });
        var orders = new Orders.OrdersClient(channel);
        await orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellation);
    }
}
