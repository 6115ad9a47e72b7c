using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Reads the order that a coupon belongs to.</summary>
internal sealed class Coupon(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> RedeemAsync(string id, CancellationToken cancellationToken)
    {
        var accessToken = await tokens.GetTokenAsync(cancellationToken);
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(
            new OrderRequest { Id = id }, new Metadata { { "authorization", accessToken } }, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
