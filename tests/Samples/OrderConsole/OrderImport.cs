using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderConsole;

/// <summary>Imports the orders of a batch.</summary>
internal sealed class OrderImport(ClientSettings settings) : IDisposable
{
    private const string ImportToken = "import-batch-7c1f09";

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
    });

    public async Task<int> UploadAsync(IReadOnlyList<Order> batch, CancellationToken cancellationToken)
    {
        var orders = new Orders.OrdersClient(_channel);
        var headers = new Metadata { { "authorization", $"Bearer {ImportToken}" } };

        using var upload = orders.UploadOrders(headers, cancellationToken: cancellationToken);
        foreach (var order in batch)
            await upload.RequestStream.TryWriteAsync(order);
        await upload.RequestStream.CompleteAsync();
        return (await upload.ResponseAsync).Count;
    }

    public void Dispose() => _channel.Dispose();
}
