using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// Programs that have a credential and lose it on the way:
/// after every fix, in any order, the one that is there is sent, and no second one is added.
/// </summary>
public sealed class NoSecondCredentialTests
{
    private const string Tokens = """

        abstract class TokenSource
        {
            public abstract Task<string> GetTokenAsync(CancellationToken cancellation);
        }
        """;

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
                    var intercepted = channel.Intercept(metadata =>
                    {
                        metadata.Add("authorization", "Bearer " + tokens.GetTokenAsync(default).GetAwaiter().GetResult());
                        return metadata;
                    });
                    await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest());
                    await new Orders.OrdersClient(archive).GetOrderAsync(new OrderRequest());
                }
            }
            """,
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
        "var callToken = await tokens.GetTokenAsync(context.CancellationToken);",
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
}
