using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>The contract of every fix over whole programs, with the real rules.</summary>
public class FixContractTests
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

                public async Task<Order> GetAsync(CancellationToken cancellation) => await _client.GetOrderAsync(new OrderRequest(), _headers, null, cancellation);

                public object Upload() => _client.UploadOrders(_headers);
            }
            """);
        Assert.DoesNotContain("_headers", text, StringComparison.Ordinal);
        Assert.Contains("await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)", text, StringComparison.Ordinal);
        Assert.Contains("_client.GetOrderAsync(new OrderRequest(), null, null, cancellation)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://orders.example.com")]
    [InlineData("http://localhost:5000")]
    public async Task An_interceptor_that_was_dropped_is_used_and_no_second_credential_is_added(string address)
    {
        var text = await FixPromise.HoldsAsync(Tokens + $$"""

            static class Program
            {
                public static async Task RunAsync(TokenSource tokens)
                {
                    using var channel = GrpcChannel.ForAddress("{{address}}");
                    using var archive = GrpcChannel.ForAddress("{{address}}");
                    Grpc.Core.Interceptors.ChannelExtensions.Intercept(archive, metadata => metadata);
                    var intercepted = Grpc.Core.Interceptors.ChannelExtensions.Intercept(channel, metadata => metadata);
                    await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest());
                    await new Orders.OrdersClient(archive).GetOrderAsync(new OrderRequest());
                }
            }
            """.Replace("Grpc.Core.Interceptors.ChannelExtensions.Intercept(channel, metadata => metadata)", "channel.Intercept(metadata => { metadata.Add(\"authorization\", \"Bearer \" + tokens.GetTokenAsync(default).GetAwaiter().GetResult()); return metadata; })"),
            new Setup { Documents = [("Usings.cs", "global using Grpc.Core.Interceptors;")] });
        Assert.Contains("new Orders.OrdersClient(intercepted).GetOrderAsync(new OrderRequest())", text, StringComparison.Ordinal);
        Assert.Contains("new Orders.OrdersClient(archive).GetOrderAsync(new OrderRequest())", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ChannelCredentials", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_were_given_headers_for_nothing_keep_them_and_no_second_credential_is_added()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            static class Program
            {
                public static async Task RunAsync(TokenSource tokens)
                {
                    using var channel = GrpcChannel.ForAddress("https://orders.example.com");
                    var options = new CallOptions();
                    _ = options.WithHeaders(new Metadata { { "authorization", "Bearer " + await tokens.GetTokenAsync(default) } });
                    await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), options);
                }
            }
            """);
        Assert.Contains("options = options.WithHeaders(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ChannelCredentials", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_metadata_is_passed_to_its_call_and_the_channel_gets_no_second_credential()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            class Gateway(TokenSource tokens)
            {
                private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com"));

                public async Task<Order> GetAsync(CancellationToken cancellation)
                {
                    var headers = new Metadata();
                    headers.Add("authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}");
                    return await _orders.GetOrderAsync(new OrderRequest(), cancellationToken: cancellation);
                }

                public Order Other() => _orders.GetOrder(new OrderRequest());
            }
            """);
        Assert.Contains("_orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: cancellation)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ChannelCredentials", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_metadata_goes_before_what_the_siblings_of_its_call_pass()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            class Desk(Orders.OrdersClient orders, Metadata headers, TokenSource tokens)
            {
                private readonly Metadata _headers = headers;

                public Order First() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", Environment.MachineName } });

                public Order Second() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", Environment.MachineName } });

                public object Third() => _headers;

                public async Task<Order> LastAsync(CancellationToken cancellation)
                {
                    var own = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellation)}" } };
                    return await orders.GetOrderAsync(new OrderRequest());
                }
            }
            """);
        Assert.Contains("orders.GetOrderAsync(new OrderRequest(), own)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replaced_handlers_and_a_registration_without_credentials_are_fixed_in_any_order()
    {
        var text = await FixPromise.HoldsAsync("using Microsoft.Extensions.DependencyInjection;\n" + Tokens + """

            class Retry : DelegatingHandler
            {
            }

            static class Startup
            {
                public static void Run(IServiceCollection services)
                {
                    services.AddSingleton<TokenSource>();
                    services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                        .AddHttpMessageHandler<Retry>()
                        .ConfigureChannel(o =>
                        {
                            o.MaxRetryAttempts = 3;
                            o.HttpHandler = new SocketsHttpHandler();
                        });
                }
            }
            """);
        Assert.Contains(".ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())", text, StringComparison.Ordinal);
        Assert.DoesNotContain("o.HttpHandler", text, StringComparison.Ordinal);
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
        "            var headers = new Metadata { { \"authorization\", $\"Bearer {await tokens.GetTokenAsync(stopping).ConfigureAwait(false)}\" } };",
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
                    metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}");
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
                public Task<string> GetTokenAsync(CancellationToken cancellation) => System.IO.File.ReadAllTextAsync("token", cancellation);
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

    [Fact]
    public async Task A_constant_token_is_read_where_it_is_used()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            class Import(TokenSource tokens)
            {
                private const string ImportToken = "import-batch-7c1f09";

                public async Task UploadAsync(Orders.OrdersClient orders, CancellationToken cancellation)
                {
                    var headers = new Metadata { { "authorization", $"Bearer {ImportToken}" } };
                    await orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: cancellation);
                }
            }
            """);
        Assert.DoesNotContain("import-batch", text, StringComparison.Ordinal);
        Assert.Contains("$\"Bearer {await tokens.GetTokenAsync(cancellation).ConfigureAwait(false)}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_constant_without_a_provider_is_read_from_the_environment_where_it_is_used() => FixPromise.WritesAsync(
        "\"Bearer \" + (Environment.GetEnvironmentVariable(\"GRPC_STORE_TOKEN\") ?? throw new InvalidOperationException(",
        """
            class Import
            {
                private const string StoreKey = "archive-writer-88c4";

                public void Upload(Orders.OrdersClient orders) => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + StoreKey } });
            }
            """);

    [Fact]
    public Task A_literal_in_a_callback_makes_the_callback_await() => FixPromise.WritesAsync(
        "CallCredentials.FromInterceptor(async (context, metadata) =>",
        Tokens + """

            class Corrections(TokenSource tokens)
            {
                public CallCredentials Create() => CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer corrections-desk-2231");
                    return Task.CompletedTask;
                });
            }
            """);

    [Fact]
    public async Task A_registration_and_its_calls_are_answered_together() => Assert.Empty(
        await FixPromise.RemainingAsync("""
            using Microsoft.Extensions.DependencyInjection;

            var services = new ServiceCollection();
            services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"));
            using var channel = GrpcChannel.ForAddress("https://orders.example.com");
            var orders = new Orders.OrdersClient(channel);
            orders.GetOrder(new OrderRequest());
            orders.ListOrders(new OrderRequest());
            """));

    [Fact]
    public async Task A_channel_whose_other_calls_bring_a_token_gets_no_second_one() => Assert.DoesNotContain(
        "Credentials = ",
        await FixPromise.HoldsAsync("""
            using Grpc.Core.Interceptors;

            abstract class TokenSource
            {
                public abstract Task<string> GetTokenAsync(CancellationToken cancellation);
            }

            class Archive
            {
                private readonly GrpcChannel _channel;
                private readonly Orders.OrdersClient _reader;

                private Archive(GrpcChannel channel, Orders.OrdersClient reader)
                {
                    _channel = channel;
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
                    return new Archive(channel, new Orders.OrdersClient(invoker));
                }

                public Order Find() => _reader.GetOrder(new OrderRequest());

                public async Task StoreAsync(TokenSource tokens)
                {
                    var headers = new Metadata { { "authorization", "Bearer " + await tokens.GetTokenAsync(CancellationToken.None) } };
                    await new Orders.OrdersClient(_channel).GetOrderAsync(new OrderRequest(), headers);
                }
            }
            """), StringComparison.Ordinal);

    [Fact]
    public Task A_constant_beside_a_captured_token_on_one_channel_goes_to_the_channel_in_any_order() => FixPromise.WritesAsync(
        "metadata.Add(\"authorization\", $\"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}\")",
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
                    private const string StoreKey = "archive-writer";

                    private readonly GrpcChannel _channel;
                    private readonly Orders.OrdersClient _reader;

                    private Archive(GrpcChannel channel, Orders.OrdersClient reader)
                    {
                        _channel = channel;
                        _reader = reader;
                    }

                    public static async Task<Archive> OpenAsync(string host, TokenSource tokens)
                    {
                        var token = await tokens.GetTokenAsync(CancellationToken.None);
                        var channel = GrpcChannel.ForAddress("https://" + host);
                        var invoker = channel.Intercept(metadata =>
                        {
                            metadata.Add("authorization", "Bearer " + token);
                            return metadata;
                        });
                        return new Archive(channel, new Orders.OrdersClient(invoker));
                    }

                    public Order Find()
                    {
                        return _reader.GetOrder(new OrderRequest());
                    }

                    public async Task<int> StoreAsync(Order order)
                    {
                        var headers = new Metadata { { "authorization", "Bearer " + StoreKey } };
                        using (var call = new Orders.OrdersClient(_channel).UploadOrders(headers))
                        {
                            await call.RequestStream.WriteAsync(order);
                            return (await call.ResponseAsync).Count;
                        }
                    }
                }
            }
            """, new Setup { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public async Task Work_that_callbacks_drop_is_awaited() => Assert.DoesNotContain(
        "_ = ",
        await FixPromise.HoldsAsync(Tokens + """

            class Gateway
            {
                private readonly TokenSource _tokens;

                public Gateway(TokenSource tokens) => _tokens = tokens;

                public CallCredentials Create() => CallCredentials.FromInterceptor((context, metadata) =>
                {
                    _ = AddAsync(metadata, context.CancellationToken);
                    _ = Task.Run(async () => metadata.Add("x-api-key", await _tokens.GetTokenAsync(context.CancellationToken)));
                    return Task.CompletedTask;
                });

                public CallCredentials CreateOther() => CallCredentials.FromInterceptor(ApplyAsync);

                private Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
                {
                    _ = AddAsync(metadata, context.CancellationToken);
                    return Task.CompletedTask;
                }

                private async Task AddAsync(Metadata metadata, CancellationToken cancellation) =>
                    metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync(cancellation));
            }
            """), StringComparison.Ordinal);

    [Fact]
    public async Task A_token_that_cannot_be_obtained_fails_the_call()
    {
        var text = await FixPromise.HoldsAsync(Tokens + """

            class Gateway
            {
                private readonly TokenSource _tokens;

                public Gateway(TokenSource tokens) => _tokens = tokens;

                public CallCredentials Create() => CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    string? token = null;
                    try
                    {
                        token = await _tokens.GetTokenAsync(context.CancellationToken);
                    }
                    catch (Exception)
                    {
                        // try without
                    }

                    if (token != null)
                        metadata.Add("authorization", "Bearer " + token);
                });

                public CallCredentials CreateKey() => CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    var key = await _tokens.GetTokenAsync(context.CancellationToken);
                    if (string.IsNullOrEmpty(key))
                        return;

                    metadata.Add("x-api-key", key);
                });
            }
            """);
        Assert.Equal(2, text.Split("throw new RpcException").Length - 1);
    }

    [Fact]
    public async Task What_is_attached_twice_is_attached_once()
    {
        var text = await FixPromise.HoldsAsync("""
            using Microsoft.Extensions.DependencyInjection;

            static class Startup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                        .AddCallCredentials(ApplyAsync)
                        .AddCallCredentials(ApplyAsync);
                }

                private static Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
                {
                    metadata.Add("authorization", "Bearer " + Environment.MachineName);
                    metadata.Add("authorization", "Bearer " + Environment.MachineName);
                    return Task.CompletedTask;
                }
            }
            """);
        Assert.Equal(2, text.Split("ApplyAsync").Length - 1);
        Assert.Equal(1, text.Split("metadata.Add").Length - 1);
    }
}
