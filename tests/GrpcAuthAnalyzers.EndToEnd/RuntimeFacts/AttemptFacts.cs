using System;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>How often the code that attaches a token runs, and what happens where two pieces of code do.</summary>
[Collection(LiveCollection.Name)]
public sealed class AttemptFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public AttemptFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Call_credentials_run_once_per_attempt_and_interceptors_once_per_call()
    {
        var (credentialRuns, interceptorRuns) = (0, 0);
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Attempt {++credentialRuns}");
            return Task.CompletedTask;
        }));
        var orders = new Orders.OrdersClient(channel.Intercept(metadata =>
        {
            interceptorRuns++;
            return metadata;
        }));
        _server.BeUnavailable(requests: 2);

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request));

        Assert.Equal(["Attempt 1", "Attempt 2", "Attempt 3"], _server.Arrived);
        Assert.Equal(1, interceptorRuns);
    }

    [Fact]
    public async Task Header_call_credentials_and_channel_credentials_are_all_sent()
    {
        using var channel = _server.OpenChannel(LiveServer.Sends("Bearer channel"));
        var options = new CallOptions(new Metadata { { "authorization", "Bearer header" } }, credentials: LiveServer.Sends("Bearer call"));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, options));

        Assert.Equal(["Bearer header, Bearer call, Bearer channel"], _server.Arrived);
    }

    [Fact]
    public async Task Two_good_tokens_are_answered_Unauthenticated()
    {
        var good = $"Bearer {_server.IssueToken()}";
        using var channel = _server.OpenChannel(LiveServer.Sends(good));
        var orders = new Orders.OrdersClient(channel);

        await orders.GetOrderAsync(Request);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request, new Metadata { { "authorization", good } }));

        Assert.Equal([good, $"{good}, {good}"], _server.Arrived);
    }

    [Fact]
    public async Task Two_entries_of_one_metadata_are_answered_Unauthenticated()
    {
        var good = $"Bearer {_server.IssueToken()}";
        using var channel = _server.OpenChannel();

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated,
            async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, new Metadata { { "authorization", good }, { "Authorization", good } }));

        Assert.Equal([$"{good}, {good}"], _server.Arrived);
    }

    [Fact]
    public async Task An_entry_that_each_call_adds_again_arrives_twice_with_the_second_call()
    {
        var good = $"Bearer {_server.IssueToken()}";
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var kept = new Metadata();

        kept.Add("authorization", good);
        await orders.GetOrderAsync(Request, kept);
        kept.Add("authorization", good);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request, kept));

        Assert.Equal([good, $"{good}, {good}"], _server.Arrived);
    }

    [Fact]
    public async Task A_newline_passes_Metadata_Add_and_then_ends_the_call_and_its_siblings_on_the_connection()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var good = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } };
        using var sibling = orders.TrackOrders(good);
        await sibling.RequestStream.WriteAsync(Request);
        await sibling.ResponseStream.MoveNext(default);

        var withNewline = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}\n" } };
        await LiveServer.EndsWithAsync(StatusCode.Internal, async () => await orders.GetOrderAsync(Request, withNewline));

        await Assert.ThrowsAsync<RpcException>(() => sibling.ResponseStream.MoveNext(default));
        Assert.Equal([good[0].Value], _server.Arrived);
    }

    [Fact]
    public async Task Call_credentials_that_throw_end_the_call_as_Internal()
    {
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor((_, _) => throw new InvalidOperationException("no token today")));

        await LiveServer.EndsWithAsync(StatusCode.Internal, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));

        Assert.Empty(_server.Arrived);
    }
}
