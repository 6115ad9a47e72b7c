using Acme.Ordering;
using Grpc.Core;
using Microsoft.Identity.Web;

namespace Acme.IdentityWeb;

/// <summary>Sends a token from the source, where tokens could be acquired.</summary>
internal sealed class OrderArchive
{
    private readonly Orders.OrdersClient _orders;
    private readonly ITokenAcquisition _acquisition;
    private readonly string _scope = "api://orders/.default";

    public OrderArchive(Orders.OrdersClient orders, ITokenAcquisition acquisition)
    {
        _orders = orders;
        _acquisition = acquisition;
    }

    public Task<string> CheckAsync() => _acquisition.GetAccessTokenForAppAsync(_scope);

    public async Task ReadAsync(string id, CancellationToken cancellation)
    {
        var headers = new Metadata { { "authorization", "Bearer archive-reader-5f21" } };
        await _orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellation);
    }
}
