using Acme.Common;
using Grpc.Core;

namespace Acme.Company.Desk;

/// <summary>Does all right: its orders bring the token of the company, and the shops need none.</summary>
internal sealed class OrderDesk(Orders.OrdersClient orders, Shops.ShopsClient shops)
{
    public async Task RunAsync(CallLog log)
    {
        await log.RunAsync("GetOrder, desk", async () => await orders.GetOrderAsync(new OrderRequest { Id = "17" }));
        await log.RunAsync("ListOrders, desk", ListAsync);
        await log.RunAsync("FindShop, desk", async () => await shops.FindShopAsync(new ShopRequest { Town = "Dale" }));
    }

    private async Task ListAsync()
    {
        using var call = orders.ListOrders(new ListRequest { Count = 2 });
        await foreach (var order in call.ResponseStream.ReadAllAsync())
            ArgumentException.ThrowIfNullOrEmpty(order.Id);
    }
}
