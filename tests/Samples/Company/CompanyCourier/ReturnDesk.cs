using Acme.Common;
using Acme.Company.Platform;
using Grpc.Net.Client;

namespace Acme.Company.Courier;

/// <summary>Opens a channel of its own, without the token. One of the two calls needs it.</summary>
internal sealed class ReturnDesk(ClientSettings settings, CompanyTokens tokens)
{
    /// <summary>Whether the application can log in at all.</summary>
    public async Task<bool> IsOpenAsync() => (await tokens.GetTokenAsync()).Length > 0;

    public async Task RunAsync(CallLog log)
    {
        using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
        var orders = new Orders.OrdersClient(channel);
        var request = new OrderRequest { Id = "17" };
        await log.RunAsync("TrackParcel, returns", async () => await orders.TrackParcelAsync(request));
        await log.RunAsync("GetOrder, returns", async () => await orders.GetOrderAsync(request));
    }
}
