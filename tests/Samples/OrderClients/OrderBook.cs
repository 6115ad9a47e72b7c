using Acme.Common;
using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderClients;

/// <summary>The orders of the company, for the applications that do not want to know of gRPC.</summary>
public sealed class OrderBook(Orders.OrdersClient orders)
{
    public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id });

    public async Task<Order> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);

    public async IAsyncEnumerable<Order> ListAsync(int count)
    {
        using var list = orders.ListOrders(new ListRequest { Count = count });
        await foreach (var order in list.ResponseStream.ReadAllAsync())
            yield return order;
    }

    public async Task<int> AddAsync(IEnumerable<Order> added, CancellationToken cancellationToken = default)
    {
        using var upload = orders.UploadOrders(cancellationToken: cancellationToken);
        foreach (var order in added)
            await upload.RequestStream.TryWriteAsync(order);
        await upload.RequestStream.CompleteAsync();
        return (await upload.ResponseAsync).Count;
    }

    public async Task<IReadOnlyList<Order>> TrackAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        var found = new List<Order>();
        using var track = orders.TrackOrders(cancellationToken: cancellationToken);
        foreach (var id in ids)
        {
            await track.RequestStream.TryWriteAsync(new OrderRequest { Id = id });
            if (await track.ResponseStream.MoveNext(cancellationToken))
                found.Add(track.ResponseStream.Current);
        }

        await track.RequestStream.CompleteAsync();
        await track.ResponseStream.MoveNext(cancellationToken);
        return found;
    }
}
