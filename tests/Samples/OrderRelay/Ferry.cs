using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders on board, where the server has another name.</summary>
internal sealed class Ferry : IDisposable
{
    private readonly TokenSource _tokens;
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress("http://orders.ferry.example");

    public Ferry(TokenSource tokens) => _tokens = tokens;

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await _tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
