using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders for an outpost on the network of the server.</summary>
internal sealed class Outpost : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CallCredentials _credentials;

    public Outpost(ClientSettings settings, TokenSource tokens)
    {
        var port = Environment.GetEnvironmentVariable("ORDERS_PLAIN_PORT");
        _channel = GrpcChannel.ForAddress($"http://{settings.Host.Split(':')[0]}:{port}", new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        _credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"));
    }

    public async Task<Order> ReadAsync(string id)
    {
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, new CallOptions(credentials: _credentials));
    }

    public void Dispose() => _channel.Dispose();
}
