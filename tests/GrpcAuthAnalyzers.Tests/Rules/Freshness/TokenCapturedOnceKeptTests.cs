using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where what is captured is a task, a lazy value or an object with the token in it. There is no fix: only the author knows what to ask instead.</summary>
public sealed class TokenCapturedOnceKeptTests
{
    private const string AsyncLazy = """
        public sealed class AsyncLazy<T>(Func<Task<T>> make) : Lazy<Task<T>>(make)
        {
            public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter() => Value.GetAwaiter();

            public Task<T> GetValueAsync() => Value;

            public Task<T> Task => Value;
        }

        namespace Acme.Threading
        {
            public sealed class AsyncLazy<T>(Func<Task<T>> make)
            {
                private readonly Func<Task<T>> _make = make;
                private Task<T>? _task;

                public Task<T> GetValueAsync() => _task ??= _make();
            }
        }
        """;

    [Theory]
    [InlineData("var task = tokens.GetTokenAsync();", "await {|GRPCAUTH3002:task|}")]
    [InlineData("var task = tokens.GetTokenAsync();", "await {|GRPCAUTH3002:task|}.ConfigureAwait(false)")]
    [InlineData("var task = new ValueTask<string>(tokens.GetTokenAsync()).AsTask();", "await {|GRPCAUTH3002:task|}")]
    [InlineData("var lazy = new Lazy<Task<string>>(() => tokens.GetTokenAsync());", "await {|GRPCAUTH3002:lazy|}.Value")]
    [InlineData("var lazy = new Lazy<string>(() => tokens.Current);", "{|GRPCAUTH3002:lazy|}.Value")]
    [InlineData("var lazy = new AsyncLazy<string>(() => tokens.GetTokenAsync());", "await {|GRPCAUTH3002:lazy|}")]
    [InlineData("var task = tokens.GetTokenAsync();", "await {|GRPCAUTH3002:task|}.WaitAsync(context.CancellationToken)")]
    [InlineData("var task = tokens.GetTokenAsync();", "{|GRPCAUTH3002:task|}.Result")]
    [InlineData("var task = new ValueTask<string>(tokens.GetTokenAsync());", "await {|GRPCAUTH3002:task|}.AsTask()")]
    [InlineData("var lazy = new AsyncLazy<string>(() => tokens.GetTokenAsync());", "await {|GRPCAUTH3002:lazy|}.GetValueAsync()")]
    [InlineData("var lazy = new AsyncLazy<string>(() => tokens.GetTokenAsync());", "await {|GRPCAUTH3002:lazy|}.Task")]
    [InlineData("var lazy = new Acme.Threading.AsyncLazy<string>(() => tokens.GetTokenAsync());", "await {|GRPCAUTH3002:lazy|}.GetValueAsync()")]
    [InlineData("var lazy = new Lazy<string>(() => { if (DateTime.UtcNow.Hour > 3) return \"\"; return tokens.Current; });", "{|GRPCAUTH3002:lazy|}.Value")]
    public Task Call_credentials_that_capture_a_task_or_lazy_value(string statement, string token) => Verify.NotFixable($$"""
        public static class Channels
        {
            public static GrpcChannel Create(Tokens tokens)
            {
                {{statement}}
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        await Task.Yield();
                        metadata.Add("authorization", $"Bearer {{{token}}}");
                    })),
                });
            }
        }

        """ + TokenCapturedOnceTests.Provider + AsyncLazy);

    [Theory]
    [InlineData("private readonly Task<string> _task; public Auth(Tokens tokens) => _task = tokens.GetTokenAsync();", "{|GRPCAUTH3002:_task|}.GetAwaiter().GetResult()", "")]
    [InlineData("private static readonly Lazy<string> Token = new(() => Environment.MachineName);", "{|GRPCAUTH3002:Token|}.Value", "")]
    [InlineData("private static readonly Lazy<string> Token = new(Read); private static string Read() => Environment.MachineName;", "{|GRPCAUTH3002:Token|}.Value", "")]
    [InlineData("private readonly Session _session; public Auth(Session session) => _session = session;", "{|GRPCAUTH3002:_session.Token|}", "public sealed class Session(string token) { public string Token { get; } = token; }")]
    [InlineData("private readonly Session _session = new(Environment.MachineName);", "{|GRPCAUTH3002:_session.Token|}", "public sealed class Session { public readonly string Token; public Session(string token) => Token = token; }")]
    [InlineData("private string? _token;", "({|GRPCAUTH3002:_token|} = _token ?? Environment.MachineName)", "")]
    [InlineData("private sealed class Once() : Lazy<string>(() => Environment.MachineName); private readonly Once _token = new();", "{|GRPCAUTH3002:_token|}.Value", "")]
    [InlineData("private static readonly Lazy<string> Token = new(() => Environment.MachineName); public string Show() { string shown; shown = Token.Value; return shown; }", "{|GRPCAUTH3002:Token|}.Value", "")]
    [InlineData("private readonly TokenResponse _answer; public Auth(TokenResponse answer) => _answer = answer;", "{|GRPCAUTH3002:_answer.AccessToken|}", "public sealed class TokenResponse(string token) { public string AccessToken { get; } = token; }")]
    public Task An_interceptor_that_keeps_what_holds_the_token(string member, string token, string type) => Verify.NotFixable($$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth : Interceptor
        {
            {{member}}

            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {{token}} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        {{type}}
        {{TokenCapturedOnceTests.Provider}}
        """);

    [Theory]
    [InlineData("Session", "Token")]
    [InlineData("TokenResponse", "AccessToken")]
    public Task A_primary_constructor_that_takes_a_session(string type, string member) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth({{type}} session) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {|GRPCAUTH3002:session.{{member}}|} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class {{type}}(string token)
        {
            public string {{member}} { get; } = token;
        }
        """);

    [Theory]
    [InlineData("private Lazy<string> Token { get; } = new(() => Environment.MachineName);", "Token", "Token.Value", "by the first call only")]
    [InlineData("private readonly Lazy<string> _token = new(() => Environment.MachineName);", "_token", "_token.Value", "by the first call only")]
    [InlineData("private string Token { get; } = Environment.MachineName;", "Token", "Token", "once")]
    public Task The_message_says_who_reads_it(string member, string name, string token, string when) => Verify.Reports(
        $$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth : Interceptor
        {
            {{member}}

            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {|GRPCAUTH3002:{{name}}|}{{token[name.Length..]}} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """,
        message: $"'{name}' is read {when} and sent with every call; calls fail with Unauthenticated once it expires or is rotated");

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddInterceptor(() => new Auth(token));")]
    [InlineData("services.AddTransient(sp => new Auth(token)); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddInterceptor<Auth>();")]
    [InlineData("services.AddSingleton(sp => new Auth(sp.GetRequiredService<IConfiguration>()[\"Token\"]!)); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddInterceptor<Auth>();")]
    public Task An_interceptor_that_the_channel_keeps(string registration) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services, string token)
            {
                {{registration}}
            }
        }

        public abstract class TokenInterceptor(string token) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {|GRPCAUTH3002:token|} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class Auth(string token) : TokenInterceptor(token);
        """);

    [Fact]
    public Task An_object_of_the_start_of_an_application_whose_calls_stand_in_lambdas() => Verify.Reports("""
        using var history = await History.OpenAsync(new Tokens());
        for (var round = 1; round <= 2; round++)
            await Task.Run(() => history.Read());

        internal sealed class History : IDisposable
        {
            private readonly string _token;
            private readonly GrpcChannel _channel;

            private History(string token)
            {
                _token = token;
                _channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(AddTokenAsync)) });
            }

            public static async Task<History> OpenAsync(Tokens tokens) => new(await tokens.GetTokenAsync());

            public Order Read() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());

            public void Dispose() => _channel.Dispose();

            private Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:_token|}}");
                return Task.CompletedTask;
            }
        }

        """ + TokenCapturedOnceTests.Provider);
}
