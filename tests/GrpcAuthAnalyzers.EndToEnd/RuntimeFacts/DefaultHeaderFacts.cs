using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What becomes of a credential among the default request headers of an HttpClient.</summary>
[Collection(LiveCollection.Name)]
public sealed class DefaultHeaderFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };
    private static readonly TimeSpan UntilTheTokenHasExpired = TimeSpan.FromSeconds(3.5);

    private readonly LiveServer _server;

    public DefaultHeaderFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("defaults")]
    [InlineData("name")]
    public async Task Default_headers_of_a_registration_are_taken_once_whatever_the_scope(string way)
    {
        var runs = 0;
        var services = new ServiceCollection();
        var registration = services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https)).ConfigurePrimaryHttpMessageHandler(_server.CreateHandler);
        _ = way switch
        {
            "chain" => (object)registration.ConfigureHttpClient(Configure),
            "defaults" => services.ConfigureHttpClientDefaults(builder => builder.ConfigureHttpClient(Configure)),
            _ => services.AddHttpClient(nameof(Orders.OrdersClient), Configure),
        };
        using var provider = services.BuildServiceProvider(validateScopes: true);

        for (var number = 0; number < 3; number++)
        {
            using var scope = provider.CreateScope();
            await scope.ServiceProvider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request);
        }

        Assert.Equal(1, runs);
        Assert.Equal(3, _server.Arrived.Count);
        Assert.All(_server.Arrived, header => Assert.Equal(_server.Arrived[0], header));

        void Configure(HttpClient client)
        {
            runs++;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.IssueToken());
        }
    }

    [Fact]
    public async Task A_token_in_default_headers_goes_stale()
    {
        using var http = new HttpClient(_server.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.IssueToken());
        using var channel = GrpcChannel.ForAddress(_server.Https, new GrpcChannelOptions { HttpClient = http });
        var orders = new Orders.OrdersClient(channel);

        await LiveServer.CallEveryKindAsync(orders);
        await Task.Delay(UntilTheTokenHasExpired);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request));

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.IssueToken());
        await orders.GetOrderAsync(Request);

        Assert.Equal(7, _server.Arrived.Count);
        Assert.Single(_server.Arrived.Take(6).Distinct());
        Assert.NotEqual(_server.Arrived[0], _server.Arrived[6]);
    }

    [Fact]
    public async Task Call_credentials_of_the_channel_win_over_default_headers()
    {
        using var http = new HttpClient(_server.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stale");
        var authorization = $"Bearer {_server.IssueToken()}";
        using var channel = GrpcChannel.ForAddress(_server.Https, new GrpcChannelOptions
        {
            HttpClient = http,
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, LiveServer.Sends(authorization)),
        });

        await new Orders.OrdersClient(channel).GetOrderAsync(Request);

        Assert.Equal([authorization], _server.Arrived);
    }
}
