namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>Programs of servers under test.</summary>
internal static class Servers
{
    internal const string Usings = """
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    /// <summary>Registers a scheme that reads tokens.</summary>
    internal const string Bearer = """builder.Services.AddAuthentication("Bearer").AddJwtBearer(); builder.Services.AddAuthorization();""";

    /// <summary>A program that registers <paramref name="services"/>, runs <paramref name="map"/>, and has these types, besides <c>OrderService</c>.</summary>
    internal static string With(string services, string map, string types = "", string service = "") => Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpc();
        {{services}}
        var app = builder.Build();
        {{map}}
        app.Run();

        {{service}}
        public sealed class OrderService : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order { Id = request.Id });
        }
        {{types}}
        """;
}
