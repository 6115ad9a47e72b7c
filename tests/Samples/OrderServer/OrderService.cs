using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.OrderServer;

/// <summary>Every kind of call, for callers with a valid token.</summary>
[Authorize]
public sealed class OrderService : Orders.OrdersBase
{
    public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) =>
        Task.FromResult(Find(request.Id, context));

    public override async Task ListOrders(ListRequest request, IServerStreamWriter<Order> responses, ServerCallContext context)
    {
        for (var number = 1; number <= request.Count; number++)
        {
            if (number > 1 && request.IntervalMs > 0)
                await Task.Delay(request.IntervalMs, context.CancellationToken);
            await responses.WriteAsync(Find($"{number}", context), context.CancellationToken);
        }
    }

    public override async Task<UploadSummary> UploadOrders(IAsyncStreamReader<Order> orders, ServerCallContext context)
    {
        var count = 0;
        while (await orders.MoveNext(context.CancellationToken))
            count++;
        return new UploadSummary { Count = count };
    }

    public override async Task TrackOrders(IAsyncStreamReader<OrderRequest> requests, IServerStreamWriter<Order> responses, ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken))
            await responses.WriteAsync(Find(requests.Current.Id, context), context.CancellationToken);
    }

    private static Order Find(string id, ServerCallContext context) =>
        new() { Id = id, Customer = context.GetHttpContext().User.Identity?.Name ?? "" };
}
