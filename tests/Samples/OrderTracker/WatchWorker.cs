using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Watches for new orders: a stream that has ended is opened again, and goes on with the next order.</summary>
internal sealed class WatchWorker(TokenSource tokens, ClientSettings settings, CallLog log) : BackgroundService
{
    private const int Streams = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var orders = new Orders.OrdersClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(stoppingToken)}" } };

        var seen = 0;
        var streams = 0;
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        while (!closing.IsCancellationRequested)
        {
            await log.RunAsync("WatchOrders", async () =>
            {
                using var watch = orders.WatchOrders(new WatchRequest { After = seen }, headers, cancellationToken: stoppingToken);
                seen += await watch.ResponseStream.ReadToEndAsync(stoppingToken);
            });
            if (++streams == Streams)
                await closing.CancelAsync();
        }
    }
}
