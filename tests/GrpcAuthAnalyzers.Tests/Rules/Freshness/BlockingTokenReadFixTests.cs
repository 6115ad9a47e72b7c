using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class BlockingTokenReadFixTests
{
    [Theory]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|});""", """metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync(context.CancellationToken));""")]
    [InlineData("""metadata.Add("authorization", $"Bearer {{|GRPCAUTH3005:tokens.GetTokenAsync().GetAwaiter().GetResult()|}}");""", """metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");""")]
    [InlineData("""metadata.Add("authorization", {|GRPCAUTH3005:tokens.FetchAsync().ConfigureAwait(false).GetAwaiter().GetResult()|}.Trim()); // trimmed""", """metadata.Add("authorization", (await tokens.FetchAsync().ConfigureAwait(false)).Trim()); // trimmed""")]
    [InlineData("""var work = tokens.GetTokenAsync(); var other = tokens.FetchAsync(); {|GRPCAUTH3005:Task.WaitAll(work, other)|}; metadata.Add("authorization", "Bearer " + work.Result + other.Result);""", """var work = tokens.GetTokenAsync(); var other = tokens.FetchAsync(); await Task.WhenAll(work, other); metadata.Add("authorization", "Bearer " + work.Result + other.Result);""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:signIn.ExecuteAsync(context.CancellationToken).Result|}.AccessToken);""", """metadata.Add("authorization", "Bearer " + (await signIn.ExecuteAsync(context.CancellationToken)).AccessToken);""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetAccessTokenAsync().AsTask().Result|});""", """metadata.Add("authorization", "Bearer " + await tokens.GetAccessTokenAsync());""")]
    [InlineData("""var work = tokens.GetTokenAsync(); {|GRPCAUTH3005:work.Wait()|}; metadata.Add("authorization", "Bearer " + work.Result);""", """var work = tokens.GetTokenAsync(); await work; metadata.Add("authorization", "Bearer " + work.Result);""")]
    public Task The_token_is_awaited_and_the_callback_becomes_asynchronous(string before, string after) => Verify.Fixes(
        Program($$"""
            (context, metadata) =>
                {
                    // the token of today
                    {{before}}
                    return Task.CompletedTask;
                }
            """),
        Program($$"""
            async (context, metadata) =>
                {
                    // the token of today
                    {{after}}
                }
            """));

    [Theory]
    [InlineData("GetTokenAsync().Result", "await source.GetTokenAsync(context.CancellationToken)")]
    [InlineData("GetValueAsync().AsTask().GetAwaiter().GetResult()", "await source.GetValueAsync(context.CancellationToken)")]
    [InlineData("GetForAsync(\"orders\").GetAwaiter().GetResult()", "await source.GetForAsync(\"orders\", context.CancellationToken)")]
    [InlineData("GetForAsync(\"orders\", CancellationToken.None).Result", "await source.GetForAsync(\"orders\", CancellationToken.None)")]
    public Task The_read_gets_the_cancellation_token_of_the_call(string before, string after) => Verify.Fixes(
        Optional("(context, metadata) =>", "{|GRPCAUTH3005:source." + before + "|}", "return Task.CompletedTask;"),
        Optional("async (context, metadata) =>", after));

    [Fact]
    public Task What_runs_on_another_thread_only_in_order_to_block_is_awaited() => Verify.Fixes(
        Optional("(context, metadata) =>", "{|GRPCAUTH3005:Task.Run(() => source.GetTokenAsync()).Result|}", "return Task.CompletedTask;"),
        Optional("async (context, metadata) =>", "await source.GetTokenAsync(context.CancellationToken)"));

    [Fact]
    public Task A_handler_awaits_and_passes_its_cancellation_token() => Verify.Fixes(
        OfHandler("protected override Task<HttpResponseMessage>", "{|GRPCAUTH3005:source.GetTokenAsync().Result|}", "return base.SendAsync(request, stop);"),
        OfHandler("protected override async Task<HttpResponseMessage>", "await source.GetTokenAsync(stop)", "return await base.SendAsync(request, stop);"));

    private const string Source = """
        public interface ISource
        {
            Task<string> GetTokenAsync(CancellationToken cancellationToken = default);
            ValueTask<string> GetValueAsync(CancellationToken cancellationToken = default);
            Task<string> GetForAsync(string audience, CancellationToken cancellationToken = default);
        }

        """;

    private static string Optional(string head, string token, string? end = null) => Source + $$"""
        public static class Credentials
        {
            public static CallCredentials Create(ISource source) => CallCredentials.FromInterceptor({{head}}
            {
                metadata.Add("authorization", {{token}});{{(end is null ? "" : "\n        " + end)}}
            });
        }
        """;

    private static string OfHandler(string head, string token, string sent) => "using System.Net.Http.Headers;\nusing Microsoft.Extensions.DependencyInjection;\n\n" + Source + $$"""
        public sealed class TokenHandler(ISource source) : DelegatingHandler
        {
            {{head}} SendAsync(HttpRequestMessage request, CancellationToken stop)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {{token}});
                {{sent}}
            }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddHttpMessageHandler<TokenHandler>();
        }
        """;

    [Fact]
    public Task A_callback_that_is_asynchronous_already() => Verify.Fixes(
        Program("""async (context, metadata) => metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|} + await Task.FromResult(""))"""),
        Program("""async (context, metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync(context.CancellationToken) + await Task.FromResult(""))"""));

    [Fact]
    public Task Two_waits_in_one_callback() => Verify.Fixes(
        Program("""
            (context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|});
                    metadata.Add("x-api-key", {|GRPCAUTH3005:tokens.FetchAsync().Result|});
                    return Task.CompletedTask;
                }
            """),
        Program("""
            async (context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync(context.CancellationToken));
                    metadata.Add("x-api-key", await tokens.FetchAsync());
                }
            """));

    [Fact]
    public Task A_method_in_an_old_language_version() => Verify.Fixes(
        Old("Task Fill(AuthInterceptorContext context, Metadata metadata)", "metadata.Add(\"authorization\", {|GRPCAUTH3005:GetTokenAsync().Result|});\n        return Task.FromResult(0);"),
        Old("async Task Fill(AuthInterceptorContext context, Metadata metadata)", "metadata.Add(\"authorization\", await GetTokenAsync());"),
        Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable });

    [Theory]
    [InlineData("""(context, metadata) => { lock (Gate) { metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|}); } return Task.CompletedTask; }""")]
    [InlineData("""(context, metadata) => { try { metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|}); } catch (AggregateException e) { throw new RpcException(new Status(StatusCode.Unauthenticated, "no token", e)); } return Task.CompletedTask; }""")]
    [InlineData("""(context, metadata) => { metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|}); return Task.Delay(1); }""")]
    [InlineData("""(context, metadata) => { metadata.Add("authorization", Read()); return Task.CompletedTask; string Read() => "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|}; }""")]
    [InlineData("""(context, metadata) => Fill(metadata, "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|})""")]
    [InlineData("""(context, metadata) => { var work = tokens.GetTokenAsync(); if ({|GRPCAUTH3005:work.Wait(1000)|}) metadata.Add("authorization", "Bearer " + work.Result); else throw new RpcException(Status.DefaultCancelled); return Task.CompletedTask; }""")]
    public Task Where_nobody_can_await(string callback) => Verify.NotFixable(Program(callback));

    private static string Program(string callback) => $$"""
        public class Credentials
        {
            private static readonly object Gate = new();

            public CallCredentials Create(ITokens tokens, SignIn signIn) =>
                CallCredentials.FromInterceptor({{callback}});

            private static Task Fill(Metadata metadata, string value)
            {
                metadata.Add("authorization", value);
                return Task.CompletedTask;
            }
        }
        """ + BlockingTokenReadTests.Tokens;

    private static string Old(string signature, string statements) => $$"""
        using System.Threading.Tasks;
        using Grpc.Core;

        public class Credentials
        {
            public CallCredentials Create()
            {
                return CallCredentials.FromInterceptor(Fill);
            }

            private {{signature}}
            {
                {{statements}}
            }

            private async Task<string> GetTokenAsync()
            {
                await Task.Yield();
                return System.Environment.MachineName;
            }
        }
        """;
}
