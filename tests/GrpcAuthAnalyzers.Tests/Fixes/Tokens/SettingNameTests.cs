using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>What a setting is called that a fix introduces: as the settings of the code are called, else after the service.</summary>
public sealed class SettingNameTests
{
    private static string Configured(string read, string client = "Orders.OrdersClient", string call = "GetOrder(new OrderRequest())") => $$"""
        using Microsoft.Extensions.Configuration;

        public sealed class Desk(IConfiguration configuration)
        {
            private readonly {{client}} _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public object Get() => _client.{{call}};

            public object? Read() => {{read}};
        }
        """;

    [Theory]
    [InlineData("configuration[\"Orders:Url\"]", "configuration[\"Orders:Token\"]")]
    [InlineData("configuration[\"Orders:Token\"]", "configuration[\"Orders:Token\"]")]
    [InlineData("configuration.GetSection(\"Orders\")[\"Retries\"]", "configuration[\"Orders:Token\"]")]
    [InlineData("configuration[\"Services:Order:Address\"]", "configuration[\"Services:Order:Token\"]")]
    [InlineData("configuration[\"Downstream:BaseUrl\"]", "configuration[\"Downstream:Token\"]")]
    [InlineData("configuration[\"Downstream:BaseUrl\"] + configuration[\"Orders:Url\"]", "configuration[\"Orders:Token\"]")]
    [InlineData("configuration[\"Downstream:BaseUrl\"] + configuration[\"Billing:Url\"]", "configuration[\"Grpc:Orders:Token\"]")]
    [InlineData("configuration[\"Logging:Level\"]", "configuration[\"Grpc:Orders:Token\"]")]
    [InlineData("configuration.GetSection(\"Logging\")", "configuration[\"Grpc:Orders:Token\"]")]
    [InlineData("configuration[\"Billing:Token\"]", "configuration[\"Grpc:Orders:Token\"]")]
    [InlineData("configuration[\"Url\"]", "configuration[\"Grpc:Orders:Token\"]")]
    [InlineData("configuration.GetSection(\"Downstream\").GetSection(\"Orders\").GetValue<string>(\"Address\")", "configuration[\"Downstream:Orders:Token\"]")]
    [InlineData("configuration.GetRequiredSection(\"Backends\").GetRequiredSection(\"Orders\")[\"Url\"]", "configuration[\"Backends:Orders:Token\"]")]
    [InlineData("configuration.GetSection(\"Clients\")[\"Orders:Url\"]", "configuration[\"Clients:Orders:Token\"]")]
    [InlineData("configuration.GetSection(\"Services:Orders\").GetValue<Uri>(\"Address\")", "configuration[\"Services:Orders:Token\"]")]
    [InlineData("configuration.GetValue<int>(\"OrdersApi:Retries\") + configuration[\"OrdersApi:Url\"]", "configuration[\"OrdersApi:Token\"]")]
    [InlineData("configuration.GetSection(\"OrderService\")", "configuration[\"OrderService:Token\"]")]
    public Task A_section_of_the_file_is_used(string read, string expected) => FixPromise.WritesAsync("var token = " + expected, Configured(read));

    [Fact]
    public Task A_section_of_another_file_is_used_where_this_one_has_none() => FixPromise.WritesAsync(
        "var token = configuration[\"Backend:Token\"]", Configured("configuration"), Setup.Usual with
        {
            Documents = [("Startup.cs", "class Startup { public static string? Url(Microsoft.Extensions.Configuration.IConfiguration configuration) => configuration[\"Backend:Url\"]; }")],
        });

    [Theory]
    [InlineData("var options = new Desk(configuration); configuration.Bind(\"Orders\", options); return options;", "Orders:Token")]
    [InlineData("var cfg = configuration; return cfg[\"Orders:Url\"];", "Orders:Token")]
    [InlineData("var texts = new Dictionary<string, string>(); return texts[\"Orders\"];", "Grpc:Orders:Token")]
    public Task A_section_is_known_by_what_reads_it(string body, string expected) => FixPromise.WritesAsync(
        $"configuration[\"{expected}\"]",
        Configured("null").Replace("public object? Read() => null;", "public object? Read() { " + body + " }", StringComparison.Ordinal));

    [Theory]
    [InlineData("s_key")]
    [InlineData("m_apiKey")]
    [InlineData("_apiKey")]
    [InlineData("kApiKey")]
    public async Task No_prefix_of_a_field_is_in_a_name(string holder)
    {
        var text = await FixPromise.HoldsAsync($$"""
            public sealed class Desk
            {
                private static readonly string {{holder}} = "archive-writer-88c4";

                public Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", {{holder}} } });
            }
            """);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_ORDERS_API_KEY\")", text, StringComparison.Ordinal);
    }

    private static string Environmental(string read) => $$"""
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public Order Get() => _client.GetOrder(new OrderRequest());

            public object? Read() => {{read}};
        }
        """;

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"ORDERS_ADDRESS\")", "ORDERS_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"ACME_ORDERS_API_KEY\")", "ACME_ORDERS_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"ACME_URL\")", "ACME_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"ACME_URL\") + Environment.GetEnvironmentVariable(\"OTHER_URL\")", "GRPC_ORDERS_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"Orders__Url\")", "ORDERS__TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"ORDERS_SERVICE_URL\")", "ORDERS_SERVICE_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"DOTNET_ENVIRONMENT\")", "GRPC_ORDERS_TOKEN")]
    [InlineData("Environment.GetEnvironmentVariable(\"BILLING_TOKEN\")", "GRPC_ORDERS_TOKEN")]
    [InlineData("null", "GRPC_ORDERS_TOKEN")]
    public Task A_prefix_of_the_file_is_used(string read, string expected) =>
        FixPromise.WritesAsync("var token = Environment.GetEnvironmentVariable(\"" + expected + "\")", Environmental(read));

    [Theory]
    [InlineData("YOUR_API_KEY_HERE")]
    [InlineData("ChangeMe")]
    [InlineData("TodoReplaceToken")]
    [InlineData("placeholder")]
    public async Task No_word_of_a_placeholder_is_in_a_name(string holder)
    {
        var text = await FixPromise.HoldsAsync($$"""
            public sealed class Desk
            {
                public Order Get(Orders.OrdersClient client)
                {
                    var {{holder}} = "archive-writer-88c4";
                    return client.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", {{holder}} } });
                }
            }
            """);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_ORDERS_API_KEY\")", text, StringComparison.Ordinal);
    }
}
