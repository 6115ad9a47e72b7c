using System;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>When the code of a client registration runs, and for whom.</summary>
[Collection(LiveCollection.Name)]
public sealed class RegistrationFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public RegistrationFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task A_bare_registration_sends_no_credentials()
    {
        var services = new ServiceCollection();
        Register(services);
        using var provider = services.BuildServiceProvider(validateScopes: true);

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request));

        Assert.Equal([""], _server.Arrived);
    }

    [Fact]
    public async Task A_header_that_is_passed_to_one_call_is_not_sent_with_the_next()
    {
        var services = new ServiceCollection();
        Register(services);
        using var provider = services.BuildServiceProvider(validateScopes: true);
        var orders = provider.GetRequiredService<Orders.OrdersClient>();
        var authorization = "Bearer " + _server.IssueToken();

        await orders.GetOrderAsync(Request, new Metadata { { "authorization", authorization } });
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request));

        Assert.Equal([authorization, ""], _server.Arrived);
    }

    [Fact]
    public async Task AddCallCredentials_covers_every_kind_of_call_with_the_services_of_the_scope_that_resolved_the_client()
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => new ScopedToken(_server.IssueToken()));
        Register(services).AddCallCredentials((_, metadata, scope) =>
        {
            metadata.Add("authorization", scope.GetRequiredService<ScopedToken>().Authorization);
            return Task.CompletedTask;
        });
        using var provider = services.BuildServiceProvider(validateScopes: true);

        foreach (var _ in new[] { 1, 2 })
        {
            using var scope = provider.CreateScope();
            _server.Forget();
            await LiveServer.CallEveryKindAsync(scope.ServiceProvider.GetRequiredService<Orders.OrdersClient>());
            Assert.All(_server.Arrived, header => Assert.Equal(scope.ServiceProvider.GetRequiredService<ScopedToken>().Authorization, header));
        }
    }

    [Theory]
    [InlineData(InterceptorScope.Channel, 1)]
    [InlineData(InterceptorScope.Client, 3)]
    [InlineData(null, 1)]
    public void AddInterceptor_makes_one_interceptor_for_ever_unless_the_scope_is_the_client(InterceptorScope? scope, int expected)
    {
        var made = 0;
        var services = new ServiceCollection();
        var registration = Register(services);
        if (scope is { } given)
            registration.AddInterceptor(given, _ => Make());
        else
            registration.AddInterceptor(Make);
        using var provider = services.BuildServiceProvider(validateScopes: true);

        for (var number = 0; number < 3; number++)
        {
            using var serviceScope = provider.CreateScope();
            serviceScope.ServiceProvider.GetRequiredService<Orders.OrdersClient>();
        }

        Assert.Equal(expected, made);

        Interceptor Make()
        {
            made++;
            return new Silent();
        }
    }

    [Fact]
    public async Task Of_two_registrations_of_one_client_type_the_last_one_is_injected()
    {
        var services = new ServiceCollection();
        Register(services);
        Register(services, "archive").AddCallCredentials((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {_server.IssueToken()}");
            return Task.CompletedTask;
        });
        using var provider = services.BuildServiceProvider(validateScopes: true);

        await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request);

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_registration_twice_sends_two_tokens()
    {
        var services = new ServiceCollection();
        foreach (var token in new[] { "Bearer a", "Bearer b" })
        {
            Register(services).AddCallCredentials((_, metadata) =>
            {
                metadata.Add("authorization", token);
                return Task.CompletedTask;
            });
        }

        using var provider = services.BuildServiceProvider(validateScopes: true);

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request));

        Assert.Contains("Bearer a", Assert.Single(_server.Arrived), StringComparison.Ordinal);
        Assert.Contains("Bearer b", _server.Arrived[0], StringComparison.Ordinal);
    }

    private IHttpClientBuilder Register(IServiceCollection services, string? name = null)
    {
        var registration = name is null
            ? services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https))
            : services.AddGrpcClient<Orders.OrdersClient>(name, options => options.Address = new Uri(_server.Https));
        return registration.ConfigurePrimaryHttpMessageHandler(_server.CreateHandler);
    }

    private sealed record ScopedToken(string Token)
    {
        public string Authorization => $"Bearer {Token}";
    }

    private sealed class Silent : Interceptor;
}
