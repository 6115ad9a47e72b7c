using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>
/// A provider that needs the credential which is written would call itself for ever. What it signs in over gets no other credential either: only the other
/// clients of the channel get one, and to them the provider can give it.
/// </summary>
public class CredentialLoopTests
{
    private const string Login = "(await new Accounts.AccountsClient({0}).LoginAsync(new LoginRequest())).Token";

    private static async Task OnlyTheClientGets(string token, string source)
    {
        var after = await FixPromise.HoldsAsync(source
            .Replace("MARKED", Call, StringComparison.Ordinal).Replace("OPTIONS", "", StringComparison.Ordinal));
        Assert.Contains("new Orders.OrdersClient(_channel.Intercept(new CallCredentialsInterceptor(", after, StringComparison.Ordinal);
        Assert.Contains(token, after, StringComparison.Ordinal);
        Assert.Contains("GrpcChannel.ForAddress(\"https://orders.example.com\");", after, StringComparison.Ordinal);
        Assert.DoesNotContain("new Accounts.AccountsClient(_channel.Intercept", after, StringComparison.Ordinal);
        Assert.DoesNotContain("GRPC_ORDERS_TOKEN", after, StringComparison.Ordinal);
    }

    private static string Gateway(string fields, string construction, string members, string rest = "") => $$"""
        class Gateway
        {
            private readonly GrpcChannel _channel;
            {{fields}}

            public Gateway()
            {
                _channel = GrpcChannel.ForAddress("https://orders.example.com"OPTIONS);
                {{construction}}
            }

            public Task<Order> GetAsync() => MARKED(new OrderRequest()).ResponseAsync;

            {{members}}
        }


        """ + rest;

    private const string Call = "{|GRPCAUTH1001:new Orders.OrdersClient(_channel).GetOrderAsync|}";

    [Fact]
    public Task A_method_that_logs_in_over_the_channel() => OnlyTheClientGets(
        "await GetTokenAsync()",
        Gateway("", "", "private async Task<string> GetTokenAsync() => " + string.Format(null, Login, "_channel") + ";"));

    [Fact]
    public Task A_method_that_leads_to_one_which_logs_in_over_the_channel() => OnlyTheClientGets(
        "await GetTokenAsync()",
        Gateway("", "", """
        private Task<string> GetTokenAsync() => Fresh;
            private Task<string> Fresh => ReadAsync();
            private async Task<string> ReadAsync() =>
        """ + " " + string.Format(null, Login, "_channel") + ";"));

    [Fact]
    public Task A_client_of_the_channel() => OnlyTheClientGets(
        "await GetTokenAsync()",
        Gateway("private readonly Accounts.AccountsClient _accounts;", "_accounts = new Accounts.AccountsClient(_channel);", "private async Task<string> GetTokenAsync() => (await _accounts.LoginAsync(new LoginRequest())).Token;"));

    [Fact]
    public Task A_provider_that_is_made_of_the_channel() => OnlyTheClientGets(
        "await _session.GetTokenAsync()",
        Gateway("private readonly Session _session;", "_session = new Session(_channel);", "public object Other() => _session;", $$"""
        class Session(ChannelBase channel)
        {
            public async Task<string> GetTokenAsync() => {{string.Format(null, Login, "channel")}};
        }
        """));

    [Fact]
    public Task A_provider_that_comes_back_by_an_interface() => OnlyTheClientGets(
        "await _session.GetTokenAsync()",
        Gateway("private readonly ISession _session;", "_session = new Session(this);", "public ChannelBase Channel => _channel; public object Other() => _session;", $$"""
        interface ISession
        {
            Task<string> GetTokenAsync();
        }

        class Session(Gateway gateway) : ISession
        {
            public async Task<string> GetTokenAsync() => {{string.Format(null, Login, "gateway.Channel")}};
        }
        """));

    [Fact]
    public Task The_provider_of_another_channel_is_taken() => Verify.Fixes(
        Other(Call, ""),
        Other("new Orders.OrdersClient(_channel).GetOrderAsync", """
        , new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await GetTokenAsync()}"))),
                }
        """));

    private static string Other(string call, string options) => Gateway(
        "private readonly GrpcChannel _accounts;", "_accounts = GrpcChannel.ForAddress(\"https://accounts.example.com\");", "private async Task<string> GetTokenAsync() => " + string.Format(null, Login, "_accounts") + ";")
        .Replace("MARKED", call, StringComparison.Ordinal).Replace("OPTIONS", options, StringComparison.Ordinal);

    [Fact]
    public Task A_literal_in_the_login_does_not_ask_for_the_token_that_the_login_gives() => Verify.Fixes(
        LoggedIn("{|GRPCAUTH2001:\"Bearer archive-writer-88c4\"|}"),
        LoggedIn("$\"Bearer {token}\"", "var token = Environment.GetEnvironmentVariable(\"GRPC_ACCOUNTS_TOKEN\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ACCOUNTS_TOKEN' is not set.\");\n        "));

    private static string LoggedIn(string value, string local = "") => $$"""
        class Session(Accounts.AccountsClient client)
        {
            public Task<string> GetTokenAsync() => LogInAsync();

            private async Task<string> LogInAsync()
            {
                {{local}}var headers = new Metadata { { "authorization", {{value}} } };
                return (await client.LoginAsync(new LoginRequest(), headers)).Token;
            }
        }
        """;

    [Fact]
    public Task The_registration_of_the_client_that_a_registered_provider_signs_in_by_is_left_alone() => Verify.NotFixable(
        Registration("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", "", "Orders.OrdersClient"));

    private static string Registration(string call, string chain, string client) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        services.AddSingleton<ISession, Session>();
        {{call}}(options => options.Address = new Uri("https://orders.example.com")){{chain}};

        interface ISession
        {
            Task<string> GetTokenAsync();
        }

        class Session({{client}} orders) : ISession
        {
            public async Task<string> GetTokenAsync() => (await orders.GetOrderAsync(new OrderRequest())).Id;
        }
        """;

    [Fact]
    public Task A_provider_that_logs_in_over_its_own_channel_is_taken_where_the_clients_are_generated_into_the_project() => Verify.Fixes(
        OwnChannel("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        OwnChannel("client.GetOrderAsync", """
            , new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(
                            ChannelCredentials.SecureSsl,
                            CallCredentials.FromInterceptor(async (context, metadata) =>
                                metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
                    }
            """),
        Setup.Usual with { GeneratedContracts = true });

    private static string OwnChannel(string call, string options) => $$"""
        public sealed class Tokens
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://login.example.com");

            public async Task<string> GetTokenAsync(CancellationToken cancellation) =>
                (await new Accounts.AccountsClient(_channel).LoginAsync(new LoginRequest(), cancellationToken: cancellation)).Token;
        }

        public sealed class Watch
        {
            public async Task<Order> FindAsync(Tokens tokens)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com"{{options}});
                var client = new Orders.OrdersClient(channel);
                return await {{call}}(new OrderRequest());
            }
        }
        """;

    [Theory]
    [InlineData(10, true)]
    [InlineData(5_001, false)]
    public async Task A_provider_with_more_code_than_a_menu_can_wait_for_is_not_taken(int names, bool isTaken)
    {
        var project = await ProjectUnderTest.CreateAsync($$"""
            public sealed class Tokens
            {
                private string _name = "";

                public string GetToken() => string.Concat(new[] { {{string.Join(", ", Enumerable.Repeat("_name", names))}} });
            }

            public sealed class Watch
            {
                public Order Find(Tokens tokens) =>
                    new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder(new OrderRequest());
            }
            """, Setup.Usual);
        var offers = await FixHost.OffersAsync(Verify.ProductFixes, project, (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports);
        Assert.Equal(isTaken, offers[0].Action.Title.Contains("tokens", StringComparison.Ordinal));
    }
}
