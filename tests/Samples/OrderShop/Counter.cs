using Acme.Common;
using Acme.OrderClients;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.ClientFactory;

namespace Acme.OrderShop;

/// <summary>The counter of the shop: serves what is in the book in the morning and once more later, then closes.</summary>
internal sealed class Counter(
    OrderBook book, Cashier cashier, GrpcClientFactory clients, ClientSettings settings, CallLog log, IHostApplicationLifetime lifetime) : BackgroundService
{
    public const string Catalogue = "catalogue";
    public const string Delivery = "delivery";
    public const string Repairs = "repairs";
    public const string Returns = "returns";
    public const string Stock = "stock";
    public const string Supplies = "supplies";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 1; round <= 2; round++)
        {
            if (round > 1)
                await Task.Delay(settings.Pause, stoppingToken);
            log.Round(round);

            await log.RunAsync("Get", () => Task.FromResult(book.Get("17")));
            await log.RunAsync("GetAsync", () => book.GetAsync("18", stoppingToken));
            await log.RunAsync("ListAsync", async () =>
            {
                await foreach (var order in book.ListAsync(3))
                    Console.WriteLine($"  order {order.Id}");
            });
            await log.RunAsync("AddAsync", () => book.AddAsync([new Order { Id = "19" }], stoppingToken));
            await log.RunAsync("TrackAsync", () => book.TrackAsync(["17", "18"], stoppingToken));

            foreach (var name in new[] { Returns, Stock, Delivery, Catalogue, Supplies, Repairs })
                await log.RunAsync("GetOrder, " + name, () => FindAsync(clients.CreateClient<Orders.OrdersClient>(name), stoppingToken));
            await log.RunAsync("ListOrders, delivery", () => ListAsync(clients.CreateClient<Orders.OrdersClient>(Delivery), stoppingToken));
            await log.RunAsync("GetInvoice, cashier", () => cashier.SumUpAsync("17", "18", stoppingToken));
        }

        lifetime.StopApplication();
    }

    private static async Task FindAsync(Orders.OrdersClient orders, CancellationToken cancellationToken) =>
        await orders.GetOrderAsync(new OrderRequest { Id = "17" }, cancellationToken: cancellationToken);

    private static async Task ListAsync(Orders.OrdersClient orders, CancellationToken cancellationToken)
    {
        using var list = orders.ListOrders(new ListRequest { Count = 2 }, cancellationToken: cancellationToken);
        await foreach (var order in list.ResponseStream.ReadAllAsync(cancellationToken))
            Console.WriteLine($"  order {order.Id}");
    }
}
