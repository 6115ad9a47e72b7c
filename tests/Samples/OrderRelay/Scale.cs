using System.Net;
using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Weighs orders.</summary>
internal sealed class Scale(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        HttpVersion = HttpVersion.Version11,
    });

    public async Task<Order> WeighAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
