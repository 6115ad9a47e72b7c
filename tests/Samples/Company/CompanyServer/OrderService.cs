using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.Company.Server;

/// <summary>Orders, for callers with a valid token; where a parcel is, for everybody.</summary>
[Authorize]
public sealed class OrderService : Orders.OrdersBase
{
    public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) =>
        Task.FromResult(new Order { Id = request.Id, Customer = context.GetHttpContext().User.Identity?.Name ?? "" });

    public override async Task ListOrders(ListRequest request, IServerStreamWriter<Order> responses, ServerCallContext context)
    {
        for (var number = 1; number <= request.Count; number++)
            await responses.WriteAsync(new Order { Id = $"{number}" }, context.CancellationToken);
    }

    [AllowAnonymous]
    public override Task<Order> TrackParcel(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order { Id = request.Id });
}
