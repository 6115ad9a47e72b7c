using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public class TokenCapturedOnceFixTests
{
    private const string Provider = """


        class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
        }
        """;

    [Fact]
    public Task A_captured_local_is_read_in_the_lambda_and_goes() => Verify.Fixes(
        """
        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(Tokens tokens)
            {
                var token = await tokens.GetTokenAsync(CancellationToken.None);
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:token|}}");
                        return Task.CompletedTask;
                    })),
                });
            }
        }
        """ + Provider,
        """
        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(Tokens tokens)
            {
                await Task.CompletedTask;
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");
                    })),
                });
            }
        }
        """ + Provider);

    [Fact]
    public Task Named_arguments_in_the_other_order_are_understood() => Verify.Fixes(
        """
        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(Tokens tokens)
            {
                var token = await tokens.GetTokenAsync(CancellationToken.None);
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
                    {
                        metadata.Add(value: $"Bearer {{|GRPCAUTH3002:token|}}", key: "authorization");
                        return Task.CompletedTask;
                    })),
                });
            }
        }
        """ + Provider,
        """
        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(Tokens tokens)
            {
                await Task.CompletedTask;
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        var token = await tokens.GetTokenAsync(context.CancellationToken);
                        metadata.Add(value: $"Bearer {token}", key: "authorization");
                    })),
                });
            }
        }
        """ + Provider);

    [Theory]
    [InlineData("\"authorization\", \"Bearer \" + {|GRPCAUTH3002:token|}")]
    [InlineData("value: \"Bearer \" + {|GRPCAUTH3002:token|}, key: \"authorization\"")]
    public Task An_interceptor_that_cannot_await_gives_way_to_call_credentials_of_its_channel(string entry) => Verify.Fixes(
        $$"""
        using Grpc.Core.Interceptors;

        class Factory
        {
            static async Task<Orders.OrdersClient> CreateAsync(Tokens tokens)
            {
                var token = await tokens.GetTokenAsync(CancellationToken.None);
                var invoker = GrpcChannel.ForAddress("https://orders.example.com").Intercept(metadata =>
                {
                    metadata.Add({{entry}});
                    return metadata;
                });
                var client = new Orders.OrdersClient(invoker);
                await client.GetOrderAsync(new OrderRequest());
                return client;
            }
        }
        """ + Provider,
        """

        class Factory
        {
            static async Task<Orders.OrdersClient> CreateAsync(Tokens tokens)
            {
                var invoker = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
                }).CreateCallInvoker();
                var client = new Orders.OrdersClient(invoker);
                await client.GetOrderAsync(new OrderRequest());
                return client;
            }
        }
        """ + Provider);

    [Theory]
    [InlineData("string.Format(\"Bearer {0}\", TOKEN)")]
    [InlineData("string.Concat(\"Bearer \", TOKEN)")]
    public Task A_call_that_builds_the_value_is_not_taken_for_the_entry(string value) => Verify.Fixes(
        Credentials("var token = tokens.GetToken();", value.Replace("TOKEN", "{|GRPCAUTH3002:token|}", StringComparison.Ordinal)),
        Credentials("", value.Replace("TOKEN", "tokens.GetToken()", StringComparison.Ordinal)));

    [Theory]
    [InlineData("string token", "token")]
    [InlineData("Settings settings", "settings.Token")]
    [InlineData("Settings settings", "settings.Token ?? throw new ArgumentException(\"No token.\")")]
    [InlineData("System.Collections.Generic.IList<string> arguments", "string.Concat(arguments)")]
    public Task A_token_of_which_only_the_value_is_there_is_not_thrown_away(string parameter, string token) => Verify.NotFixable(
        $$"""
        class Credentials
        {
            private readonly string _token;

            public Credentials({{parameter}})
            {
                _token = {{token}};
            }

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:_token|});
                    return Task.CompletedTask;
                })),
            });
        }

        class Settings
        {
            public string? Token { get; init; }
        }
        """);

    [Fact]
    public Task The_guard_reads_the_token_of_the_call_too() => Verify.Fixes(
        Callback("""
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN");
        """, """
        if (!string.IsNullOrEmpty(token))
                            metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:token|}}");
        """),
        Callback("", """
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN");
                        if (!string.IsNullOrEmpty(token))
                            metadata.Add("authorization", $"Bearer {token}");
        """));

    [Fact]
    public Task A_comparison_with_another_text_is_no_guard() => Verify.Fixes(
        Callback("""
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN")!;
        """, """
        if (token != "none")
                            metadata.Add("authorization", {|GRPCAUTH3002:token|});
        """),
        Callback("", $"""
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN"){Missing};
                        if (token != "none")
                            metadata.Add("authorization", token);
        """));

    [Fact]
    public Task A_variable_that_is_used_elsewhere_stays_and_every_use_in_the_function_is_of_the_call() => Verify.Fixes(
        Callback("""
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN");
                Console.WriteLine(token is null);
        """, """
        if (token is not null)
                            metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
        """),
        Callback("""
        var token = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN");
                Console.WriteLine(token is null);
        """, """
        var currentToken = Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN");
                        if (currentToken is not null)
                            metadata.Add("authorization", "Bearer " + currentToken);
        """));

    [Theory]
    [InlineData("""Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN") ?? throw new InvalidOperationException("Set it.")""", "")]
    [InlineData("""Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN")!""", "")]
    [InlineData(
        """Environment.GetEnvironmentVariable("DOWNSTREAM_TOKEN")""",
        "\n        if (token is null)\n            throw new InvalidOperationException();")]
    public Task A_moved_read_keeps_its_null_check(string read, string check) => Verify.Fixes(
        Callback($"var token = {read};{check}", """
        metadata.Add("authorization", {|GRPCAUTH3002:token|});
        """),
        Callback(check.Length > 0 ? $"var token = {read};{check}" : "", $"""
        var {(check.Length > 0 ? "currentToken" : "token")} = {(read.Contains("Set it", StringComparison.Ordinal) ? read.Replace(" ??", Break + "??", StringComparison.Ordinal) : read.TrimEnd('!') + Missing)};
                        metadata.Add("authorization", {(check.Length > 0 ? "currentToken" : "token")});
        """));

    private const string Missing =
        Break + "?? throw new InvalidOperationException(\"The environment variable 'DOWNSTREAM_TOKEN' is not set.\")";

    private const string Break = "\n                    ";

    [Theory]
    [InlineData("GetAsync()", "GetAsync(context.CancellationToken)")]
    [InlineData("OfAsync(\"orders\")", "OfAsync(\"orders\", context.CancellationToken)")]
    [InlineData("WithScopeAsync()", "WithScopeAsync(cancellation: context.CancellationToken)")]
    [InlineData("PlainAsync()", "PlainAsync()")]
    public Task The_cancellation_token_of_the_call_is_handed_over_where_the_method_takes_one(string read, string expected) => Verify.Fixes(
        Asynchronous($"var token = await tokens.{read};", """
        (_, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:token|}}");
                        return Task.CompletedTask;
                    }
        """),
        Asynchronous("", $$"""
        async ({{(expected == read ? "_" : "context")}}, metadata) =>
                    {
                        {{Lines(expected)}}
                    }
        """));

    // A quote and a colon have a meaning of their own in the hole of an interpolated string.
    private static string Lines(string read) => read.AsSpan().ContainsAny('"', ':')
        ? $"var token = await tokens.{read};\n                metadata.Add(\"authorization\", $\"Bearer {{token}}\");"
        : $"metadata.Add(\"authorization\", $\"Bearer {{await tokens.{read}}}\");";

    private static string Asynchronous(string read, string lambda) => $$"""
        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(Tokens tokens)
            {
                await Task.Yield();
        {{(read.Length > 0 ? "        " + read + "\n" : "")}}        return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor({{lambda}})),
                });
            }
        }

        class Tokens
        {
            public Task<string> GetAsync(CancellationToken cancellation = default) => Task.FromResult(Environment.MachineName);

            public Task<string> OfAsync(string name, CancellationToken cancellation = default) => Task.FromResult(Environment.MachineName);

            public Task<string> WithScopeAsync(string scope = "", CancellationToken cancellation = default) => Task.FromResult(Environment.MachineName);

            public Task<string> PlainAsync() => Task.FromResult(Environment.MachineName);
        }
        """;

    private static string Callback(string before, string body) => $$"""
        class Factory
        {
            static GrpcChannel Create()
            {
        {{(before.Length > 0 ? "        " + before + "\n" : "")}}        return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        {{body}}
                        return Task.CompletedTask;
                    })),
                });
            }
        }
        """;

    private static string Credentials(string read, string value) => $$"""
        class Factory
        {
            static GrpcChannel Create(Tokens tokens)
            {
        {{(read.Length > 0 ? "        " + read + "\n" : "")}}        return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", {{value}});
                        return Task.CompletedTask;
                    })),
                });
            }
        }

        class Tokens
        {
            public string GetToken() => Environment.MachineName;
        }
        """;

    [Fact]
    public Task An_interceptor_over_http_is_not_turned_into_call_credentials() => Verify.NotFixable(
        """
        using Grpc.Core.Interceptors;

        class Factory
        {
            static async Task<Orders.OrdersClient> CreateAsync(Tokens tokens)
            {
                var token = await tokens.GetTokenAsync(CancellationToken.None);
                var invoker = GrpcChannel.ForAddress("http://orders").Intercept(metadata =>
                {
                    metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
                    return metadata;
                });
                return new Orders.OrdersClient(invoker);
            }
        }
        """ + Provider);
}
