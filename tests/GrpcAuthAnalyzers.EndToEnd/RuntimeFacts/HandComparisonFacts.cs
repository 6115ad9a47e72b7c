using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>Whom a server lets in that compares keys by hand (6005).</summary>
public sealed class HandComparisonFacts
{
    private delegate bool Comparison(string? sent, string? expected);

    [Fact]
    public async Task A_prefix_is_enough_for_StartsWith()
    {
        Assert.Equal(StatusCode.OK, await SendAsync((sent, expected) => expected!.StartsWith(sent!, System.StringComparison.Ordinal), "s", "secret-of-orders"));
        Assert.Equal(StatusCode.Unauthenticated, await SendAsync(IsSame, "s", "secret-of-orders"));
        Assert.Equal(StatusCode.OK, await SendAsync(IsSame, "secret-of-orders", "secret-of-orders"));
    }

    [Fact]
    public async Task A_missing_header_equals_a_missing_setting_unless_null_is_tested_first()
    {
        Assert.Equal(StatusCode.OK, await SendAsync((sent, expected) => sent == expected, null, null));
        Assert.Equal(StatusCode.Unauthenticated, await SendAsync(IsSame, null, null));
    }

    /// <summary>What the fix writes.</summary>
    private static bool IsSame(string? sent, string? expected) => sent is not null && expected is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(expected));

    private static async Task<StatusCode> SendAsync(Comparison comparison, string? sent, string? expected)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Keyed(comparison, expected));
        await using var app = builder.Build();
        app.MapGrpcService<Keyed>();
        await app.StartAsync();

        using var channel = GrpcChannel.ForAddress(app.Urls.Single());
        var headers = new Metadata();
        if (sent is not null)
            headers.Add("x-api-key", sent);

        try
        {
            await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), headers);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private sealed class Keyed(Comparison comparison, string? expected) : Orders.OrdersBase
    {
        public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) =>
            comparison(context.RequestHeaders.GetValue("x-api-key"), expected)
                ? Task.FromResult(new Order())
                : throw new RpcException(new Status(StatusCode.Unauthenticated, "unknown key"));
    }
}
