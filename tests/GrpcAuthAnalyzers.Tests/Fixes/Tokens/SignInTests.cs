using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>
/// What carries a login gets no credential: neither the client that signs in nor its channel or registration. A channel that carries other clients, too, is
/// split: an interceptor serves those.
/// </summary>
public class SignInTests
{
    private const string Shop = """
        using var channel = GrpcChannel.ForAddress("ADDRESS");
        var accounts = new Accounts.AccountsClient(channel);
        var orders = new Orders.OrdersClient(channel);
        var session = SIGNIN;
        Console.WriteLine(session);
        {|GRPCAUTH1001:orders.GetOrder|}(new OrderRequest());
        """;

    private static string Over(string address, string signIn) =>
        Shop.Replace("ADDRESS", address, StringComparison.Ordinal).Replace("SIGNIN", signIn, StringComparison.Ordinal);

    [Theory]
    [InlineData("accounts.Login(new LoginRequest())", null)]
    [InlineData("await accounts.LoginAsync(new LoginRequest())", null)]
    [InlineData("(await new Sessions(channel).OpenAsync())", null)]
    [InlineData("accounts.GetAccount(new LoginRequest())", "grpc_auth.anonymous_methods = GetAccount")]
    public async Task The_channel_that_carries_a_login_is_left_alone(string signIn, string? option)
    {
        var after = await FixPromise.HoldsAsync(Over("https://shop.example.com", signIn) + """


            class Sessions(ChannelBase channel)
            {
                public async Task<string> OpenAsync() => (await new Accounts.AccountsClient(channel).LoginAsync(new LoginRequest())).Token;
            }
            """, Setup.Usual with { EditorConfig = option });
        Assert.Contains("GrpcChannel.ForAddress(\"https://shop.example.com\");", after, StringComparison.Ordinal);
        Assert.Contains("new Accounts.AccountsClient(channel)", after, StringComparison.Ordinal);
        Assert.Contains("new Orders.OrdersClient(channel.Intercept(new CallCredentialsInterceptor(", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_http_too()
    {
        var after = await FixPromise.HoldsAsync(Over("http://shop:5000", "accounts.Login(new LoginRequest())"));
        Assert.Contains("new Accounts.AccountsClient(channel);", after, StringComparison.Ordinal);
        Assert.Contains("new Orders.OrdersClient(channel.Intercept(metadata =>", after, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_client_that_signs_in_is_left_alone_where_its_other_calls_are_reported() => Verify.NotFixable("""
        var accounts = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://shop.example.com"));
        var reply = accounts.Login(new LoginRequest());
        _ = reply.ExpiresIn;
        {|GRPCAUTH1001:accounts.GetAccount|}(new LoginRequest());
        """);

    [Fact]
    public async Task A_login_in_another_class_counts()
    {
        var after = await FixPromise.HoldsAsync("""
            public static class Channels
            {
                internal static readonly GrpcChannel Shop = GrpcChannel.ForAddress("https://shop.example.com");
            }

            public sealed class Door
            {
                public string Enter() => new Accounts.AccountsClient(Channels.Shop).Login(new LoginRequest()).Token;
            }

            public sealed class Desk
            {
                public Order Find() => {|GRPCAUTH1001:new Orders.OrdersClient(Channels.Shop).GetOrder|}(new OrderRequest());
            }
            """);
        Assert.Contains("Shop = GrpcChannel.ForAddress(\"https://shop.example.com\");", after, StringComparison.Ordinal);
        Assert.Contains("new Accounts.AccountsClient(Channels.Shop).Login", after, StringComparison.Ordinal);
        Assert.Contains("new Orders.OrdersClient(Channels.Shop.Intercept(new CallCredentialsInterceptor(", after, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_registration_of_a_client_that_only_signs_in_is_no_defect() => Verify.Silent(Registered(
        "services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://shop.example.com\"));",
        "(await accounts.LoginAsync(new LoginRequest())).Token"));

    [Fact]
    public Task A_call_whose_reply_is_the_token_of_a_provider_is_a_sign_in_under_any_name() => Verify.NotFixable(Registered(
        "services.{|GRPCAUTH1002:AddGrpcClient<Accounts.AccountsClient>|}(o => o.Address = new Uri(\"https://shop.example.com\"));",
        "(await accounts.GetAccountAsync(new LoginRequest())).Token"));

    [Fact]
    public Task What_another_registration_adds_is_not_copied_to_the_client_that_it_signs_in_by() => Verify.NotFixable(Registered("""
        services.{|GRPCAUTH1002:AddGrpcClient<Accounts.AccountsClient>|}(o => o.Address = new Uri("https://shop.example.com"));
        services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://shop.example.com"))
            .AddCallCredentials(async (context, metadata, provider) =>
                metadata.Add("authorization", $"Bearer {await provider.GetRequiredService<Session>().GetTokenAsync()}"));
        """, "(await accounts.GetAccountAsync(new LoginRequest())).Token"));

    [Fact]
    public async Task The_registration_of_the_other_client_gets_the_token_of_the_login()
    {
        var after = await FixPromise.HoldsAsync(Registered("""
            services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri("https://shop.example.com"));
            services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("https://shop.example.com"));
            """, "(await accounts.LoginAsync(new LoginRequest())).Token"), Setup.Usual with { EditorConfig = "grpc_auth.anonymous_methods = GetAccount" });
        Assert.Contains("GetRequiredService<Session>().GetTokenAsync()", after, StringComparison.Ordinal);
    }

    private static string Registered(string registrations, string token) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        services.AddSingleton<Session>();
        {{registrations}}

        class Session(Accounts.AccountsClient accounts)
        {
            public async Task<string> GetTokenAsync() => {{token}};
        }
        """;

    [Fact]
    public Task The_provider_does_not_ask_itself_for_the_header_of_its_sibling() => Verify.NotFixable("""
        public sealed class Session(Accounts.AccountsClient accounts)
        {
            public async Task<string> GetTokenAsync() => (await {|GRPCAUTH1003:accounts.GetAccountAsync|}(new LoginRequest())).Token;

            public async Task<LoginReply> FindAsync() =>
                await accounts.GetAccountAsync(new LoginRequest(), new Metadata { { "authorization", await GetTokenAsync() } });
        }
        """);

    [Fact]
    public async Task The_interceptor_of_the_client_does_not_sign_in_by_it()
    {
        var after = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
                private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://shop.example.com");
                private readonly Orders.OrdersClient _orders;

                public Desk() => _orders = new Orders.OrdersClient(_channel);

                public string Enter() => new Accounts.AccountsClient(_channel).Login(new LoginRequest()).Token;

                public Order Find() => {|GRPCAUTH1001:_orders.GetOrder|}(new OrderRequest());

                private string GetToken() => {|GRPCAUTH1001:_orders.GetOrder|}(new OrderRequest()).Id;
            }
            """.Replace("{|GRPCAUTH1001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal));
        Assert.DoesNotContain("Intercept", after, StringComparison.Ordinal);
    }
}
