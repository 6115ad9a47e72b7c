using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.OrderHarbor;

/// <summary>Orders, for callers with a valid token.</summary>
[Authorize]
public sealed class HarborOrders : Orders.OrdersBase
{
    public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order { Id = request.Id });
}
