using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class BlockingTokenReadTests
{
    internal const string Tokens = """

        public interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation = default);
            ValueTask<string> GetAccessTokenAsync();
            Task<string> FetchAsync();
            Task<Answer> AskAsync();
        }

        public record Answer(string Text);

        public abstract class SignIn
        {
            public abstract Task<AuthenticationResult> ExecuteAsync(CancellationToken cancellation = default);
        }

        public record AuthenticationResult(string AccessToken);

        """;

    [Theory]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|});""")]
    [InlineData("""metadata.Add("authorization", $"Bearer {{|GRPCAUTH3005:tokens.GetTokenAsync().GetAwaiter().GetResult()|}}");""")]
    [InlineData("""var token = {|GRPCAUTH3005:tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false).GetAwaiter().GetResult()|}; metadata.Add("authorization", "Bearer " + token);""")]
    [InlineData("""var work = tokens.GetTokenAsync(); {|GRPCAUTH3005:work.Wait()|}; metadata.Add("authorization", "Bearer " + work.Result);""")]
    [InlineData("""var work = tokens.GetTokenAsync(); metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:work.Result|});""")]
    [InlineData("""var work = tokens.GetTokenAsync(); {|GRPCAUTH3005:Task.WaitAll(work)|}; metadata.Add("authorization", "Bearer " + work.Result);""")]
    [InlineData("""var work = tokens.FetchAsync(); var other = tokens.AskAsync(); {|GRPCAUTH3005:Task.WaitAll(new Task[] { other, work }, 1000)|}; metadata.Add("authorization", "Bearer " + work.Result + other.Result.Text);""")]
    [InlineData("""var all = new[] { tokens.GetTokenAsync(), tokens.FetchAsync() }; metadata.Add("x-first", {|GRPCAUTH3005:Task.WaitAny(all)|}.ToString());""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetAccessTokenAsync().AsTask().Result|});""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetAccessTokenAsync().Result|});""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:Task.Run(() => tokens.GetTokenAsync()).Result|});""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:Task.Run(async () => await tokens.GetTokenAsync()).GetAwaiter().GetResult()|});""")]
    [InlineData("""metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:signIn.ExecuteAsync().Result|}.AccessToken);""")]
    [InlineData("""metadata.Add("x-api-key", {|GRPCAUTH3005:tokens.FetchAsync().Result|});""")]
    [InlineData("""metadata.Add("authorization", Environment.ExpandEnvironmentVariables({|GRPCAUTH3005:tokens.FetchAsync().Result|}));""")]
    [InlineData("""var raw = {|GRPCAUTH3005:tokens.FetchAsync().Result|}; metadata.Add("authorization", Environment.ExpandEnvironmentVariables(raw));""")]
    [InlineData("""var raw = {|GRPCAUTH3005:tokens.FetchAsync().Result|}; var sent = Environment.ExpandEnvironmentVariables(raw); metadata.Add("authorization", sent);""")]
    [InlineData("""var answer = {|GRPCAUTH3005:tokens.AskAsync().Result|}; metadata.Add("authorization", $"Bearer {answer.Text}");""")]
    [InlineData("""metadata.Add("authorization", Read()); string Read() => "Bearer " + {|GRPCAUTH3005:tokens.FetchAsync().Result|};""")]
    [InlineData("""metadata.Add("x-api-key", Read()); string Read() => {|GRPCAUTH3005:Load().Result|}; async Task<string> Load() => (await tokens.AskAsync()).Text;""")]
    [InlineData("""metadata.Add("authorization", new Reader(tokens).Token);""")]
    [InlineData("""new Reader(tokens).Fill(metadata);""")]
    public Task In_a_credential_callback(string statement) => Verify.Reports(Tokens + $$"""
        public class Clients
        {
            public static GrpcChannel Create(ITokens tokens, SignIn signIn) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    {{statement}}
                    return Task.CompletedTask;
                })),
            });
        }

        public class Reader
        {
            private readonly ITokens _tokens;

            public Reader(ITokens tokens) => _tokens = tokens;

            {{(statement.Contains("Reader(tokens).Token", System.StringComparison.Ordinal) ? "public string Token => \"Bearer \" + {|GRPCAUTH3005:_tokens.FetchAsync().Result|};" : "")}}
            {{(statement.Contains(".Fill(", System.StringComparison.Ordinal) ? "public void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3005:_tokens.GetTokenAsync().Result|});" : "")}}
        }
        """);

    [Fact]
    public Task In_an_interceptor_and_its_helper_but_a_blocking_call_alone_is_information() => Verify.Reports("""
        using Grpc.Core.Interceptors;
        """ + Tokens + """

        public class Authenticating : Interceptor
        {
            private readonly ITokens _tokens;

            public Authenticating(ITokens tokens) => _tokens = tokens;

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
                => continuation(request, With(context));

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
                => continuation(request, With(context));

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
                => continuation(request, With(context));

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
                => continuation(With(context));

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
                => continuation(With(context));

            private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class where TResponse : class
            {
                var headers = Copy(context.Options.Headers);
                headers.Add("authorization", "Bearer " + {|GRPCAUTH3005:_tokens.GetTokenAsync().Result|});
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }

            private static Metadata Copy(Metadata? headers)
            {
                var copy = new Metadata();
                foreach (var entry in headers ?? new Metadata())
                    copy.Add(entry);

                return copy;
            }
        }
        """);

    [Fact]
    public Task A_blocking_call_blocks_anyway() => Verify.Reports("""
        using Grpc.Core.Interceptors;
        """ + Tokens + """

        public class Authenticating : Interceptor
        {
            private readonly ITokens _tokens;

            public Authenticating(ITokens tokens) => _tokens = tokens;

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var token = {|GRPCAUTH3005:_tokens.GetTokenAsync().GetAwaiter().GetResult()|};
                using (Ambient.Use(token))
                    return continuation(request, context);
            }
        }

        public static class Ambient
        {
            public static IDisposable Use(string token) => new System.IO.MemoryStream(token.Length);
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_function_over_metadata_cannot_await() => Verify.Reports("""
        using Grpc.Core.Interceptors;
        """ + Tokens + """

        public class Clients
        {
            public static CallInvoker Create(GrpcChannel channel, ITokens tokens) => channel.Intercept(metadata =>
            {
                metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|});
                return metadata;
            });
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler(sp => new TokenHandler(sp.GetRequiredService<ITokens>()));")]
    [InlineData("GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new TokenHandler(null!) });")]
    [InlineData("var handler = new TokenHandler(null!); GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = handler });")]
    public Task In_a_handler_of_gRPC(string use) => Verify.Reports($$"""
        using System.Net.Http;
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;
        {{Tokens}}
        public class TokenHandler : DelegatingHandler
        {
            private readonly ITokens _tokens;

            public TokenHandler(ITokens tokens) => _tokens = tokens;

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", {|GRPCAUTH3005:_tokens.FetchAsync().Result|});
                return base.SendAsync(request, cancellationToken);
            }
        }

        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                {{use}}
            }
        }
        """);

    [Fact]
    public Task In_tests_it_is_information() => Verify.Reports(Tokens + """
        public class Clients
        {
            public static CallCredentials Create(ITokens tokens) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:tokens.GetTokenAsync().Result|});
                return Task.CompletedTask;
            });
        }
        """, new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
