using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderHarbor;

/// <summary>Takes orders across the bay.</summary>
internal static class Ferry
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("Bearer").AddJwtBearer(HarborTokens.Configure);

        var app = builder.Build();
        app.MapGrpcService<FerryOrders>();
        return app;
    }
}

/// <summary>Orders of the ferry.</summary>
public sealed class FerryOrders : Orders.OrdersBase
{
    public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order { Id = request.Id });
}
