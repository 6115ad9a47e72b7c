using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.Company.Server;

/// <summary>Where the courier goes, for callers with a valid token.</summary>
[Authorize]
public sealed class RouteService : Routes.RoutesBase
{
    public override Task<Route> GetRoute(OrderRequest request, ServerCallContext context) =>
        Task.FromResult(new Route { OrderId = request.Id, Street = "Mill Lane" });

    public override Task<Route> ReportDelivery(OrderRequest request, ServerCallContext context) => Task.FromResult(new Route { OrderId = request.Id });
}
