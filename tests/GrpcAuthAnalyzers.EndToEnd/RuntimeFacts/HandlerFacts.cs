using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What ConfigureChannel does to the message handlers of a registration.</summary>
[Collection(LiveCollection.Name)]
public sealed class HandlerFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public HandlerFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task A_handler_that_is_set_in_ConfigureChannel_takes_the_message_handlers_away()
    {
        var services = new ServiceCollection();
        Register(services).ConfigureChannel(options => options.HttpHandler = _server.CreateHandler());
        using var provider = services.BuildServiceProvider();

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request));

        Assert.Equal([""], _server.Arrived);
    }

    [Fact]
    public async Task ConfigurePrimaryHttpMessageHandler_keeps_the_message_handlers()
    {
        var services = new ServiceCollection();
        Register(services).ConfigurePrimaryHttpMessageHandler(() => _server.CreateHandler());
        using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request);

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_whose_ConfigureChannel_sets_HttpClient_cannot_be_made()
    {
        var services = new ServiceCollection();
        Register(services).ConfigureChannel(options => options.HttpClient = new HttpClient(_server.CreateHandler()));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<ArgumentException>(() => provider.GetRequiredService<Orders.OrdersClient>());
    }

    private IHttpClientBuilder Register(IServiceCollection services) => services
        .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https))
        .AddHttpMessageHandler(() => new Authentication(_server));

    private sealed class Authentication(LiveServer server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("authorization", $"Bearer {server.IssueToken()}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
