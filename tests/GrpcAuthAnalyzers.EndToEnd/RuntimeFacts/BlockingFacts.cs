using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What a wait for a token costs, by blocking and by awaiting.</summary>
[Collection(LiveCollection.Name)]
public sealed class BlockingFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LiveServer _server;

    public BlockingFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task An_interceptor_that_blocks_takes_a_thread_for_every_call_that_waits_for_its_token()
    {
        var tokens = new Tokens();
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel.Intercept(new Blocking(tokens)));

        // An asynchronous call does not even come back before the token is there, so each call has a thread of its own.
        var calls = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => orders.GetOrderAsync(Request), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        await tokens.AskedAsync(4);

        Assert.All(calls, call => Assert.False(call.IsCompleted));
        Assert.Equal(4, tokens.Threads.Distinct().Count());

        Assert.Empty(_server.Arrived);
        var token = _server.IssueToken();
        tokens.Answer(token);
        foreach (var call in calls)
            await await call;

        Assert.Equal(Enumerable.Repeat("Bearer " + token, 4), _server.Arrived);
    }

    [Fact]
    public async Task Call_credentials_that_await_take_no_thread_while_calls_wait_for_their_token()
    {
        var tokens = new Tokens();
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (_, metadata) =>
            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync().ConfigureAwait(false)}")));
        var orders = new Orders.OrdersClient(channel);

        // One thread begins them all.
        var calls = Enumerable.Range(0, 4).Select(_ => orders.GetOrderAsync(Request)).ToList();
        await tokens.AskedAsync(4);

        Assert.All(calls, call => Assert.False(call.ResponseAsync.IsCompleted));

        Assert.Empty(_server.Arrived);
        var token = _server.IssueToken();
        tokens.Answer(token);
        foreach (var call in calls)
            await call;

        Assert.Equal(Enumerable.Repeat("Bearer " + token, 4), _server.Arrived);
    }

    [Fact]
    public void A_token_that_needs_the_thread_that_waits_for_it_never_comes()
    {
        using var channel = _server.OpenChannel();
        var interceptor = new Impatient(() => TokenOnThisThreadAsync(_server.IssueToken()));

        OnThreadOfItsOwn(() => new Orders.OrdersClient(channel.Intercept(interceptor)).GetOrderAsync(Request).ResponseAsync);

        Assert.False(interceptor.GotToken);
    }

    [Fact]
    public void A_token_that_is_awaited_in_call_credentials_comes_on_such_a_thread_too()
    {
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (_, metadata) => metadata.Add("authorization", $"Bearer {await TokenOnThisThreadAsync(_server.IssueToken())}")));

        OnThreadOfItsOwn(() => new Orders.OrdersClient(channel).GetOrderAsync(Request).ResponseAsync);

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    /// <summary>Comes back to the synchronization context, as code does that is written for a user interface.</summary>
    private static async Task<string> TokenOnThisThreadAsync(string token)
    {
        await Task.Delay(1);
        return token;
    }

    /// <summary>Runs work as a user interface does: one thread, which runs what is posted to it.</summary>
    private static void OnThreadOfItsOwn(Func<Task> work)
    {
        var thread = new Thread(() =>
        {
            using var context = new OneThread();
            SynchronizationContext.SetSynchronizationContext(context);
            var running = work().ContinueWith(_ => context.Finish(), TaskScheduler.Default);
            context.Run();
            running.GetAwaiter().GetResult();
        });
        thread.Start();
        Assert.True(thread.Join(Patience));
    }

    private sealed class OneThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public void Run()
        {
            foreach (var (callback, state) in _posted.GetConsumingEnumerable())
                callback(state);
        }

        public void Finish() => _posted.CompleteAdding();

        public void Dispose() => _posted.Dispose();
    }

    private sealed class Tokens
    {
        private readonly TaskCompletionSource<string> _token = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _asked = new(0);
        private readonly ConcurrentQueue<int> _threads = new();

        public IReadOnlyCollection<int> Threads => _threads;

        public Task<string> GetTokenAsync()
        {
            _threads.Enqueue(Environment.CurrentManagedThreadId);
            _asked.Release();
            return _token.Task;
        }

        public async Task AskedAsync(int times)
        {
            for (var time = 0; time < times; time++)
                Assert.True(await _asked.WaitAsync(Patience));
        }

        public void Answer(string token) => _token.SetResult(token);
    }

    private sealed class Blocking(Tokens tokens) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var options = context.Options.WithCredentials(LiveServer.Sends($"Bearer {tokens.GetTokenAsync().GetAwaiter().GetResult()}"));
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
        }
    }

    /// <summary>Gives up where other interceptors would wait for ever.</summary>
    private sealed class Impatient(Func<Task<string>> read) : Interceptor
    {
        public bool GotToken { get; private set; }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            GotToken = read().Wait(TimeSpan.FromSeconds(2));
            return continuation(request, context);
        }
    }
}
