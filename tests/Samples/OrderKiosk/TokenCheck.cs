using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderKiosk;

/// <summary>Reads an order with the headers that the caller has made, and refuses to call without a token.</summary>
internal sealed class TokenCheck(ClientSettings settings, TokenSource tokens) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "Authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        if (headers.FirstOrDefault(entry => entry.Key == "Authorization")?.Value is null)
            throw new RpcException(new Status(StatusCode.Unauthenticated, "There is no token."));

        return await new Orders.OrdersClient(_channel).GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}
