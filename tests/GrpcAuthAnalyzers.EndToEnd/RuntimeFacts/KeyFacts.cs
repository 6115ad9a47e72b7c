using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What gRPC does with the keys of metadata.</summary>
public sealed class KeyFacts
{
    [Fact]
    public void The_key_of_an_entry_is_in_lower_case()
    {
        var headers = new Metadata { { "X-Kiosk", "7" }, { "Authorization", "Bearer only-for-this-test" } };

        Assert.Equal(["x-kiosk", "authorization"], headers.Select(entry => entry.Key));
        Assert.Null(headers.FirstOrDefault(entry => string.Equals(entry.Key, "X-Kiosk", StringComparison.Ordinal)));
        Assert.Equal("7", headers.GetValue("X-KIOSK"));
    }

    [Fact]
    public async Task Keys_arrive_in_lower_case_on_both_sides()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<Echo>();
        await app.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Urls.Single());

        using var call = new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), new Metadata { { "Authorization", "x" }, { "X-Kiosk", "7" } });
        var keys = (await call).Id.Split(',');
        var answered = (await call.ResponseHeadersAsync).Select(entry => entry.Key).ToList();

        Assert.Contains("authorization", keys);
        Assert.Contains("x-kiosk", keys);
        Assert.Contains("x-answer", answered);
        Assert.DoesNotContain(keys.Concat(answered), key => key.Any(char.IsUpper));
    }

    /// <summary>Answers with the keys that arrived, and a header of its own.</summary>
    public sealed class Echo : Orders.OrdersBase
    {
        public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "X-Answer", "yes" } });
            return new Order { Id = string.Join(',', context.RequestHeaders.Select(entry => entry.Key)) };
        }
    }
}
