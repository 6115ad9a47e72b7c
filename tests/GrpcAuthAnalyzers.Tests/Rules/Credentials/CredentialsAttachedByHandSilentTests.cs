using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Code that looks like GRPCAUTH1004 and is right, or cannot be known.</summary>
public sealed class CredentialsAttachedByHandSilentTests
{
    private const string Tokens = """
        public interface ITokens { string Token { get; } string For(string tenant); Metadata Headers(); }

        """;

    [Theory]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Token } });")]
    [InlineData("var headers = new Metadata { { \"authorization\", tokens.Token } }; orders.GetOrder(new OrderRequest(), headers); orders.ListOrders(new OrderRequest(), headers);")]
    [InlineData("orders.GetOrder(new OrderRequest(), tokens.Headers()); orders.ListOrders(new OrderRequest(), tokens.Headers());")]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"x-request-id\", tokens.Token } }); orders.ListOrders(new OrderRequest(), new Metadata { { \"x-request-id\", tokens.Token } });")]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.For(\"a\") } }); orders.ListOrders(new OrderRequest(), new Metadata { { \"authorization\", tokens.For(\"b\") } });")]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.For(tenant) } }); orders.ListOrders(new OrderRequest(), new Metadata { { \"authorization\", tokens.For(tenant) } });")]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Token } }); orders.ListOrders(new OrderRequest(), new Metadata { { \"authorization\", tenant } });")]
    [InlineData("foreach (var token in tenant.Split(',')) { orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token } }); orders.ListOrders(new OrderRequest(), new Metadata { { \"authorization\", token } }); }")]
    public Task One_hand_or_values_that_differ_or_are_not_known(string body) => Verify.Silent(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public void Run(string tenant)
            {
                {{body}}
                _ = tenant + tokens.Token;
            }
        }
        """);

    [Theory]
    [InlineData("accessor.HttpContext!.Request.Headers[\"Authorization\"].ToString()")]
    [InlineData("Token()")]
    [InlineData("Current")]
    public Task A_token_of_the_incoming_request(string value) => Verify.Silent($$"""
        using Microsoft.AspNetCore.Http;

        public sealed class Desk(Orders.OrdersClient orders, IHttpContextAccessor accessor)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", {{value}} } });

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "authorization", {{value}} } });

            private string Token() => accessor.HttpContext!.Request.Headers["Authorization"].ToString();

            private string Current => accessor.HttpContext!.Request.Headers["Authorization"].ToString();
        }
        """);

    [Fact]
    public Task A_token_of_the_call_that_a_server_answers() => Verify.Silent("""
        public sealed class Proxy(Orders.OrdersClient orders)
        {
            public Order Get(OrderRequest request, ServerCallContext context) => orders.GetOrder(request, Headers(context));

            public object List(OrderRequest request, ServerCallContext context) => orders.ListOrders(request, Headers(context));

            private static Metadata Headers(ServerCallContext context) => new() { { "authorization", context.RequestHeaders.GetValue("authorization")! } };
        }
        """);

    [Fact]
    public Task A_client_that_has_credentials_of_its_own() => Verify.Silent(Tokens + """
        public sealed class Desk(CallCredentials credentials, ITokens tokens)
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress(
                "https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) }));

            public Order Get() => _orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => _orders.ListOrders(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });
        }
        """);

    [Fact]
    public Task A_client_whose_registration_adds_credentials() => Verify.Silent(Tokens + """
        public static class Startup
        {
            public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                Microsoft.Extensions.DependencyInjection.GrpcClientServiceExtensions.AddGrpcClient<Orders.OrdersClient>(services, options => options.Address = new Uri("https://orders.example.com"))
                    .AddTokens();

            private static void AddTokens(this Microsoft.Extensions.DependencyInjection.IHttpClientBuilder builder) =>
                Microsoft.Extensions.DependencyInjection.GrpcHttpClientBuilderExtensions.AddCallCredentials(builder, (context, metadata) => Task.CompletedTask);
        }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });
        }
        """);

    [Fact]
    public Task In_a_test_project() => Verify.Silent(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Two_clients() => Verify.Silent(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object Account() => accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", tokens.Token } });
        }
        """);
}
