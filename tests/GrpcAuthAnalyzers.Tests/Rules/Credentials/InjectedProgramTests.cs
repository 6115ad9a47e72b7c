using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Whole programs with injected clients, as public repositories have them.</summary>
public sealed class InjectedProgramTests
{
    private static readonly Setup Application = Setup.Usual with { OutputKind = OutputKind.ConsoleApplication };

    [Fact]
    public Task A_web_application_with_a_token_service_and_a_page_that_forgets() => Verify.Reports("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(builder.Configuration["Orders:Url"]!))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
        builder.Services.AddScoped<OrderService>();
        builder.Services.AddHostedService<Poller>();
        var app = builder.Build();
        app.MapGet("/orders/{id}", (string id, OrderService orders) => orders.GetAsync(id));
        app.MapGet("/first", async (Orders.OrdersClient client) => await {|GRPCAUTH1001:client.GetOrderAsync|}(new OrderRequest { Id = "1" }));
        app.Run();

        public sealed class OrderService
        {
            private readonly Orders.OrdersClient _client;
            private readonly IHttpContextAccessor _accessor;

            public OrderService(Orders.OrdersClient client, IHttpContextAccessor accessor) => (_client, _accessor) = (client, accessor);

            public async Task<Order> GetAsync(string id)
            {
                var headers = new Metadata();
                headers.Add("Authorization", _accessor.HttpContext!.Request.Headers["Authorization"].ToString());
                return await _client.GetOrderAsync(new OrderRequest { Id = id }, headers);
            }
        }

        public sealed class Poller(IServiceScopeFactory scopes) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    using var scope = scopes.CreateScope();
                    var client = scope.ServiceProvider.GetRequiredService<Orders.OrdersClient>();
                    await {|GRPCAUTH1001:client.GetOrderAsync|}(new OrderRequest(), cancellationToken: stopping);
                    await Task.Delay(1000, stopping);
                }
            }
        }

        [ApiController]
        public sealed class OrdersController(OrderService orders) : ControllerBase
        {
            [HttpGet] public Task<Order> Get(string id) => orders.GetAsync(id);
        }
        """, Setup.Usual with { OutputKind = OutputKind.ConsoleApplication });

    [Fact]
    public Task A_wrapper_that_adds_the_headers_for_all() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        internal interface IOrders { Task<Order> GetAsync(string id); }

        internal sealed class OrdersGateway(Orders.OrdersClient client, Func<Task<string>> token) : IOrders
        {
            public Task<Order> GetAsync(string id) => CallAsync(async headers => await client.GetOrderAsync(new OrderRequest { Id = id }, headers));

            private async Task<T> CallAsync<T>(Func<Metadata, Task<T>> call) => await call(new Metadata { { "authorization", "Bearer " + await token() } });
        }

        internal static class Startup
        {
            internal static void Main()
            {
                var services = new ServiceCollection();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                services.AddSingleton<IOrders, OrdersGateway>();
            }
        }
        """, Application);

    [Fact]
    public Task A_unit_test_in_the_same_project_gives_a_fake() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public class Fake : Orders.OrdersClient { public override Order GetOrder(OrderRequest request, CallOptions options) => new(); }

        public sealed class A(Orders.OrdersClient client, string token) { public Order Get() => client.GetOrder(new(), new Metadata { { "authorization", token } }); }

        public sealed class B(Orders.OrdersClient client) { public Order Get() => client.GetOrder(new()); }

        public static class Tests
        {
            public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();

            public static Order Run() => new B(new Fake()).Get();
        }
        """);

    [Fact]
    public Task A_registration_that_a_test_host_replaces_is_still_the_one_of_the_program() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();

            public static void Replace(IServiceCollection services, Orders.OrdersClient other)
            {
                services.RemoveAll<Orders.OrdersClient>();
                services.AddTransient(_ => other);
            }
        }

        public sealed class A(Orders.OrdersClient client, string token) { public Order Get() => client.GetOrder(new(), new Metadata { { "authorization", token } }); }

        public sealed class B(Orders.OrdersClient client) { public Order Get() => client.GetOrder(new()); }
        """);

    [Fact]
    public Task Cyclic_registrations_end() => Verify.Silent("""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<CallInvoker>(sp => sp.GetRequiredService<CallInvoker>());
                services.AddSingleton<ChannelBase>(sp => sp.GetRequiredService<GrpcChannel>());
                services.AddSingleton(sp => (GrpcChannel)sp.GetRequiredService<ChannelBase>());
                services.AddSingleton(sp => new Orders.OrdersClient(sp.GetRequiredService<CallInvoker>()));
                services.AddSingleton(sp => new Accounts.AccountsClient(sp.GetRequiredService<GrpcChannel>()));
            }

            public static void More<T>(IServiceCollection services) where T : class { services.AddGrpcClient<T>(); Less<T>(services); }

            private static void Less<T>(IServiceCollection services) where T : class => More<T>(services);
        }
        """);

    [Fact]
    public Task A_proxy_service_that_hands_the_headers_of_its_caller_on() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Proxy(Orders.OrdersClient client) : Orders.OrdersBase
        {
            public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context) =>
                await client.GetOrderAsync(request, context.RequestHeaders);
        }

        public static class Startup { public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(); }
        """);

    [Fact]
    public Task A_helper_that_takes_the_client_and_optional_headers() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        internal sealed class A(Orders.OrdersClient client, string token)
        {
            public Order Get() => Calls.Get(client, new Metadata { { "authorization", token } });

            public Order Open() => Calls.Get(client);
        }

        internal static class Calls { internal static Order Get(Orders.OrdersClient client, Metadata? headers = null) => client.GetOrder(new(), headers); }

        internal static class Startup { internal static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(); }
        """);

    [Fact]
    public Task A_client_under_an_alias() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;
        using Client = Acme.Orders.Orders.OrdersClient;

        public sealed class A(Client client, string token) { public Order Get() => client.GetOrder(new(), new Metadata { { "authorization", token } }); }

        public sealed class B(Client client) { public Order Get() => client.GetOrder(new()); }

        public static class Startup
        {
            public static void Add(IServiceCollection services, CallInvoker invoker)
            {
                services.AddGrpcClient<Client>();
                services.AddSingleton<Client>(_ => new(invoker));
            }
        }
        """);

    [Fact]
    public Task A_call_through_an_alias() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;
        using Client = Acme.Orders.Orders.OrdersClient;

        public sealed class A(Client client, string token) { public Order Get() => client.GetOrder(new(), new Metadata { { "authorization", token } }); }

        public sealed class B(Client client) { public Order Get() => {|GRPCAUTH1001:client.GetOrder|}(new()); }

        public static class Startup { public static void Add(IServiceCollection services) => services.AddGrpcClient<Client>(); }
        """);
}
