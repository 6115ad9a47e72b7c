using System.Security.Cryptography;
using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderHarbor;

/// <summary>Keeps orders for callers with the key.</summary>
internal static class Locker
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();

        var app = builder.Build();
        app.MapGrpcService<LockerOrders>();
        return app;
    }
}

/// <summary>Orders in the locker.</summary>
public sealed class LockerOrders : Orders.OrdersBase
{
    public static string ApiKey { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") != "Bearer " + ApiKey)
            throw new RpcException(new Status(StatusCode.Unauthenticated, "unknown key"));

        return Task.FromResult(new Order { Id = request.Id });
    }
}
