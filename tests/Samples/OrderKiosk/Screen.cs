using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Shows the order on the screen of the kiosk.</summary>
internal sealed class Screen(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> ShowAsync(string id, CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(cancellationToken);
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(
            new OrderRequest { Id = id }, new Metadata { { "authorisation", "Bearer " + token } }, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
