using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Whose token is sent when interceptors, handlers and singletons take it from a scope.</summary>
[Collection(LiveCollection.Name)]
public sealed class ScopeFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public ScopeFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Theory]
    [InlineData(InterceptorScope.Channel, false)]
    [InlineData(InterceptorScope.Client, true)]
    [InlineData(null, false)]
    public async Task An_interceptor_sends_the_token_of_each_user_only_with_the_scope_of_the_client(InterceptorScope? scope, bool expected)
    {
        var services = new ServiceCollection();
        services.AddScoped<UserToken>();
        services.AddTransient<Authenticating>();
        var registration = Register(services);
        if (scope is { } given)
            registration.AddInterceptor<Authenticating>(given);
        else
            registration.AddInterceptor<Authenticating>();

        Assert.Equal(expected, await SendsTokenOfEachUserAsync(services));
    }

    [Theory]
    [InlineData(InterceptorScope.Channel, false)]
    [InlineData(InterceptorScope.Client, true)]
    public async Task So_does_an_interceptor_that_a_factory_makes(InterceptorScope scope, bool expected)
    {
        var services = new ServiceCollection();
        services.AddScoped<UserToken>();
        Register(services).AddInterceptor(scope, provider => new Authenticating(provider.GetRequiredService<UserToken>()));

        Assert.Equal(expected, await SendsTokenOfEachUserAsync(services));
    }

    [Fact]
    public async Task A_message_handler_of_a_gRPC_client_is_made_once_and_never_sends_the_token_of_the_user()
    {
        var services = new ServiceCollection();
        services.AddScoped<UserToken>();
        services.AddTransient<TokenHandler>();
        Register(services).AddHttpMessageHandler<TokenHandler>().SetHandlerLifetime(TimeSpan.FromSeconds(1));

        Assert.False(await SendsTokenOfEachUserAsync(services, pause: TimeSpan.FromSeconds(1.5)));
        Assert.Single(_server.Arrived.Distinct());
    }

    [Fact]
    public async Task Call_credentials_with_the_service_provider_send_the_token_of_each_user()
    {
        var services = new ServiceCollection();
        services.AddScoped<UserToken>();
        Register(services).AddCallCredentials(Attach);

        Assert.True(await SendsTokenOfEachUserAsync(services));
    }

    [Fact]
    public async Task A_singleton_that_holds_a_client_does_not_send_the_token_of_each_user()
    {
        var services = new ServiceCollection();
        services.AddScoped<UserToken>();
        services.AddSingleton<Keeper>();
        Register(services).AddCallCredentials(Attach);

        Assert.False(await SendsTokenOfEachUserAsync(services, static provider => provider.GetRequiredService<Keeper>().Orders));
        Assert.Single(_server.Arrived.Distinct());
    }

    private static Task Attach(AuthInterceptorContext context, Metadata metadata, IServiceProvider provider)
    {
        metadata.Add("authorization", provider.GetRequiredService<UserToken>().Authorization);
        return Task.CompletedTask;
    }

    /// <summary>Two users call, each in a scope of their own with a token of their own.</summary>
    private async Task<bool> SendsTokenOfEachUserAsync(ServiceCollection services, Func<IServiceProvider, Orders.OrdersClient>? client = null, TimeSpan pause = default)
    {
        var expected = new string[2];
        using var provider = services.BuildServiceProvider();
        for (var user = 0; user < 2; user++)
        {
            using var scope = provider.CreateScope();
            expected[user] = $"Bearer {_server.IssueToken()}.{user}";
            scope.ServiceProvider.GetRequiredService<UserToken>().Authorization = expected[user];
            var orders = (client ?? (static p => p.GetRequiredService<Orders.OrdersClient>()))(scope.ServiceProvider);
            await Assert.ThrowsAsync<RpcException>(async () => await orders.GetOrderAsync(Request));
            await Task.Delay(pause);
        }

        Assert.Equal(2, _server.Arrived.Count);
        return _server.Arrived.SequenceEqual(expected);
    }

    private IHttpClientBuilder Register(IServiceCollection services) => services
        .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https))
        .ConfigurePrimaryHttpMessageHandler(_server.CreateHandler);

    private sealed class UserToken
    {
        public string Authorization { get; set; } = "";
    }

    private sealed record Keeper(Orders.OrdersClient Orders);

    private sealed class Authenticating(UserToken user) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var options = context.Options.WithHeaders(new Metadata { { "authorization", user.Authorization } });
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
        }
    }

    private sealed class TokenHandler(UserToken user) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("authorization", user.Authorization);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
