using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Looks at the queue of new orders again and again.</summary>
internal sealed class QueueWorker(TokenSource tokens, OrderAlerts alerts, ClientSettings settings, CallLog log) : BackgroundService
{
    private const int Looks = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var orders = new Orders.OrdersClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(stoppingToken)}" } };

        var looks = 0;
        using var timer = new PeriodicTimer(settings.Pause);
        do
        {
            await log.RunAsync("GetOrder, queue", async () =>
                await orders.GetOrderAsync(new OrderRequest { Id = "1" }, headers, cancellationToken: stoppingToken));
            await log.RunAsync("GetOrder, raise", () => alerts.RaiseAsync("1", stoppingToken));
            await log.RunAsync("GetOrder, lift", () => alerts.LiftAsync("1", stoppingToken));
            await log.RunAsync("UploadOrders, clear", () => alerts.ClearAsync(["1"], stoppingToken));
            if (++looks == Looks)
                timer.Dispose();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
