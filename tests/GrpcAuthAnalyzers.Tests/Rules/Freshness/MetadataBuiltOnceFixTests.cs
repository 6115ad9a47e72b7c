using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public class MetadataBuiltOnceFixTests
{
    private const string Provider = """

        class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult("");
            public string GetToken() => "";
        }
        """;

    [Fact]
    public Task Over_TLS_the_channel_takes_over_and_nothing_is_left_of_the_field() => Verify.Fixes(
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Gateway(Tokens tokens)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com");
                _client = new Orders.OrdersClient(channel);
                _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + tokens.GetTokenAsync(CancellationToken.None).Result } }|};
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);

            public Order Get(CancellationToken cancellation) => _client.GetOrder(new OrderRequest(), headers: _headers, cancellationToken: cancellation);
        }
        """ + Provider,
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway(Tokens tokens)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
                });
                _client = new Orders.OrdersClient(channel);
            }

            public Order Get() => _client.GetOrder(new OrderRequest());

            public Order Get(CancellationToken cancellation) => _client.GetOrder(new OrderRequest(), cancellationToken: cancellation);
        }
        """ + Provider);

    [Fact]
    public Task Metadata_that_is_not_the_only_value_of_its_field_stays() => Verify.NotFixable(
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
            private readonly Metadata _headers;

            public Gateway(Tokens tokens, bool isAdmin)
            {
                if (isAdmin)
                    _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + tokens.GetToken() } }|};
                else
                    _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Basic " + Environment.GetEnvironmentVariable("LOGIN") } }|};
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """ + Provider);

    [Fact]
    public Task Other_entries_stay_where_they_are() => Verify.Fixes(
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
            private static readonly Metadata Headers = {|GRPCAUTH3001:new Metadata
            {
                { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") },
                { "x-tenant", "acme" },
            }|};

            public Order Get() => _client.GetOrder(new OrderRequest(), Headers);
        }
        """,
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(
                    ChannelCredentials.SecureSsl,
                    CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                        return Task.CompletedTask;
                    })),
            }));
            private static readonly Metadata Headers = new Metadata
            {
                { "x-tenant", "acme" },
            };

            public Order Get() => _client.GetOrder(new OrderRequest(), Headers);
        }
        """);

    [Fact]
    public Task Where_the_channel_is_not_seen_a_method_makes_the_metadata_for_each_call() => Verify.Fixes(
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client;
            private readonly Tokens _tokens;
            private readonly Metadata _headers;

            public Gateway(Orders.OrdersClient client, Tokens2 tokens)
            {
                _client = client;
                _tokens = new Tokens(tokens);
                _headers = {|GRPCAUTH3001:new Metadata
                {
                    { "authorization", "Bearer " + _tokens.GetToken() },
                    { "x-tenant", "acme" },
                }|};
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }

        record Tokens(Tokens2 Inner)
        {
            public string GetToken() => Inner.Current();
        }

        abstract class Tokens2
        {
            public abstract string Current();
        }
        """,
        """
        class Gateway
        {
            private readonly Orders.OrdersClient _client;
            private readonly Tokens _tokens;
            private Metadata CreateHeaders() => new Metadata
            {
                { "authorization", "Bearer " + _tokens.GetToken() },
                { "x-tenant", "acme" },
            };

            public Gateway(Orders.OrdersClient client, Tokens2 tokens)
            {
                _client = client;
                _tokens = new Tokens(tokens);
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), CreateHeaders());
        }

        record Tokens(Tokens2 Inner)
        {
            public string GetToken() => Inner.Current();
        }

        abstract class Tokens2
        {
            public abstract string Current();
        }
        """);

    [Fact]
    public Task The_setting_that_the_code_reads_today_is_not_replaced_by_one_of_another_name() => Verify.NotFixable("""
        class Gateway
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Gateway(Orders.OrdersClient client, Microsoft.Extensions.Configuration.IConfiguration configuration)
            {
                _client = client;
                _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + configuration["Token"] } }|};
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("string token", "token")]
    [InlineData("Settings settings", "settings.Token")]
    [InlineData("IReadOnlyList<string> arguments", "arguments[0]")]
    public Task A_token_of_which_only_the_value_is_there_is_not_thrown_away(string parameter, string token) => Verify.NotFixable(
        $$"""
        using System.Collections.Generic;

        class Gateway
        {
            private readonly Orders.OrdersClient client;
            private readonly Metadata _headers;

            public Gateway(Orders.OrdersClient orders, {{parameter}})
            {
                client = orders;
                _headers = {|GRPCAUTH3001:new() { { "authorization", $"Bearer { {{token}} }" } }|};
            }

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }

        class Settings
        {
            public string Token { get; set; } = "";
        }
        """);

    [Theory]
    [InlineData("TokenStore.Current")]
    [InlineData("TokenStore.Shared.Token")]
    [InlineData("TokenStore.Instance.Fetched")]
    public Task A_property_that_may_answer_differently_is_read_for_each_call(string token) => Verify.Fixes(
        $$"""
        class Gateway(Orders.OrdersClient client)
        {
            private static readonly Metadata Headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + {{token}} } }|};

            public Order Get() => client.GetOrder(new OrderRequest(), Headers);
        }
        """ + TokenStore,
        $$"""
        class Gateway(Orders.OrdersClient client)
        {
            private static Metadata CreateHeaders() => new Metadata { { "authorization", "Bearer " + {{token}} } };

            public Order Get() => client.GetOrder(new OrderRequest(), CreateHeaders());
        }
        """ + TokenStore);

    private const string TokenStore = """


        interface ITokens
        {
            string Token { get; }
        }

        class TokenStore : ITokens
        {
            public static string Current { get; set; } = "";

            public static ITokens Shared { get; } = new TokenStore();

            public static TokenStore Instance { get; } = new TokenStore();

            public string Token => Environment.MachineName;

            public string Fetched => Environment.GetEnvironmentVariable("ORDERS_TOKEN") ?? "";
        }
        """;

    [Fact]
    public Task Metadata_that_is_made_lazily_is_made_for_each_call() => Verify.Fixes(
        """
        class Gateway(Orders.OrdersClient client, Tokens tokens)
        {
            private Metadata? _headers;

            public async Task<Order> GetAsync(CancellationToken cancellation)
            {
                _headers ??= {|GRPCAUTH3001:new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}" } }|};
                return await client.GetOrderAsync(new OrderRequest(), _headers);
            }
        }
        """ + Provider,
        """
        class Gateway(Orders.OrdersClient client, Tokens tokens)
        {
            private Metadata? _headers;

            public async Task<Order> GetAsync(CancellationToken cancellation)
            {
                _headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}" } };
                return await client.GetOrderAsync(new OrderRequest(), _headers);
            }
        }
        """ + Provider);

    [Fact]
    public Task In_a_loop_without_end_the_metadata_is_made_in_its_body() => Verify.Fixes(
        """
        class Worker(Orders.OrdersClient client, Tokens tokens)
        {
            public async Task RunAsync(CancellationToken cancellation)
            {
                var headers = {|GRPCAUTH3001:new Metadata()|};
                headers.Add("authorization", "Bearer " + await tokens.GetTokenAsync(cancellation));
                while (true)
                {
                    await client.GetOrderAsync(new OrderRequest(), headers);
                }
            }
        }
        """ + Provider,
        """
        class Worker(Orders.OrdersClient client, Tokens tokens)
        {
            public async Task RunAsync(CancellationToken cancellation)
            {
                while (true)
                {
                    var headers = new Metadata();
                    headers.Add("authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}");
                    await client.GetOrderAsync(new OrderRequest(), headers);
                }
            }
        }
        """ + Provider);

    [Fact]
    public Task Over_http_with_nothing_but_an_asynchronous_source_there_is_no_right_fix() => Verify.NotFixable(
        """
        class Gateway(Orders.OrdersClient client, Tokens tokens)
        {
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", $"Bearer {tokens.GetTokenAsync(default).Result}" } }|};

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """ + Provider);

    [Fact]
    public Task Metadata_that_the_first_call_makes_in_its_argument() => Verify.NotFixable(
        """
        class Gateway(Orders.OrdersClient client, Func<string> token)
        {
            private Metadata? _headers;

            public Order Get() => client.GetOrder(new OrderRequest(), _headers ??= {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + token() } }|});
        }
        """);

    [Fact]
    public Task Lazy_metadata() => Verify.NotFixable("""
        public sealed class OrderService(Orders.OrdersClient client, string accessToken)
        {
            private readonly Lazy<Metadata> _headers = new(() => {|GRPCAUTH3001:new Metadata { { "authorization", $"Bearer {accessToken}" } }|});

            public Order Get() => client.GetOrder(new OrderRequest(), _headers.Value);
        }
        """);

    [Fact]
    public async Task Each_of_several_fields_becomes_a_method_of_its_own()
    {
        var text = await FixPromise.HoldsAsync("""
            public static class Desk
            {
                private static readonly Metadata s_headers = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token") } };
                private static readonly Metadata s_admin = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("admin") } };

                public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), s_headers);

                public static Order Admin(Orders.OrdersClient admin) => admin.GetOrder(new OrderRequest(), Desk.s_admin);
            }
            """);
        Assert.Contains("private static Metadata CreateHeaders() => new Metadata {", text, StringComparison.Ordinal);
        Assert.Contains("private static Metadata CreateAdmin() => new Metadata {", text, StringComparison.Ordinal);
        Assert.Contains("admin.GetOrder(new OrderRequest(), Desk.CreateAdmin());", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_name_that_other_code_has_stays_free() => FixPromise.WritesAsync(
        "\n    static Metadata CreateHeadersForCall() => new Metadata {",
        """
        public static class Desk
        {
            static readonly Metadata Headers = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token") } };

            public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest { Id = CreateHeaders() }, Headers);

            private static string CreateHeaders() => "";
        }
        """);

    [Fact]
    public Task A_property_that_others_can_name_stays_a_property() => FixPromise.WritesAsync(
        "public static Metadata Headers => new Metadata {",
        """
        public static class Desk
        {
            public static Metadata Headers { get; } = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token") } };

            public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), Headers);
        }
        """);
}
