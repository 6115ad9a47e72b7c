using Acme.Common;

namespace Acme.Company.Courier;

/// <summary>Its client is registered, and nobody adds the token to it.</summary>
internal sealed class DeliveryRound(Routes.RoutesClient routes)
{
    public async Task RunAsync(CallLog log)
    {
        await log.RunAsync("GetRoute, round", async () => await routes.GetRouteAsync(new OrderRequest { Id = "17" }));
        await log.RunAsync("ReportDelivery, round", async () => await routes.ReportDeliveryAsync(new OrderRequest { Id = "17" }));
    }
}
