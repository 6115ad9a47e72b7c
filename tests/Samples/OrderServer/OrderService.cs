using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.OrderServer;

/// <summary>Every kind of call, for callers with a valid token.</summary>
[Authorize]
public sealed class OrderService(TokenIssuer tokens) : Orders.OrdersBase
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

    public override async Task WatchOrders(WatchRequest request, IServerStreamWriter<Order> responses, ServerCallContext context)
    {
        await responses.WriteAsync(Find($"{request.After + 1}", context), context.CancellationToken);
        await tokens.WhenExpiredAsync(context.GetHttpContext().User, context.CancellationToken);
        throw new RpcException(new Status(StatusCode.Unauthenticated, "the token has expired"));
    }

    /// <summary>The order, for everybody or, where its id begins with the name of a user, for that user alone.</summary>
    private static Order Find(string id, ServerCallContext context)
    {
        var user = context.GetHttpContext().User.Identity?.Name ?? "";
        return !id.Contains('-') || id.StartsWith(user + "-", StringComparison.Ordinal)
            ? new Order { Id = id, Customer = user }
            : throw new RpcException(new Status(StatusCode.PermissionDenied, $"order {id} is not of {user}"));
    }
}
