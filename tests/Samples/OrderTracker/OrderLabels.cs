using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>The labels on parcels.</summary>
internal sealed class OrderLabels(TokenSource tokens, ClientSettings settings)
{
    public async Task PrintAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = Open();
        var options = new CallOptions(cancellationToken: cancellationToken);
        options.WithHeaders(new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } });
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, options);
    }

    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = Open();
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    }

    private GrpcChannel Open() => GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });
}
