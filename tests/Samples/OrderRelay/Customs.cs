using System.Net;
using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Clears orders.</summary>
internal sealed class Customs(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions { HttpHandler = CreateHandler(settings) });

    public async Task<Order> ClearAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();

    private static SocketsHttpHandler CreateHandler(ClientSettings settings)
    {
        var handler = PinnedCertificate.CreateHandler(settings.CertificatePath);
        handler.Credentials = CredentialCache.DefaultCredentials;
        return handler;
    }
}
