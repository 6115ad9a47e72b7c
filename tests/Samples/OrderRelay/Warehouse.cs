using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Picks orders, over a connection of its own for each.</summary>
internal sealed class Warehouse(ClientSettings settings, TokenSource tokens)
{
    public async Task<Order> PickAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            Credentials = new SslCredentials(File.ReadAllText(settings.CertificatePath)),
        });
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }
}
