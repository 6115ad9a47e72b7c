using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>What was noted on orders.</summary>
internal sealed class OrderNotes : IDisposable
{
    private readonly TokenSource _tokens;
    private readonly GrpcChannel _channel;
    private readonly Orders.OrdersClient _orders;

    public OrderNotes(TokenSource tokens, ClientSettings settings)
    {
        _tokens = tokens;
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        _orders = new Orders.OrdersClient(_channel);
    }

    public async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await _tokens.GetTokenAsync(cancellationToken)}" } };
        await _orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public async Task ListAsync(CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await _tokens.GetTokenAsync(cancellationToken)}" } };
        using var list = _orders.ListOrders(new ListRequest { Count = 2 }, headers, cancellationToken: cancellationToken);
        await list.ResponseStream.ReadToEndAsync(cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
