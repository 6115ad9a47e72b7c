using Acme.Common;
using Acme.Company.Platform;

namespace Acme.Company.Courier;

/// <summary>Opens a channel of the company: one call passes its headers, and one needs none.</summary>
internal sealed class ParcelDesk(ClientSettings settings, CompanyTokens tokens)
{
    public async Task RunAsync(CallLog log)
    {
        using var channel = CompanyPlatform.OpenChannel(settings);
        var orders = new Orders.OrdersClient(channel);
        var request = new OrderRequest { Id = "17" };
        await log.RunAsync("TrackParcel, parcels", async () => await orders.TrackParcelAsync(request));
        await log.RunAsync("GetOrder, parcels", async () => await orders.GetOrderAsync(request, await tokens.CreateHeadersAsync()));
    }
}
