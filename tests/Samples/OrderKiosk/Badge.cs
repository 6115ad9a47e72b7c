using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Says which kiosk asks, for the proxy of the shopping mall.</summary>
internal sealed class Badge(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata
        {
            { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" },
            { "kiosk_token", settings.User },
        };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
