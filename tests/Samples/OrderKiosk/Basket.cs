using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Adds up what is in the basket.</summary>
internal sealed class Basket(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> TotalAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
