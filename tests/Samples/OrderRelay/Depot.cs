using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders for the depot, which once ran beside the server.</summary>
internal sealed class Depot : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CallCredentials _credentials;

    public Depot(ClientSettings settings, TokenSource tokens)
    {
        var handler = PinnedCertificate.CreateHandler(settings.CertificatePath);
        var port = Environment.GetEnvironmentVariable("ORDERS_PLAIN_PORT");
        _channel = GrpcChannel.ForAddress($"http://localhost:{port}", new GrpcChannelOptions { HttpHandler = handler });
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
