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
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}");
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
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        metadata.Add(value: $"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}", key: "authorization");
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
                            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}"))),
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
        $$"""
        class Credentials
        {
            private readonly string _token;

            public Credentials(string token)
            {
                _token = token;
            }

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", {{value.Replace("TOKEN", "{|GRPCAUTH3002:_token|}", StringComparison.Ordinal)}});
                    return Task.CompletedTask;
                })),
            });
        }
        """,
        $$"""
        class Credentials
        {
            public Credentials(string token)
            {
            }

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", {{value.Replace("TOKEN", FromSetting, StringComparison.Ordinal)}});
                    return Task.CompletedTask;
                })),
            });
        }
        """);

    private const string FromSetting =
        "(Environment.GetEnvironmentVariable(\"GRPC_TOKEN\") ?? throw new InvalidOperationException(\"The environment variable 'GRPC_TOKEN' is not set.\"))";

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

    [Fact]
    public Task A_token_of_the_constructor_is_replaced_by_a_setting() => Verify.Fixes(
        """
        class Credentials
        {
            private readonly string _token;

            public Credentials(string token)
            {
                _token = token;
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
        """,
        """
        class Credentials
        {
            public Credentials(string token)
            {
            }

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + (Environment.GetEnvironmentVariable("GRPC_TOKEN") ?? throw new InvalidOperationException("The environment variable 'GRPC_TOKEN' is not set.")));
                    return Task.CompletedTask;
                })),
            });
        }
        """);
}
