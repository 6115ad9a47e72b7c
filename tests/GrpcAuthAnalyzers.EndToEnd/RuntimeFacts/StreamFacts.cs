using System;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A stream is one call: it carries the token of its beginning, however long it lives.</summary>
[Collection(LiveCollection.Name)]
public sealed class StreamFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };
    private static readonly TimeSpan UntilTheTokenHasExpired = TimeSpan.FromSeconds(3.5);

    private readonly LiveServer _server;

    public StreamFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task A_stream_asks_for_its_token_when_it_begins_and_a_stream_that_is_opened_again_gets_a_new_one()
    {
        var asked = 0;
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor((_, metadata) =>
        {
            asked++;
            metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
            return Task.CompletedTask;
        }));
        var orders = new Orders.OrdersClient(channel);

        using (var stream = orders.TrackOrders())
        {
            await AnswersAsync(stream);
            await Task.Delay(UntilTheTokenHasExpired);
            await AnswersAsync(stream);
        }

        Assert.Equal(1, asked);
        using (var again = orders.TrackOrders())
            await AnswersAsync(again);

        Assert.Equal(2, asked);
        Assert.Equal(2, _server.Arrived.Count);
        Assert.NotEqual(_server.Arrived[0], _server.Arrived[1]);
    }

    [Fact]
    public async Task A_stream_that_is_opened_again_with_the_metadata_of_the_first_one_is_refused()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } };

        using (var stream = orders.TrackOrders(headers))
        {
            await AnswersAsync(stream);
            await Task.Delay(UntilTheTokenHasExpired);
            await AnswersAsync(stream);
        }

        using var again = orders.TrackOrders(headers);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, () => again.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal([headers[0].Value, headers[0].Value], _server.Arrived);
    }

    private static async Task AnswersAsync(AsyncDuplexStreamingCall<OrderRequest, Order> stream)
    {
        await stream.RequestStream.WriteAsync(Request);
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
    }
}
