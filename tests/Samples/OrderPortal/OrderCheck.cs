using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.ClientFactory;

namespace Acme.OrderPortal;

/// <summary>Reads through the orders when the portal starts, and once more a little later; then the portal stops.</summary>
internal sealed class OrderCheck(
    IServiceScopeFactory scopes, OrderReports reports, CustomerVisit visit, ClientSettings settings, CallLog log, IHostApplicationLifetime lifetime) : BackgroundService
{
    public const string Archive = "archive";
    public const string Customers = "customers";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 1; round <= 2; round++)
        {
            if (round > 1)
                await Task.Delay(settings.Pause, stoppingToken);
            log.Round(round);

            await using var scope = scopes.CreateAsyncScope();
            await ReadAsync("", scope.ServiceProvider.GetRequiredService<Orders.OrdersClient>(), stoppingToken);

            var archive = scope.ServiceProvider.GetRequiredService<GrpcClientFactory>().CreateClient<Orders.OrdersClient>(Archive);
            await ReadAsync(", archive", archive, stoppingToken);

            await log.RunAsync("GetOrder, latest", () => reports.LatestAsync(stoppingToken));
            await log.RunAsync("GetInvoice, totals", () => reports.TotalAsync(["17", "18"], stoppingToken));
            await log.RunAsync("UploadOrders, corrections", () => reports.CorrectAsync(["17", "18"], stoppingToken));

            await log.RunAsync("GetOrder, acme", () => visit.LookAsync("acme", stoppingToken));
            await log.RunAsync("GetOrder, birch", () => visit.LookAsync("birch", stoppingToken));
        }

        lifetime.StopApplication();
    }

    private async Task ReadAsync(string place, Orders.OrdersClient orders, CancellationToken cancellationToken)
    {
        await log.RunAsync("GetOrder" + place, async () => await orders.GetOrderAsync(new OrderRequest { Id = "17" }, cancellationToken: cancellationToken));

        await log.RunAsync("GetOrder, blocking" + place, () => Task.FromResult(orders.GetOrder(new OrderRequest { Id = "18" }, cancellationToken: cancellationToken)));

        await log.RunAsync("ListOrders" + place, async () =>
        {
            using var list = orders.ListOrders(new ListRequest { Count = 3 }, cancellationToken: cancellationToken);
            await foreach (var order in list.ResponseStream.ReadAllAsync(cancellationToken))
                Console.WriteLine($"  order {order.Id}");
        });

        await log.RunAsync("UploadOrders" + place, async () =>
        {
            using var upload = orders.UploadOrders(cancellationToken: cancellationToken);
            await upload.RequestStream.TryWriteAsync(new Order { Id = "19", Customer = "acme" });
            await upload.RequestStream.CompleteAsync();
            await upload.ResponseAsync;
        });

        await log.RunAsync("TrackOrders" + place, async () =>
        {
            using var track = orders.TrackOrders(cancellationToken: cancellationToken);
            await track.RequestStream.TryWriteAsync(new OrderRequest { Id = "17" });
            await track.ResponseStream.MoveNext(cancellationToken);
            await track.RequestStream.CompleteAsync();
            await track.ResponseStream.MoveNext(cancellationToken);
        });
    }
}
