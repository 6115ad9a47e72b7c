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
}
