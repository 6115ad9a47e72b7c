using System;
using System.Linq;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
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
#pragma warning disable GRPCAUTH4007 // what the rule says, shown
        Assert.Null(headers.FirstOrDefault(entry => string.Equals(entry.Key, "X-Kiosk", StringComparison.Ordinal)));
#pragma warning restore GRPCAUTH4007
        Assert.Equal("7", headers.GetValue("X-KIOSK"));
    }

    [Fact]
    public async Task Keys_arrive_in_lower_case_on_both_sides()
    {
        await using var server = await EchoServer.StartAsync();

        using var call = server.Orders.GetOrderAsync(new OrderRequest(), new Metadata { { "Authorization", "x" }, { "X-Kiosk", "7" } });
        var arrived = (await call).Id.Split('\n');
        var answered = (await call.ResponseHeadersAsync).Select(entry => entry.Key).ToList();

        Assert.Contains("authorization=x", arrived);
        Assert.Contains("x-kiosk=7", arrived);
        Assert.Contains("x-answer", answered);
    }

    [Theory]
    [InlineData("x key")]
    [InlineData("Authorization ")]
    [InlineData("Authorization:")]
    [InlineData(":authority")]
    [InlineData("x-schlüssel")]
    [InlineData("x/key")]
    [InlineData("x-proof-bin")]
    [InlineData("x-proof-BIN")]
    public void A_key_that_gRPC_rejects_throws_where_the_entry_is_made(string key)
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { key, "7" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "x-proof", new byte[] { 7 } } });
    }

    [Fact]
    public async Task An_empty_key_and_the_timeout_are_not_sent()
    {
        await using var server = await EchoServer.StartAsync();

        var arrived = await server.SendAsync(new Metadata { { "", "7" }, { "grpc-timeout", "5S" }, { "x-kiosk", "7" } });

        Assert.Contains("x-kiosk=7", arrived);
        Assert.Contains("no deadline", arrived);
        Assert.DoesNotContain("=7", arrived);
    }
}
