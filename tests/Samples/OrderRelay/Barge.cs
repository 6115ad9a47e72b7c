using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Ships orders on the river.</summary>
internal sealed class Barge : IDisposable
{
    private readonly GrpcChannel _channel;

    public Barge(ClientSettings settings, TokenSource tokens)
    {
        var options = new GrpcChannelOptions { HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath) };
        _channel = GrpcChannel.ForAddress(settings.Address, options);

        var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"));
        options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials);
    }

    public async Task<Order> ShipAsync(string id, CancellationToken cancellationToken)
    {
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
