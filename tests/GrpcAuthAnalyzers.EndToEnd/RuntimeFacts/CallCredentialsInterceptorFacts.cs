using System;
using System.Linq;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using GrpcAuthAnalyzers.Tests.Fixes.Written;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the interceptor that fixes write does, and what it leaves alone.</summary>
[Collection(LiveCollection.Name)]
public sealed class CallCredentialsInterceptorFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;
    private int _tokens;

    public CallCredentialsInterceptorFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Every_kind_of_call_gets_a_token_of_its_own_and_the_callers_metadata_stays_as_it_was()
    {
        using var channel = _server.OpenChannel();
        var callers = new Metadata { { "x-correlation-id", "17" } };

        await LiveServer.CallEveryKindAsync(new Orders.OrdersClient(channel.Intercept(Interceptor())), callers);

        Assert.Equal(5, _server.Arrived.Distinct().Count());
        Assert.Equal(5, _tokens);
        Assert.Single(callers);
    }

    [Fact]
    public async Task Every_attempt_gets_a_token_of_its_own()
    {
        using var channel = _server.OpenChannel();
        _server.BeUnavailable(requests: 2);

        await new Orders.OrdersClient(channel.Intercept(Interceptor())).GetOrderAsync(Request);

        Assert.Equal(3, _tokens);
        Assert.Equal(3, _server.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task Credentials_of_the_call_are_sent_as_well()
    {
        using var channel = _server.OpenChannel();
        var options = new CallOptions(credentials: LiveServer.Sends("Bearer own"));

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated,
            async () => await new Orders.OrdersClient(channel.Intercept(Interceptor())).GetOrderAsync(Request, options));

        Assert.StartsWith("Bearer own, Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_http_it_sends_nothing()
    {
        using var channel = GrpcChannel.ForAddress(_server.Http);

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated,
            async () => await new Orders.OrdersClient(channel.Intercept(Interceptor())).GetOrderAsync(Request));

        Assert.Equal([""], _server.Arrived);
    }

    private CallCredentialsInterceptor Interceptor() => new(CallCredentials.FromInterceptor((_, metadata) =>
    {
        _tokens++;
        metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
        return Task.CompletedTask;
    }));
}
