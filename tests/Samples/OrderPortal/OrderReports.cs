using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderPortal;

/// <summary>Numbers for the front page, each from a connection of its own.</summary>
internal sealed class OrderReports(AccessTokenProvider tokens, ClientSettings settings)
{
    private const string CorrectionKey = "corrections-desk-2231";

    private Metadata? _invoiceHeaders;

    public async Task<Order> LatestAsync(CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        return await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "99" }, cancellationToken: cancellationToken);
    }

    public async Task<int> TotalAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var invoices = new Invoices.InvoicesClient(channel);
        _invoiceHeaders ??= new Metadata { { "authorization", $"Bearer {await tokens.GetAccessTokenAsync(cancellationToken)}" } };

        var total = 0;
        foreach (var id in ids)
            total += (await invoices.GetInvoiceAsync(new OrderRequest { Id = id }, _invoiceHeaders, cancellationToken: cancellationToken)).Cents;
        return total;
    }

    public async Task CorrectAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + CorrectionKey);
                return Task.CompletedTask;
            })),
        });
        using var upload = new Orders.OrdersClient(channel).UploadOrders(cancellationToken: cancellationToken);
        foreach (var id in ids)
            await upload.RequestStream.TryWriteAsync(new Order { Id = id });
        await upload.RequestStream.CompleteAsync();
        await upload.ResponseAsync;
    }
}
