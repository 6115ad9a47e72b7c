using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001 after a login: where nobody looks at its reply it can only give a cookie, which the handler of the channel sends by itself.</summary>
public sealed class CookieLoginTests
{
    [Theory]
    [InlineData("accounts.Login(new LoginRequest());")]
    [InlineData("await accounts.LoginAsync(new LoginRequest());")]
    [InlineData("await accounts.LoginAsync(new LoginRequest()).ConfigureAwait(false);")]
    [InlineData("_ = await accounts.LoginAsync(new LoginRequest());")]
    public Task Calls_after_a_login_whose_reply_is_dropped_are_silent(string login) => Verify.Silent($$"""
        using var channel = GrpcChannel.ForAddress("https://orders.example.com");
        var accounts = new Accounts.AccountsClient(channel);
        {{login}}
        new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
        """);

    [Fact]
    public Task The_login_may_stand_in_another_member() => Verify.Silent("""
        public sealed class Shop
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://orders.example.com");

            public void Enter() => new Accounts.AccountsClient(_channel).Login(new LoginRequest());

            public void Order() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("var reply = accounts.Login(new LoginRequest()); Console.WriteLine(reply);")]
    [InlineData("accounts.GetAccount(new LoginRequest(), new Metadata { { \"authorization\", Environment.MachineName } });")]
    public Task Calls_after_something_else_are_reported(string other) => Verify.Reports($$"""
        using var channel = GrpcChannel.ForAddress("https://orders.example.com");
        var accounts = new Accounts.AccountsClient(channel);
        {{other}}
        {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}(new OrderRequest());
        """);

    [Fact]
    public Task Calls_over_another_channel_are_reported() => Verify.Reports("""
        new Accounts.AccountsClient(GrpcChannel.ForAddress("https://accounts.example.com")).Login(new LoginRequest());
        {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder|}(new OrderRequest());
        """);

    [Theory]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.AddSingleton(s => new Orders.OrdersClient(s.GetRequiredService<GrpcChannel>())); services.AddSingleton(s => new Accounts.AccountsClient(s.GetRequiredService<GrpcChannel>()));")]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://orders.example.com\"); services.AddSingleton(new Orders.OrdersClient(channel)); services.AddSingleton(_ => new Accounts.AccountsClient(channel));")]
    public async Task An_injected_client_after_a_login_through_another_one(string registrations)
    {
        const string Desk = """
            public sealed class Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts)
            {
                public async Task<Order> Get() { await accounts.LoginAsync(new LoginRequest()); return await orders.GetOrderAsync(new OrderRequest()); }
            }
            """;
        const string WithHeaders = """
            public sealed class Other(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", Environment.MachineName } }); }
            """;
        var startup = $$"""
            using Microsoft.Extensions.DependencyInjection;

            public static class Startup { public static void Run(IServiceCollection services) { {{registrations}} } }

            """;
        await Verify.Silent(startup + Desk);
        await Verify.Silent(startup + Desk + WithHeaders);
    }

    [Fact]
    public Task A_client_of_the_factory_that_signs_in_itself() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup { public static void Run(IServiceCollection services) => services.AddGrpcClient<Accounts.AccountsClient>(); }

        public sealed class Desk(Accounts.AccountsClient accounts)
        {
            public async Task<LoginReply> Get() { await accounts.LoginAsync(new LoginRequest()); return await accounts.GetAccountAsync(new LoginRequest()); }
        }
        """);

    [Fact]
    public Task A_login_of_another_registration_gives_no_cookie() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Run(IServiceCollection services)
            {
                services.AddGrpcClient<Accounts.AccountsClient>();
                services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();
            }
        }

        public sealed class Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts)
        {
            public async Task<Order> Get() { await accounts.LoginAsync(new LoginRequest()); return await orders.GetOrderAsync(new OrderRequest()); }
        }
        """);

    [Theory]
    [InlineData("(await accounts.LoginAsync(new LoginRequest())).Token", "services.AddGrpcClient<Accounts.AccountsClient>();")]
    [InlineData("accounts.Login(new LoginRequest()).Token + await Task.FromResult(\"\")", "services.AddSingleton(_ => new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    public Task A_client_that_only_signs_in(string call, string registration) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup { public static void Run(IServiceCollection services) { {{registration}} } }

        public sealed class Desk(Accounts.AccountsClient accounts) { public async Task<string> Get() => {{call}}; }
        """);
}
