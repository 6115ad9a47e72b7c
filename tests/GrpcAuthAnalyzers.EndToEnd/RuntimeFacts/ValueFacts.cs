using System;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What gRPC does with values of metadata that HTTP cannot send.</summary>
public sealed class ValueFacts
{
    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a token of a file\n")]
    [InlineData("a token of a file\r\n")]
    public async Task A_line_break_passes_Add_and_breaks_the_connection(string value)
    {
        await using var server = await EchoServer.StartAsync();
        using var other = server.Orders.TrackOrders();
        await other.RequestStream.WriteAsync(new OrderRequest { Id = "1" });
        Assert.True(await other.ResponseStream.MoveNext(CancellationToken.None));

        var failed = await Assert.ThrowsAsync<RpcException>(() => server.SendAsync(new Metadata { { "authorization", value } }));

        Assert.Equal(StatusCode.Internal, failed.StatusCode);
        await Assert.ThrowsAsync<RpcException>(() => other.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task A_character_that_is_not_ASCII_passes_Add_and_fails_the_call()
    {
        await using var server = await EchoServer.StartAsync();

        var failed = await Assert.ThrowsAsync<RpcException>(() => server.SendAsync(new Metadata { { "x-user", "Jürgen" } }));

        Assert.Equal(StatusCode.Internal, failed.StatusCode);
    }

    [Fact]
    public async Task The_name_of_its_type_is_sent_for_a_task()
    {
        await using var server = await EchoServer.StartAsync();
        var token = Task.FromResult("only-for-this-test");

        var arrived = await server.SendAsync(new Metadata { { "authorization", $"Bearer {token}" } });

        Assert.Contains(arrived, entry => entry.StartsWith("authorization=Bearer System.Threading.Tasks.Task", StringComparison.Ordinal));
    }
}
