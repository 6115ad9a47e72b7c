using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>Code that looks like GRPCAUTH3002 through a task, a lazy value, an object or a long life, and is right, or cannot be known.</summary>
public sealed class TokenCapturedOnceKeptSilentTests
{
    [Theory]
    [InlineData("", "var task = tokens.GetTokenAsync();", "await task")]
    [InlineData("var task = tokens.GetTokenAsync(); using var timer = new Timer(_ => task = tokens.GetTokenAsync());", "", "await task")]
    [InlineData("var lazy = new Lazy<string>(() => \"\");", "", "lazy.Value")]
    [InlineData("var lazy = new Lazy<Tokens>(() => tokens);", "", "lazy.Value.Current")]
    [InlineData("var lazy = new Lazy<string>(() => tokens.Current); void Renew() => lazy = new Lazy<string>(() => tokens.Current); Renew();", "", "lazy.Value")]
    [InlineData("var source = new TaskCompletionSource<string>();", "", "await source.Task")]
    [InlineData("var lazy = new Lazy<Guid>(() => Guid.NewGuid());", "", "lazy.Value")]
    [InlineData("var box = new System.Runtime.CompilerServices.StrongBox<string>(tokens.Current);", "", "box.Value")]
    public Task Call_credentials_that_read_anew_or_are_renewed(string outside, string inside, string token) => Verify.Silent($$"""
        public static class Channels
        {
            public static GrpcChannel Create(Tokens tokens)
            {
                {{outside}}
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        await Task.Yield();
                        {{inside}}
                        metadata.Add("authorization", $"Bearer {{{token}}}");
                    })),
                });
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("private Lazy<string> _token = new(() => Environment.MachineName); public void Renew() => _token = new(() => Environment.MachineName);", "_token.Value", "")]
    [InlineData("private readonly Once _token = new(); public void Renew() => _token.Reset();", "_token.Value", "public sealed class Once : Lazy<string> { public Once() : base(() => Environment.MachineName) { } public void Reset() { } }")]
    [InlineData("private static readonly ThreadLocal<string> Token = new(); public static void Use(string token) => Token.Value = token;", "Token.Value", "")]
    [InlineData("private static readonly AsyncLocal<string> Token = new(); public static void Use(string token) => Token.Value = token;", "Token.Value", "")]
    [InlineData("private string _token = Environment.MachineName; private static void Set(ref string token) => token = Environment.UserName; public void Renew() => Set(ref _token);", "_token", "")]
    [InlineData("private string _token; public Auth(System.ComponentModel.INotifyPropertyChanged settings) { _token = Environment.MachineName; settings.PropertyChanged += (_, _) => _token = Environment.UserName; }", "_token", "")]
    [InlineData("private readonly Session _session = new();", "_session.Token", "public sealed class Session { public string Token { get; set; } = \"\"; }")]
    [InlineData("private readonly Session _session = new();", "_session.Token", "public sealed class Session { public string Token { get; private set; } = \"\"; public void Renew(string token) => Token = token; }")]
    [InlineData("private readonly Session _session = new();", "_session.Token", "public sealed class Session { public string Token => Environment.MachineName; }")]
    [InlineData("private Session _session = new(); public void Renew() => _session = new();", "_session.Token", "public sealed class Session { public string Token { get; } = Environment.MachineName; }")]
    [InlineData("private readonly Session _session; public Auth(Session session) => _session = session;", "_session.Token", "public class Session { public virtual string Token { get; } = Environment.MachineName; }")]
    [InlineData("private readonly ISession _session; public Auth(ISession session) => _session = session;", "_session.Token", "public interface ISession { string Token { get; } }")]
    [InlineData("private readonly Sessions _sessions = new();", "_sessions.Current.Token", "public sealed class Sessions { public Session Current => new(); } public sealed class Session { public string Token { get; } = Environment.MachineName; }")]
    [InlineData("private readonly Sessions _sessions = new();", "_sessions.Get().Token", "public sealed class Sessions { public Session Get() => new(); } public sealed class Session { public string Token { get; } = Environment.MachineName; }")]
    [InlineData("private readonly Microsoft.Extensions.Options.IOptions<Settings> _settings; public Auth(Microsoft.Extensions.Options.IOptions<Settings> settings) => _settings = settings;", "_settings.Value.Token", "public sealed class Settings { public string Token { get; init; } = \"\"; }")]
    [InlineData("private readonly Settings _settings; public Auth(Settings settings) => _settings = settings;", "_settings.Token", "public sealed record Settings(string Token);")]
    [InlineData("private readonly Once _token = new(); public void Renew() => _token.Clear();", "_token.Value", "public sealed class Once : Lazy<string> { public Once() : base(() => Environment.MachineName) { } public void Clear() { } }")]
    [InlineData("private readonly Once _token = new(); public void Renew() => _token.Invalidate();", "_token.Value", "public sealed class Once : Lazy<string> { public Once() : base(() => Environment.MachineName) { } public void Invalidate() { } }")]
    [InlineData("private readonly Once _token = new(); public void Renew() => _token.Refresh();", "_token.Value", "public sealed class Once : Lazy<string> { public Once() : base(() => Environment.MachineName) { } public void Refresh() { } }")]
    [InlineData("private readonly Once _token = new(); public void Renew() => _token.TryReset();", "_token.Value", "public sealed class Once : Lazy<string> { public Once() : base(() => Environment.MachineName) { } public void TryReset() { } }")]
    [InlineData("private string Token { get => Environment.MachineName; set => Console.WriteLine(value); } public Auth(string token) => Token = token;", "Token", "")]
    [InlineData("internal string Token { get; set; } = Environment.MachineName;", "Token", "")]
    [InlineData("private readonly Box _box = new();", "_box.GetValue()", "public sealed class Box { public string GetValue() => Environment.MachineName; }")]
    [InlineData("private readonly Session _session = new(Environment.MachineName);", "_session.Token", "public sealed class Session(string token) { private readonly string _token = token; public string Token => _token + Environment.TickCount; }")]
    public Task An_interceptor_whose_token_may_be_another_one_later(string member, string token, string type) => Verify.Silent($$"""
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
        """);

    [Theory]
    [InlineData("public static void Add(IServiceCollection services) => services.AddTransient(sp => new Auth(Environment.MachineName));")]
    [InlineData("public static void Add(IServiceCollection services) => services.AddScoped<Auth>();")]
    [InlineData("public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddInterceptor(Grpc.Net.ClientFactory.InterceptorScope.Client, sp => new Auth(Environment.MachineName));")]
    [InlineData("public static Order Get(ChannelBase channel, ServerCallContext context) => new Orders.OrdersClient(channel.Intercept(new Auth(context.RequestHeaders.GetValue(\"authorization\")!))).GetOrder(new OrderRequest());")]
    [InlineData("public static Order Get(ChannelBase channel, string token) { var orders = new Orders.OrdersClient(channel.Intercept(new Auth(token))); return orders.GetOrder(new OrderRequest()); }")]
    [InlineData("public static Orders.OrdersClient For(ChannelBase channel, string token) => new(channel.Intercept(new Auth(token))); public static Order Get(ChannelBase channel, string token) => For(channel, token).GetOrder(new OrderRequest());")]
    public Task An_interceptor_that_is_made_for_each_client_or_request(string member) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public static class Front
        {
            {{member}}
        }

        public sealed class Auth(string token) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """);

    [Theory]
    [InlineData("public Order Get(string token) { using var channel = Open(token); return new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); }")]
    [InlineData("public Order Get(string token) { var channel = Open(token); var orders = new Orders.OrdersClient(channel); var order = orders.GetOrder(new OrderRequest()); channel.Dispose(); return order; }")]
    [InlineData("public async Task<Order> GetAsync(ServerCallContext context) => await new Orders.OrdersClient(Open(context.RequestHeaders.GetValue(\"authorization\")!)).GetOrderAsync(new OrderRequest());")]
    [InlineData("public async Task<Order> GetAsync(string token) { using var channel = Open(token); var orders = new Orders.OrdersClient(channel); return await Task.Run(() => orders.GetOrder(new OrderRequest())); }")]
    [InlineData("public void Run(Tokens tokens) { while (true) { using var channel = Open(tokens.Current); new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); } }")]
    public Task A_channel_that_is_made_for_each_call(string member) => Verify.Silent($$"""
        public sealed class Front
        {
            {{member}}

            private static GrpcChannel Open(string token) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + token);
                    return Task.CompletedTask;
                })),
            });
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("public Order Get(string token) => new Orders.OrdersClient(channel.Intercept(m => { m.Add(\"authorization\", \"Bearer \" + token); return m; })).GetOrder(new OrderRequest());")]
    [InlineData("public Order Get(ServerCallContext context) { var token = context.RequestHeaders.GetValue(\"authorization\"); var invoker = channel.Intercept(m => { m.Add(\"authorization\", \"Bearer \" + token); return m; }); return new Orders.OrdersClient(invoker).GetOrder(new OrderRequest()); }")]
    [InlineData("public Order Get(string token) { var headers = new Metadata { { \"authorization\", \"Bearer \" + token } }; return new Orders.OrdersClient(channel.Intercept(m => headers)).GetOrder(new OrderRequest()); }")]
    public Task An_invoker_that_is_made_for_each_call(string member) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public sealed class Front(ChannelBase channel)
        {
            {{member}}
        }
        """);
}
