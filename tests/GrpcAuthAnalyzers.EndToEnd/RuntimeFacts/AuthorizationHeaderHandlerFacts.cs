using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Net.Client;
using GrpcAuthAnalyzers.Tests.Fixes.Written;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the message handler that fixes write does over http, on a channel and on a registration.</summary>
[Collection(LiveCollection.Name)]
public sealed class AuthorizationHeaderHandlerFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;
    private int _tokens;

    public AuthorizationHeaderHandlerFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Over_http_every_kind_of_call_gets_a_token_of_its_own()
    {
        using var channel = OpenHttpChannel();

        await LiveServer.CallEveryKindAsync(new Orders.OrdersClient(channel), []);

        Assert.Equal(5, _tokens);
        Assert.Equal(5, _server.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task Every_attempt_gets_a_token_of_its_own()
    {
        using var channel = OpenHttpChannel();
        _server.BeUnavailable(requests: 2);

        await new Orders.OrdersClient(channel).GetOrderAsync(Request);

        Assert.Equal(3, _tokens);
        Assert.Equal(3, _server.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task A_registered_client_over_http_sends_the_header()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new(_server.Http))
            .AddHttpMessageHandler(() => new AuthorizationHeaderHandler(_ => Task.FromResult(Header())));
        await using var provider = services.BuildServiceProvider();

        var order = await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request);

        Assert.Equal("acme", order.Customer);
        Assert.Single(_server.Arrived);
    }

    private GrpcChannel OpenHttpChannel() => GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions
    {
        HttpHandler = new AuthorizationHeaderHandler(_ => Task.FromResult(Header()))
        {
            InnerHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        },
        DisposeHttpClient = true,
        ServiceConfig = LiveServer.RetryWhenUnavailable(),
    });

    private AuthenticationHeaderValue Header()
    {
        _tokens++;
        return new AuthenticationHeaderValue("Bearer", _server.IssueToken());
    }
}
