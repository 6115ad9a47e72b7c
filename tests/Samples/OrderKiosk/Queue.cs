using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Asks for an order, and does not wait long for it.</summary>
internal sealed class Queue(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> AskAsync(string id, CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(cancellationToken);
        var orders = new Orders.OrdersClient(_channel);
        var headers = new Metadata { { "authorization", "Bearer " + token }, { "grpc-timeout", "5S" } };
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
