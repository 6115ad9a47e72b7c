using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public class HardCodedCredentialFixTests
{
    [Fact]
    public Task A_private_constant_gives_way_to_a_provider_that_is_awaited() => Verify.Fixes(
        """
        class Gateway(Orders.OrdersClient client, Tokens tokens)
        {
            private const string Key = {|GRPCAUTH2001:"archive-writer-88c4"|};

            public async Task<Order> GetAsync(CancellationToken cancellation)
            {
                var headers = new Metadata { { "authorization", $"Bearer {Key}" } };
                return await client.GetOrderAsync(new OrderRequest(), headers, cancellationToken: tokens.Stop);
            }
        }

        class Tokens
        {
            public CancellationToken Stop;
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
        }
        """,
        """
        class Gateway(Orders.OrdersClient client, Tokens tokens)
        {
            public async Task<Order> GetAsync(CancellationToken cancellation)
            {
                var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}" } };
                return await client.GetOrderAsync(new OrderRequest(), headers, cancellationToken: tokens.Stop);
            }
        }

        class Tokens
        {
            public CancellationToken Stop;
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
        }
        """);

    [Fact]
    public Task A_constant_that_becomes_a_property_names_no_parameter_of_its_class() => FixPromise.WritesAsync(
        "private static string Key => Environment.GetEnvironmentVariable(",
        """
        public class Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            private const string Key = "archive-writer-88c4";

            public string? Region => configuration["Region"];

            public int Length => Key.Length;

            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", Key } });
        }
        """);

    [Fact]
    public Task Without_a_provider_a_setting_is_read_for_each_call() => Verify.Fixes(
        """
        class Gateway(Orders.OrdersClient client)
        {
            public Order Get()
            {
                var headers = new Metadata();
                headers.Add("authorization", {|GRPCAUTH2001:"Bearer archive-writer-88c4"|});
                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """,
        """
        class Gateway(Orders.OrdersClient client)
        {
            public Order Get()
            {
                var headers = new Metadata();
                var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                headers.Add("authorization", $"Bearer {token}");
                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task Of_named_arguments_the_value_is_replaced() => Verify.Fixes(
        """
        class Gateway(Orders.OrdersClient client)
        {
            public Order Get()
            {
                var headers = new Metadata();
                headers.Add(value: {|GRPCAUTH2001:"archive-writer-88c4"|}, key: "x-api-key");
                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """,
        """
        class Gateway(Orders.OrdersClient client)
        {
            public Order Get()
            {
                var headers = new Metadata();
                var apiKey = Environment.GetEnvironmentVariable("GRPC_ORDERS_API_KEY")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_API_KEY' is not set.");
                headers.Add(value: apiKey, key: "x-api-key");
                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    [Theory]
    [InlineData("Token", "Grpc:Orders:Token", "token")]
    [InlineData("Grpc", "Grpc:Orders:Token", "token")]
    [InlineData("Setting", "Grpc:Orders:SettingToken", "settingToken")]
    public Task A_constant_whose_name_is_only_in_a_text_goes(string name, string setting, string local) => Verify.Fixes(
        $$$"""
        class Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            private const string {{{name}}} = {|GRPCAUTH2001:"archive-writer-88c4"|};

            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {{{{name}}}}" } });

            public object? Name => configuration["Orders:Name"];
        }
        """,
        $$$"""
        class Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            public Order Get()
            {
                var {{{local}}} = configuration["{{{setting}}}"]
                    ?? throw new InvalidOperationException("The setting '{{{setting}}}' is missing.");
                return client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {{{{local}}}}" } });
            }

            public object? Name => configuration["Orders:Name"];
        }
        """);

    [Fact]
    public Task A_constant_of_two_entries_goes_with_both() => Verify.Fixes(
        """
        class Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            private const string Token = {|GRPCAUTH2001:"archive-writer-88c4"|};

            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + Token } });

            public object List() => client.ListOrders(new OrderRequest(), new Metadata { { "authorization", "Bearer " + Token } });

            public object? Name => configuration["Orders:Name"];
        }
        """,
        """
        class Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            public Order Get()
            {
                var token = configuration["Grpc:Orders:Token"]
                    ?? throw new InvalidOperationException("The setting 'Grpc:Orders:Token' is missing.");
                return {|GRPCAUTH1004:client.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token}" } });
            }

            public object List()
            {
                var token = configuration["Grpc:Orders:Token"]
                    ?? throw new InvalidOperationException("The setting 'Grpc:Orders:Token' is missing.");
                return client.ListOrders(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token}" } });
            }

            public object? Name => configuration["Orders:Name"];
        }
        """);
}
