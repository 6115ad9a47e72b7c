using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class BlockingTokenReadSilentTests
{
    [Theory]
    [InlineData("""metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());""")]
    [InlineData("""var work = tokens.GetTokenAsync(); await work; metadata.Add("authorization", "Bearer " + work.Result);""")]
    [InlineData("""var work = tokens.GetTokenAsync(); await Task.WhenAll(work, Task.Delay(1)); metadata.Add("authorization", "Bearer " + work.Result);""")]
    [InlineData("""var work = tokens.GetTokenAsync(); await Task.WhenAny(work, Task.Delay(1)); if (work.IsCompleted) metadata.Add("authorization", "Bearer " + work.Result);""")]
    [InlineData("""var work = tokens.GetTokenAsync(); var token = work.IsCompletedSuccessfully ? work.Result : await work; metadata.Add("authorization", "Bearer " + token);""")]
    [InlineData("""var work = tokens.GetAccessTokenAsync(); var token = work.IsCompletedSuccessfully ? work.Result : await work; metadata.Add("authorization", "Bearer " + token);""")]
    [InlineData("""await tokens.GetTokenAsync().ContinueWith(t => metadata.Add("authorization", "Bearer " + t.Result));""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + Task.FromResult(Environment.MachineName).Result); await Task.Yield();""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + Known().Result); await Task.Yield(); Task<string> Known() => Task.FromResult(Environment.MachineName);""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + KnownValue().Result); await Task.Yield(); ValueTask<string> KnownValue() => new(Environment.MachineName);""")]
    [InlineData("""Task.Delay(1).Wait(); metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());""")]
    [InlineData("""var region = System.IO.File.ReadAllTextAsync("region").Result; metadata.Add("x-region", region); await Task.Yield();""")]
    [InlineData("""var page = pages.GetContinuationTokenAsync().Result; metadata.Add("x-page", page); await Task.Yield();""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + cache.GetOrAdd("t", _ => tokens.GetTokenAsync().Result)); await Task.Yield();""")]
    [InlineData("""gate.WaitAsync().Wait(); metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());""")]
    public Task In_a_credential_callback(string statement) => Verify.Silent(BlockingTokenReadTests.Tokens + $$"""
        public interface IPages
        {
            Task<string> GetContinuationTokenAsync();
        }

        public class Clients
        {
            public static GrpcChannel Create(ITokens tokens, IPages pages, SemaphoreSlim gate, System.Collections.Concurrent.ConcurrentDictionary<string, string> cache) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    {{statement}}
                })),
            });
        }
        """);

    [Theory]
    [InlineData("""if (cached is { IsCompletedSuccessfully: true }) metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:cached|}.Result); else await Task.Yield();""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:lazy|}.Value.Result); await Task.Yield();""")]
    public Task A_task_that_is_kept_is_the_matter_of_another_rule(string statement) => Verify.Reports($$"""
        public class Clients(Task<string> cached, Lazy<Task<string>> lazy)
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    {{statement}}
                })),
            });
        }
        """);

    [Fact]
    public Task Outside_of_the_code_that_runs_for_each_call() => Verify.Silent(BlockingTokenReadTests.Tokens + """
        public class Program
        {
            private readonly string _token;

            public Program(ITokens tokens) => _token = tokens.GetTokenAsync().GetAwaiter().GetResult();

            public static void Main(string[] args)
            {
                ITokens tokens = null!;
                var token = tokens.GetTokenAsync().Result;
                Console.WriteLine(token.Length + new Program(tokens)._token.Length);
            }
        }
        """);

    [Fact]
    public Task A_handler_of_other_clients_is_none_of_our_business() => Verify.Silent($$"""
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;
        {{BlockingTokenReadTests.Tokens}}
        public class TokenHandler : DelegatingHandler
        {
            private readonly ITokens _tokens;

            public TokenHandler(ITokens tokens) => _tokens = tokens;

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.FetchAsync().Result);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public class Startup
        {
            public void Configure(IServiceCollection services) => services.AddHttpClient("billing").AddHttpMessageHandler<TokenHandler>();
        }
        """);

    [Fact]
    public Task A_server_interceptor_and_a_helper_that_nobody_calls() => Verify.Silent($$"""
        using Grpc.Core.Interceptors;
        {{BlockingTokenReadTests.Tokens}}
        public class Checking : Interceptor
        {
            private readonly ITokens _tokens;

            public Checking(ITokens tokens) => _tokens = tokens;

            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                var token = _tokens.GetTokenAsync().Result;
                return token.Length > 0 ? continuation(request, context) : throw new RpcException(Status.DefaultCancelled);
            }
        }
        """);

    [Fact]
    public Task What_an_interceptor_waits_for_after_the_call_is_no_token() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public class Logging : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var call = continuation(request, context);
                call.ResponseAsync.Wait();
                Console.WriteLine(call.ResponseAsync.Result);
                return call;
            }
        }
        """);
}
