using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Watches for orders that come back, on a channel of its own.</summary>
internal sealed class ReturnsWorker(TokenSource tokens, ClientSettings settings, CallLog log) : BackgroundService
{
    private const int Streams = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var channel = await OpenAsync(stoppingToken);
        var orders = new Orders.OrdersClient(channel);

        var seen = 0;
        var streams = 0;
        while (!stoppingToken.IsCancellationRequested && streams++ < Streams)
        {
            await log.RunAsync("WatchOrders, returns", async () =>
            {
                using var watch = orders.WatchOrders(new WatchRequest { After = seen }, cancellationToken: stoppingToken);
                seen += await watch.ResponseStream.ReadToEndAsync(stoppingToken);
            });
        }
    }

    private async Task<GrpcChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(cancellationToken);
        return GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("authorization", $"Bearer {token}");
                return Task.CompletedTask;
            })),
        });
    }
}
