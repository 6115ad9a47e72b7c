using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// Programs that read a token once, store it or write it into the code:
/// after every fix, in any order, the token is read for each call.
/// </summary>
public sealed class StoredTokenProgramTests
{
    private const string Tokens = """

        abstract class TokenSource
        {
            public abstract Task<string> GetTokenAsync(CancellationToken cancellation);
        }
        """;

    [Fact]
    public async Task Headers_kept_in_a_field_become_call_credentials_of_the_channel()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            class Gateway
            {
                private readonly GrpcChannel _channel;
                private readonly Orders.OrdersClient _client;
                private readonly Metadata _headers;

                public Gateway(string host, TokenSource tokens)
                {
                    _channel = GrpcChannel.ForAddress("https://" + host, new GrpcChannelOptions
                    {
                        MaxRetryAttempts = 3,
                    });
                    _client = new Orders.OrdersClient(_channel);
                    _headers = new Metadata
                    {
                        { "authorization", "Bearer " + tokens.GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult() },
                    };
                }

                public Order Get() => _client.GetOrder(new OrderRequest(), _headers);

                public async Task<Order> GetAsync(CancellationToken cancellation) =>
                    await _client.GetOrderAsync(new OrderRequest(), _headers, null, cancellation);

                public object Upload() => _client.UploadOrders(_headers);
            }
            """);
        Assert.DoesNotContain("_headers", text, StringComparison.Ordinal);
        Assert.Contains("await tokens.GetTokenAsync(context.CancellationToken)", text, StringComparison.Ordinal);
        Assert.Contains("_client.GetOrderAsync(new OrderRequest(), null, null, cancellation)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Static_headers_become_call_credentials_with_the_configured_provider() => Assert.DoesNotContain(
        "Headers",
        await FixPromise.HoldsAsync("""
            static class Session
            {
                public static Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult("");
            }

            class Search
            {
                private static readonly Metadata Headers = new()
                {
                    { "authorization", $"Bearer {Session.GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult()}" },
                };

                private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://orders.example.com");

                public async Task<Order> FindAsync(CancellationToken cancellation)
                {
                    var orders = new Orders.OrdersClient(_channel);
                    return await orders.GetOrderAsync(new OrderRequest(), Headers, cancellationToken: cancellation);
                }

                public Order Find() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest(), Headers);
            }
            """, new Setup { EditorConfig = "grpc_auth.token_provider = Session.GetTokenAsync" }), StringComparison.Ordinal);

    [Fact]
    public async Task Headers_before_a_loop_become_call_credentials() => Assert.DoesNotContain(
        "headers",
        await FixPromise.HoldsAsync(Tokens + """

            class Worker(TokenSource tokens)
            {
                public async Task RunAsync(CancellationToken stopping)
                {
                    using var channel = GrpcChannel.ForAddress("https://orders.example.com");
                    var orders = new Orders.OrdersClient(channel);
                    var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(stopping)}" } };
                    while (!stopping.IsCancellationRequested)
                    {
                        await orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: stopping);
                        await Task.Delay(1000, stopping);
                    }
                }
            }
            """), StringComparison.Ordinal);

    [Fact]
    public Task Over_http_the_metadata_is_built_for_each_call() => FixPromise.WritesAsync(
        "            var headers = new Metadata { { \"authorization\", $\"Bearer {await tokens.GetTokenAsync(stopping)}\" } };",
        Tokens + """

            class Worker(TokenSource tokens)
            {
                public async Task RunAsync(CancellationToken stopping)
                {
                    using var channel = GrpcChannel.ForAddress("http://orders:5000");
                    var orders = new Orders.OrdersClient(channel);
                    var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(stopping)}" } };
                    while (!stopping.IsCancellationRequested)
                    {
                        await orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: stopping);
                    }
                }
            }
            """);

    [Fact]
    public Task A_captured_token_is_read_in_the_callback() => FixPromise.WritesAsync(
        """
                var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");
                });
        """,
        Tokens + """

            class Worker(TokenSource tokens)
            {
                public async Task RunAsync(CancellationToken stopping)
                {
                    var token = await tokens.GetTokenAsync(stopping);
                    var credentials = CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {token}");
                        return Task.CompletedTask;
                    });
                    using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
                    });
                    while (!stopping.IsCancellationRequested)
                        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest());
                }
            }
            """);

    [Fact]
    public Task A_token_that_an_intercepting_delegate_captured_moves_to_call_credentials_of_the_channel() => FixPromise.WritesAsync(
        "var invoker = channel.CreateCallInvoker();",
        """
            using System.Threading;
            using System.Threading.Tasks;
            using Acme.Orders;
            using Grpc.Core;
            using Grpc.Core.Interceptors;
            using Grpc.Net.Client;

            namespace Shop
            {
                public abstract class TokenSource
                {
                    public abstract Task<string> GetTokenAsync(CancellationToken cancellation);
                }

                public class Archive
                {
                    private readonly Orders.OrdersClient _reader;

                    private Archive(Orders.OrdersClient reader)
                    {
                        _reader = reader;
                    }

                    public static async Task<Archive> OpenAsync(string host, TokenSource tokens)
                    {
                        await Task.Yield();
                        var token = await tokens.GetTokenAsync(CancellationToken.None);
                        var channel = GrpcChannel.ForAddress("https://" + host);
                        var invoker = channel.Intercept(metadata =>
                        {
                            metadata.Add("authorization", "Bearer " + token);
                            return metadata;
                        });
                        return new Archive(new Orders.OrdersClient(invoker));
                    }

                    public Order Find()
                    {
                        return _reader.GetOrder(new OrderRequest());
                    }
                }
            }
            """, new Setup { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public async Task An_interceptor_keeps_call_credentials_in_place_of_the_token()
    {
        var text = await FixPromise.HoldsAsync("""
            using Grpc.Core.Interceptors;
            using Microsoft.Extensions.DependencyInjection;

            var services = new ServiceCollection();
            services.AddSingleton<TokenSource>();
            services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
                .AddInterceptor(provider => new Tokened(provider.GetRequiredService<TokenSource>()));

            class TokenSource
            {
                public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
            }

            class Tokened : Interceptor
            {
                private readonly string _token;

                public Tokened(TokenSource tokens)
                {
                    _token = tokens.GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult();
                }

            """ + EveryKind.Overrides + """

                {
                    var headers = new Metadata();
                    headers.Add("authorization", $"Bearer {_token}");
                    return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
                }
            }
            """);
        Assert.True(text.Contains("private readonly CallCredentials _credentials;", StringComparison.Ordinal), text);
        Assert.Contains("context.Options.WithHeaders(headers).WithCredentials(", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_token_that_a_method_sends_comes_from_the_configured_provider() => Assert.DoesNotContain(
        "_token",
        await FixPromise.HoldsAsync("""
            static class Session
            {
                public static Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult("");
            }

            class History
            {
                private readonly string _token;
                private readonly Orders.OrdersClient _orders;

                private History(string token)
                {
                    _token = token;
                    var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(AddTokenAsync)),
                    });
                    _orders = new Orders.OrdersClient(channel);
                }

                public Order Read() => _orders.GetOrder(new OrderRequest());

                private Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata)
                {
                    metadata.Add("authorization", $"Bearer {_token}");
                    return Task.CompletedTask;
                }
            }
            """, new Setup { EditorConfig = "grpc_auth.token_provider = Session.GetTokenAsync" }), StringComparison.Ordinal);
}
