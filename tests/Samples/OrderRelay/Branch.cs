using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders for a branch office.</summary>
internal sealed class Branch : IDisposable
{
    private readonly TokenSource _tokens;
    private readonly GrpcChannel _channel;

    public Branch(ClientSettings settings, TokenSource tokens)
    {
        AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true);
        _tokens = tokens;
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
    }

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await _tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
