using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// Programs whose callbacks and constants have defects:
/// after every fix, in any order, a callback awaits, fails without a token, and sends each credential once.
/// </summary>
public sealed class CallbackProgramTests
{
    private const string Tokens = """

        abstract class TokenSource
        {
            public abstract Task<string> GetTokenAsync(CancellationToken cancellation);
        }
        """;

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
        Assert.Contains("$\"Bearer {await tokens.GetTokenAsync(cancellation)}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_constant_without_a_provider_is_read_from_the_environment_where_it_is_used() => FixPromise.WritesAsync(
        "var token = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_STORE_TOKEN\")\n            ?? throw new InvalidOperationException(",
        """
            class Import
            {
                private const string StoreKey = "archive-writer-88c4";

                public void Upload(Orders.OrdersClient orders) =>
                    orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + StoreKey } });
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
