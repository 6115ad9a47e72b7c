using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderHarbor;

/// <summary>Shows the ships that come in.</summary>
internal static class Pier
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc(options => options.Interceptors.Add<PierInterceptor>());

        var app = builder.Build();
        app.MapGrpcService<PierOrders>();
        return app;
    }
}

/// <summary>Orders on the pier.</summary>
public sealed class PierOrders : Orders.OrdersBase
{
    public override Task ListOrders(ListRequest request, IServerStreamWriter<Order> responseStream, ServerCallContext context) =>
        responseStream.WriteAsync(new Order { Id = "17" });
}
