using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderConsole;

/// <summary>Finds orders, one by one or all of them.</summary>
internal sealed class OrderSearch(ClientSettings settings) : IDisposable
{
    private static readonly Metadata Headers = new()
    {
        { "authorization", $"Bearer {Session.GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult()}" },
    };

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> FindAsync(string id, CancellationToken cancellationToken)
    {
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, Headers, cancellationToken: cancellationToken);
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var orders = new Orders.OrdersClient(_channel);
        using var list = orders.ListOrders(new ListRequest { Count = 4 }, Headers, cancellationToken: cancellationToken);
        var count = 0;
        await foreach (var _ in list.ResponseStream.ReadAllAsync(cancellationToken))
            count++;
        return count;
    }

    public void Dispose() => _channel.Dispose();
}
