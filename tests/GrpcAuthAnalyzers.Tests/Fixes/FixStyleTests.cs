using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>Fixes in code that is laid out in unusual ways: what they write stands where it compiles, and what they take away leaves no blanks behind.</summary>
public sealed class FixStyleTests
{
    private static readonly Setup WithoutGlobalUsings = Setup.Usual with { GlobalUsings = false };

    [Fact]
    public async Task Of_two_namespaces_with_usings_both_get_what_they_need()
    {
        var text = await FixPromise.HoldsAsync("""
            namespace Acme.Tokens
            {
                using System.Threading.Tasks;

                public abstract class TokenSource
                {
                    public abstract Task<string> GetTokenAsync();
                }
            }

            namespace Acme.Desks
            {
                using Acme.Orders;
                using Acme.Tokens;

                public sealed class Desk
                {
                    private readonly Orders.OrdersClient _client;

                    public Desk(TokenSource tokens)
                    {
                        _client = new Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example.com"));
                    }

                    public Order Get() => _client.GetOrder(new OrderRequest());
                }
            }
            """, WithoutGlobalUsings);
        Assert.StartsWith("using Grpc.Core;", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_using_directive_is_not_written_between_if_and_endif()
    {
        var text = await FixPromise.HoldsAsync("""
            using System.Threading.Tasks;
            #if !DEBUG
            using Acme.Orders;
            #endif

            public sealed class Desk
            {
                private readonly Orders.OrdersClient _client = new Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example.com"));

                public Order Get() => _client.GetOrder(new OrderRequest());
            }
            """, WithoutGlobalUsings);
        Assert.Contains("#if !DEBUG\nusing Acme.Orders;\n#endif", text, StringComparison.Ordinal);
        Assert.Contains("using Grpc.Core;", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_using_in_a_namespace_that_hides_that_of_gRPC_says_which_one() => Verify.Reports("""
        namespace Acme.Grpc;

        using System.Text;

        public static class Desk
        {
            public static Acme.Orders.Order First() =>
                {|GRPCAUTH1001:new Acme.Orders.Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder|}(new Acme.Orders.OrderRequest());

            public static Encoding Text => Encoding.UTF8;
        }
        """);

    [Theory]
    [InlineData("#define CLOUD\n")]
    [InlineData("// Licensed to Acme.\n#define CLOUD\n\n#if CLOUD\n#define OLD\n#endif\n\n")]
    public Task Symbols_are_defined_in_front_of_the_first_using(string head) => FixPromise.WritesAsync(
        head + "using System.Net.Security;\nusing System.Security.Cryptography.X509Certificates;\n\npublic", head + """
        public static class Desk
        {
            public static Order Get()
            {
                var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
                using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = handler });
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + Environment.MachineName } });
            }
        }
        """);

    [Fact]
    public Task What_is_taken_out_of_a_line_leaves_no_blanks() => FixPromise.WritesAsync(
        "public Desk(Orders.OrdersClient client) { _client = client; }",
        """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Desk(Orders.OrdersClient client) { _client = client; _headers = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token").Trim() } }; }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Fact]
    public async Task The_last_of_three_settings_of_a_class_has_the_name_that_fix_all_gives_it()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
                public Order First(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + "archive-writer-88c4" } });

                public Order Second(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + "archive-writer-77b3" } });

                public Order Third(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + "archive-writer-55a1" } });
            }
            """);
        Assert.Contains("\"GRPC_ORDERS_DESK_FIRST_TOKEN\"", text, StringComparison.Ordinal);
        Assert.Contains("\"GRPC_ORDERS_DESK_THIRD_TOKEN\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task Two_calls_get_an_interceptor_in_one_new_file() => Verify.Reports("""
        public static class Desk
        {
            public static Order First() => {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder|}(new OrderRequest());

            public static Order Second() => {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://archive.example.com")).GetOrder|}(new OrderRequest());
        }
        """);

    [Fact]
    public async Task No_directive_goes_with_what_a_fix_takes_away()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
                private readonly Orders.OrdersClient _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                private readonly Metadata _headers = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token").Trim() } };

                public Order Get() => _client.GetOrder(
                    new OrderRequest(),
            #if DEBUG
                    null,
            #else
                    _headers,
            #endif
                    deadline: null);
            }
            """);
        Assert.Contains("#if DEBUG\n        null,\n#else\n        CreateHeaders(),\n#endif\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_comment_stays_at_the_option_that_it_is_about() => FixPromise.WritesAsync(
        "MaxRetryAttempts = 3, // three\n            Credentials = ",
        """
        public sealed class Desk
        {
            public Order Get()
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    MaxRetryAttempts = 3 // three
                });
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task The_options_of_one_line_keep_their_comments() => FixPromise.WritesAsync(
        "            MaxRetryAttempts = 3, /* none */\n            ServiceConfig = null,\n            Credentials = ",
        """
        public sealed class Desk
        {
            public Order Get()
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { MaxRetryAttempts = 3, /* none */ ServiceConfig = null });
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task The_name_of_the_invoker_is_none_that_a_block_below_declares() => FixPromise.WritesAsync(
        "var channelIntercepted = channel.Intercept(",
        """
        using Grpc.Core.Interceptors;

        public static class Desk
        {
            public static void Run(Func<string> token)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com");
                channel.Intercept(metadata =>
                {
                    metadata.Add("authorization", "Bearer " + token());
                    return metadata;
                });
                var client = new Orders.OrdersClient(channel);
                if (client.GetOrder(new OrderRequest()) is { } order)
                {
                    var invoker = order.ToString();
                    Console.WriteLine(invoker);
                }
            }
        }
        """);

    [Fact]
    public Task A_parameter_of_a_primary_constructor_that_would_be_unread_stays_in_use() => Verify.Reports("""
        public interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        public sealed class Desk(string token, ITokens tokens)
        {
            private readonly CallCredentials _credentials = CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
                return Task.CompletedTask;
            });

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example.com", new() { Credentials = ChannelCredentials.Create(new SslCredentials(), _credentials) });

            public Task<string> RenewAsync() => tokens.GetTokenAsync(default);
        }
        """);

    [Fact]
    public Task A_handler_of_several_lines_is_indented_for_its_new_place() => FixPromise.WritesAsync(
        """
                    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                    {
                        EnableMultipleHttp2Connections = true,
                    });
        """,
        """
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddHttpMessageHandler<TokenHandler>()
                    .ConfigureChannel(o =>
                    {
                        o.HttpHandler = new SocketsHttpHandler
                        {
                            EnableMultipleHttp2Connections = true,
                        };
                        o.MaxRetryAttempts = 2;
                    });
            }
        }

        public sealed class TokenHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", System.IO.File.ReadAllText("token").Trim());
                return base.SendAsync(request, cancellationToken);
            }
        }
        """);

    [Fact]
    public async Task What_code_for_other_symbols_names_stays()
    {
        var text = await FixPromise.HoldsAsync("""
            public static class Desk
            {
                public static Order Get()
                {
                    var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                    var token = System.Environment.MachineName;
            #if DEBUG
                    Console.WriteLine(token);
            #endif
                    var first = client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
                    return first ?? client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
                }
            }
            """);
        Assert.Contains("var token = ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Bearer \" + token", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_setting_that_is_named_after_another_holder_does_not_change_a_name() => FixPromise.WritesAsync(
        "var apiKey = Environment.GetEnvironmentVariable(\"GRPC_API_KEY\")",
        """
        public sealed class Keys
        {
            internal string D { get; } = "archive-writer-66a2";

            public void Fill(Metadata metadata) => metadata.Add("x-api-key", D);

            public Metadata Make() => new Metadata { new Metadata.Entry("x-api-key", "archive-writer-44d5") };
        }
        """);
}
