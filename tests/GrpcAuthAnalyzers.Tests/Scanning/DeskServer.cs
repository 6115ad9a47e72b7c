namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>The program of a server that asks for a token, but for one RPC.</summary>
internal static class DeskServer
{
    internal const string Program = """
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpc();
        builder.Services.AddAuthentication().AddBearerToken();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGrpcService<Desk>();
        app.Run();

        [Authorize]
        public sealed class Desk : Orders.OrdersBase
        {
            [AllowAnonymous]
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());

            public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) => Task.CompletedTask;
        }
        """;
}
