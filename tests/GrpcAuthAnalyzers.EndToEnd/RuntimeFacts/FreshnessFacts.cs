using System;
using System.Linq;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A token that is read once is good until it expires; a token that is read per call is good.</summary>
[Collection(LiveCollection.Name)]
public sealed class FreshnessFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };
    private static readonly TimeSpan UntilTheTokenHasExpired = TimeSpan.FromSeconds(3.5);

    private readonly LiveServer _server;

    public FreshnessFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Metadata_built_once_and_a_captured_token_go_stale_where_call_credentials_do_not()
    {
        using var bare = _server.OpenChannel();
        var withHeader = new Orders.OrdersClient(bare);
        var headers = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } };

        var token = _server.IssueToken();
        using var captured = _server.OpenChannel(CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        }));
        var withCapturedToken = new Orders.OrdersClient(captured);

        using var perCall = _server.OpenChannel(CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
            return Task.CompletedTask;
        }));
        var withFreshToken = new Orders.OrdersClient(perCall);

        await withHeader.GetOrderAsync(Request, headers);
        await withCapturedToken.GetOrderAsync(Request);
        await withFreshToken.GetOrderAsync(Request);
        using var stream = withCapturedToken.TrackOrders();
        await stream.RequestStream.WriteAsync(Request);
        Assert.True(await stream.ResponseStream.MoveNext(default));

        await Task.Delay(UntilTheTokenHasExpired);

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await withHeader.GetOrderAsync(Request, headers));
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await withCapturedToken.GetOrderAsync(Request));
        await LiveServer.CallEveryKindAsync(withFreshToken);

        // A stream is asked for its token when it begins, and never again.
        await stream.RequestStream.WriteAsync(Request);
        Assert.True(await stream.ResponseStream.MoveNext(default));

        // Before the wait: the header, the captured token, a fresh one, and the captured one for the stream. After it: the first two again, and five fresh ones.
        var (header, kept) = (headers[0].Value, $"Bearer {token}");
        Assert.Equal([header, kept, kept, header, kept], _server.Arrived.Take(6).Where((_, index) => index != 2));
        Assert.DoesNotContain(_server.Arrived.Skip(6).Append(_server.Arrived[2]), arrived => arrived == header || arrived == kept);
        Assert.Equal(11, _server.Arrived.Count);
    }

    [Fact]
    public async Task Intercept_with_a_copy_of_the_metadata_covers_every_kind_of_call_and_leaves_the_callers_metadata_alone()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel.Intercept(metadata =>
        {
            var copy = new Metadata();
            foreach (var entry in metadata)
                copy.Add(entry);
            copy.Add("authorization", $"Bearer {_server.IssueToken()}");
            return copy;
        }));
        var callers = new Metadata { { "x-correlation-id", "17" } };

        await LiveServer.CallEveryKindAsync(orders);
        await LiveServer.CallEveryKindAsync(orders, callers);

        Assert.Equal(10, _server.Arrived.Count);
        Assert.All(_server.Arrived, arrived => Assert.StartsWith("Bearer ", arrived, StringComparison.Ordinal));
        Assert.Single(callers);
    }

    [Fact]
    public async Task Call_credentials_on_the_channel_cover_every_kind_of_call()
    {
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            await Task.Delay(1, context.CancellationToken);
            metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
        }));

        await LiveServer.CallEveryKindAsync(new Orders.OrdersClient(channel));

        Assert.Equal(5, _server.Arrived.Count);
        Assert.All(_server.Arrived, arrived => Assert.StartsWith("Bearer ", arrived, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interceptor_that_overrides_one_kind_of_call_leaves_the_others_without_credentials()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel.Intercept(new UnaryOnly(_server)));

        await orders.GetOrderAsync(Request);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, () => Task.FromResult(orders.GetOrder(Request)));
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, () => orders.ListOrders(new ListRequest()).ResponseStream.MoveNext(default));
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, () => orders.UploadOrders().ResponseAsync);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, () => orders.TrackOrders().ResponseStream.MoveNext(default));

        Assert.StartsWith("Bearer ", _server.Arrived[0], StringComparison.Ordinal);
        Assert.Equal(["", "", "", ""], _server.Arrived.Skip(1));
    }

    private sealed class UnaryOnly(LiveServer server) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var options = context.Options.WithCredentials(LiveServer.Sends($"Bearer {server.IssueToken()}"));
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
        }
    }
}
