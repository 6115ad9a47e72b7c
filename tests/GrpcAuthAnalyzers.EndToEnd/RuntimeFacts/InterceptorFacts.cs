using System;
using System.Linq;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What an interceptor does to the headers and call credentials of a call.</summary>
[Collection(LiveCollection.Name)]
public sealed class InterceptorFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public InterceptorFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task New_call_options_lose_the_headers_and_the_call_credentials_of_the_call()
    {
        await CallAsync(_ => new CallOptions(), new CallOptions(Good()), StatusCode.Unauthenticated);
        await CallAsync(_ => new CallOptions(), new CallOptions(credentials: LiveServer.Sends($"Bearer {_server.IssueToken()}")), StatusCode.Unauthenticated);

        Assert.Equal(["", ""], _server.Arrived);
    }

    [Fact]
    public async Task Headers_and_call_credentials_that_take_the_place_of_others_are_all_that_is_sent()
    {
        await CallAsync(options => options.WithHeaders(new Metadata { { "x-tenant", "a" } }), new CallOptions(Good()), StatusCode.Unauthenticated);
        await CallAsync(options => options.WithCredentials(LiveServer.Sends("Bearer other")), new CallOptions(credentials: LiveServer.Sends("Bearer own")), StatusCode.Unauthenticated);

        Assert.Equal(["", "Bearer other"], _server.Arrived);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "Bearer other")]
    public async Task The_credentials_of_AddCallCredentials_are_lost_when_the_options_or_credentials_are_replaced(bool replacesCredentials, string arrives)
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https))
            .ConfigurePrimaryHttpMessageHandler(_server.CreateHandler)
            .AddCallCredentials((_, metadata) =>
            {
                metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
                return Task.CompletedTask;
            })
            .AddInterceptor(() => new Changing(options => replacesCredentials ? options.WithCredentials(LiveServer.Sends("Bearer other")) : new CallOptions()));
        using var provider = services.BuildServiceProvider(validateScopes: true);

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request));

        Assert.Equal([arrives], _server.Arrived);
    }

    [Fact]
    public async Task An_entry_for_headers_that_may_be_null_is_sent_only_where_the_caller_passed_headers()
    {
        CallOptions AddIfThere(CallOptions options)
        {
            options.Headers?.Add("authorization", $"Bearer {_server.IssueToken()}");
            return options;
        }

        await CallAsync(AddIfThere, default, StatusCode.Unauthenticated);
        await CallAsync(AddIfThere, new CallOptions(new Metadata()), StatusCode.OK);

        Assert.Equal(2, _server.Arrived.Count);
        Assert.Equal("", _server.Arrived[0]);
        Assert.StartsWith("Bearer ", _server.Arrived[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_for_headers_that_are_taken_to_be_there_throws_where_the_caller_passed_none()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel.Intercept(new Changing(options =>
        {
            options.Headers!.Add("authorization", "Bearer a");
            return options;
        })));

        await Assert.ThrowsAsync<NullReferenceException>(async () => await orders.GetOrderAsync(Request));
        Assert.Empty(_server.Arrived);
    }

    [Fact]
    public async Task An_entry_in_the_callers_own_metadata_is_sent_twice_with_the_second_call()
    {
        CallOptions AddToCallers(CallOptions options)
        {
            var headers = options.Headers ?? [];
            headers.Add("authorization", $"Bearer {_server.IssueToken()}");
            return options.WithHeaders(headers);
        }

        var callers = new Metadata();
        await CallAsync(AddToCallers, new CallOptions(callers), StatusCode.OK);
        await CallAsync(AddToCallers, new CallOptions(callers), StatusCode.Unauthenticated);

        Assert.Equal(2, callers.Count(entry => entry.Key == "authorization"));
        Assert.Equal([callers[0].Value, $"{callers[0].Value}, {callers[1].Value}"], _server.Arrived);
    }

    [Fact]
    public async Task A_copy_of_the_headers_keeps_the_callers_own_and_its_metadata_as_it_was()
    {
        CallOptions AddToCopy(CallOptions options)
        {
            var headers = new Metadata();
            foreach (var entry in options.Headers ?? Metadata.Empty)
                headers.Add(entry);

            headers.Add("authorization", $"Bearer {_server.IssueToken()}");
            return options.WithHeaders(headers);
        }

        var callers = new Metadata { { "x-tenant", "a" } };
        await CallAsync(AddToCopy, new CallOptions(callers), StatusCode.OK);
        await CallAsync(AddToCopy, new CallOptions(callers), StatusCode.OK);
        await CallAsync(AddToCopy, default, StatusCode.OK);

        Assert.Single(callers);
        Assert.Equal(3, _server.Arrived.Count);
        Assert.All(_server.Arrived, arrived => Assert.StartsWith("Bearer ", arrived, StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Arrived, arrived => arrived.Contains(','));
    }

    private Metadata Good() => new() { { "authorization", $"Bearer {_server.IssueToken()}" } };

    private async Task CallAsync(Func<CallOptions, CallOptions> change, CallOptions options, StatusCode expected)
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel.Intercept(new Changing(change)));
        if (expected == StatusCode.OK)
            await orders.GetOrderAsync(Request, options);
        else
            await LiveServer.EndsWithAsync(expected, async () => await orders.GetOrderAsync(Request, options));
    }

    private sealed class Changing(Func<CallOptions, CallOptions> change) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, change(context.Options)));
    }
}
