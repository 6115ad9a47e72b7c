using System;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Methods that return a new invoker or new options leave alone what they are called on.</summary>
[Collection(LiveCollection.Name)]
public sealed class DroppedResultFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public DroppedResultFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Call_options_whose_WithHeaders_or_WithCredentials_is_dropped_send_nothing()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var authorization = $"Bearer {_server.IssueToken()}";
        var options = new CallOptions();

        options.WithHeaders(new Metadata { { "authorization", authorization } });
        options.WithCredentials(LiveServer.Sends(authorization));
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request, options));
        Assert.Equal([""], _server.Arrived);

        options = options.WithHeaders(new Metadata { { "authorization", authorization } });
        await orders.GetOrderAsync(Request, options);
        await orders.GetOrderAsync(Request, new CallOptions().WithCredentials(LiveServer.Sends(authorization)));
        Assert.Equal(["", authorization, authorization], _server.Arrived);
    }

    [Fact]
    public async Task Metadata_that_is_passed_to_no_call_is_sent_with_none()
    {
        using var channel = _server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } };

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request));
        Assert.Equal([""], _server.Arrived);

        await orders.GetOrderAsync(Request, headers);
        Assert.Equal(["", headers[0].Value], _server.Arrived);
    }

    [Fact]
    public async Task An_interceptor_runs_for_clients_of_the_returned_invoker_only()
    {
        using var channel = _server.OpenChannel();
        var invoker = channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
            return metadata;
        });

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));
        await new Orders.OrdersClient(invoker).GetOrderAsync(Request);

        Assert.Equal("", _server.Arrived[0]);
        Assert.StartsWith("Bearer ", _server.Arrived[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interceptor_that_gives_the_changed_options_to_the_call_authenticates_it_and_one_that_drops_them_does_not()
    {
        using var channel = _server.OpenChannel();

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel.Intercept(new Authentication(_server, isDropped: true))).GetOrderAsync(Request));
        await new Orders.OrdersClient(channel.Intercept(new Authentication(_server, isDropped: false))).GetOrderAsync(Request);

        Assert.Equal(2, _server.Arrived.Count);
        Assert.Equal("", _server.Arrived[0]);
        Assert.StartsWith("Bearer ", _server.Arrived[1], StringComparison.Ordinal);
    }

    private sealed class Authentication(LiveServer server, bool isDropped) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var headers = new Metadata { { "authorization", $"Bearer {server.IssueToken()}" } };
            if (isDropped)
                context.Options.WithHeaders(headers);
            else
                context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));

            return continuation(request, context);
        }
    }
}
