using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Follows orders on one stream that stays open, and opens the next one when it has ended.</summary>
internal sealed class TrackingWorker(TokenSource tokens, ClientSettings settings, CallLog log) : BackgroundService
{
    private const int OrdersPerStream = 6;
    private const int Streams = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var token = await tokens.GetTokenAsync(stoppingToken);
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });

        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
        });
        var orders = new Orders.OrdersClient(channel);

        for (var stream = 1; stream <= Streams; stream++)
        {
            await log.RunAsync("GetOrder", async () => await orders.GetOrderAsync(new OrderRequest { Id = "1" }, cancellationToken: stoppingToken));
            await log.RunAsync("ListOrders", () => ListAsync(orders, stoppingToken));
            await log.RunAsync("TrackOrders", () => TrackAsync(orders, stoppingToken));
        }
    }

    private static async Task ListAsync(Orders.OrdersClient orders, CancellationToken cancellationToken)
    {
        using var list = orders.ListOrders(new ListRequest { Count = 3 }, cancellationToken: cancellationToken);
        await foreach (var order in list.ResponseStream.ReadAllAsync(cancellationToken))
            Console.WriteLine($"  order {order.Id}");
    }

    private async Task TrackAsync(Orders.OrdersClient orders, CancellationToken cancellationToken)
    {
        using var track = orders.TrackOrders(cancellationToken: cancellationToken);
        for (var number = 1; number <= OrdersPerStream; number++)
        {
            await track.RequestStream.TryWriteAsync(new OrderRequest { Id = $"{number}" });
            await track.ResponseStream.MoveNext(cancellationToken);
            await Task.Delay(settings.Pause / OrdersPerStream, cancellationToken);
        }

        await track.RequestStream.CompleteAsync();
        await track.ResponseStream.MoveNext(cancellationToken);
    }
}
