using System;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the caller and the server see of a callback that does not wait, that swallows an error, or that throws.</summary>
[Collection(LiveCollection.Name)]
public sealed class CallbackFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public CallbackFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Work_that_the_callback_does_not_await_adds_its_token_too_late()
    {
        var answered = new TaskCompletionSource();
        var added = new TaskCompletionSource<int>();
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor((context, metadata) =>
        {
            _ = Task.Run(async () =>
            {
                await answered.Task;
                metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
                added.SetResult(metadata.Count);
            });
            return Task.CompletedTask;
        }));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));
        answered.SetResult();

        Assert.Equal(1, await added.Task);
        Assert.Equal([""], _server.Arrived);
    }

    [Fact]
    public async Task Work_that_the_callback_awaits_adds_its_token_in_time()
    {
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
            await Task.Run(async () =>
            {
                await Task.Delay(50);
                metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
            }).ConfigureAwait(false)));

        await new Orders.OrdersClient(channel).GetOrderAsync(Request);

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_in_a_callback_is_what_the_caller_sees_and_nothing_is_sent()
    {
        using var cancelled = new CancellationTokenSource();
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            await cancelled.CancelAsync();
            context.CancellationToken.ThrowIfCancellationRequested();
        }));

        await LiveServer.EndsWithAsync(
            StatusCode.Cancelled,
            async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, cancellationToken: cancelled.Token));

        Assert.Empty(_server.Arrived);
    }

    [Fact]
    public async Task A_swallowed_error_or_a_missing_token_sends_the_call_without_one()
    {
        string? token = null;
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            try
            {
                token = await Task.FromException<string>(new InvalidOperationException("no token today"));
            }
            catch (InvalidOperationException)
            {
            }

            if (token != null)
                metadata.Add("authorization", $"Bearer {token}");
        }));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));

        Assert.Equal([""], _server.Arrived);
    }

    [Fact]
    public async Task An_RpcException_of_a_callback_is_what_the_caller_sees_and_nothing_is_sent()
    {
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            try
            {
                metadata.Add("authorization", await Task.FromException<string>(new InvalidOperationException("no token today")));
            }
            catch (InvalidOperationException ex)
            {
                throw new RpcException(new Status(StatusCode.Unauthenticated, "The token could not be obtained.", ex));
            }
        }));

        var seen = await Assert.ThrowsAsync<RpcException>(async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));

        Assert.Equal((StatusCode.Unauthenticated, "The token could not be obtained."), (seen.StatusCode, seen.Status.Detail));
        Assert.Equal("no token today", seen.Status.DebugException?.Message);
        Assert.Empty(_server.Arrived);
    }
}
