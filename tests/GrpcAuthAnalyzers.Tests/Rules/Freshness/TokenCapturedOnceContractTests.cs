using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where per-call code asks an interface for the token, and the class behind it keeps the first one.</summary>
public sealed class TokenCapturedOnceContractTests
{
    private const string Client = "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"))";

    private const string Kept = "public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();";

    private const string Fresh = "public async Task<string> GetTokenAsync() => await FetchAsync();";

    [Theory]
    [InlineData("services.AddSingleton<ITokens, Tokens>();")]
    [InlineData("services.AddSingleton(typeof(ITokens), typeof(Tokens));")]
    [InlineData("services.AddSingleton<ITokens>(new Tokens());")]
    [InlineData("services.AddSingleton<ITokens>(_ => new Tokens());")]
    [InlineData("services.AddSingleton<Tokens>(); services.AddSingleton<ITokens>(p => p.GetRequiredService<Tokens>());")]
    public Task A_singleton(string registration) => Verify.Reports(
        Program("internal", Kept, registration, "{|GRPCAUTH3002:await provider.GetRequiredService<ITokens>().GetTokenAsync()|}"),
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("services.AddScoped<ITokens, Tokens>();")]
    [InlineData("services.AddTransient<ITokens, Tokens>();")]
    [InlineData("services.AddSingleton<ITokens, Tokens>(); services.AddSingleton<ITokens, Others>();")]
    [InlineData("services.AddSingleton<ITokens>(p => Make(p));")]
    [InlineData("services.AddKeyedSingleton<ITokens, Tokens>(\"orders\");")]
    [InlineData("")]
    public Task A_service_that_is_made_often_or_is_another_one_or_is_not_seen(string registration) => Verify.Silent(
        Program("internal", Kept, registration, "await provider.GetRequiredService<ITokens>().GetTokenAsync()"));

    [Fact]
    public Task A_singleton_that_asks_each_time() => Verify.Silent(
        Program("internal", Fresh, "services.AddSingleton<ITokens, Tokens>();", "await provider.GetRequiredService<ITokens>().GetTokenAsync()"));

    [Fact]
    public Task A_default_that_others_may_replace() => Verify.Silent(
        Program("public", Kept, "services.TryAddSingleton<ITokens, Tokens>();", "await provider.GetRequiredService<ITokens>().GetTokenAsync()"));

    [Fact]
    public Task A_property_that_the_constructor_fills() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public interface ITokens { string Current { get; } }

        public sealed class Tokens : ITokens
        {
            public Tokens(Accounts.AccountsClient accounts) => Current = accounts.Login(new LoginRequest()).Token;

            public string Current { get; }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<ITokens, Tokens>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddCallCredentials((context, metadata, provider) =>
                {
                    metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:provider.GetRequiredService<ITokens>().Current|});
                    return Task.CompletedTask;
                });
            }
        }
        """);

    [Theory]
    [InlineData("internal", "new Tokens()", "{|GRPCAUTH3002:await _tokens.GetTokenAsync()|}")]
    [InlineData("public", "new Tokens()", "{|GRPCAUTH3002:await _tokens.GetTokenAsync()|}")]
    [InlineData("internal", "Pick()", "{|GRPCAUTH3002:await _tokens.GetTokenAsync()|}", "private static ITokens Pick() => new Tokens();")]
    public Task A_field(string visibility, string made, string token, string member = "") => Verify.Reports(Field(visibility, made, token, member));

    [Theory]
    [InlineData("Pick()", "private static ITokens Pick() => Environment.TickCount > 0 ? new Tokens() : new Others();")]
    [InlineData("new Others()", "")]
    public Task A_field_that_may_hold_a_fresh_one(string made, string member) =>
        Verify.Silent(Field("internal", made, "await _tokens.GetTokenAsync()", member));

    private static string Field(string visibility, string made, string token, string member) => Types(visibility, Kept) + $$"""

        {{visibility}} sealed class Desk
        {
            private readonly ITokens _tokens = {{made}};
            private readonly Orders.OrdersClient _orders;

            {{member}}

            public Desk() => _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {{{token}}}");
                })),
            }));

            public async Task<Order> FindAsync() => await _orders.GetOrderAsync(new OrderRequest());
        }
        """;

    [Theory]
    [InlineData("abstract class Source { public abstract Task<string> GetAsync(); } internal sealed class Login(Accounts.AccountsClient accounts) : Source { private string? _token; public override async Task<string> GetAsync() => _token ??= (await accounts.LoginAsync(new LoginRequest())).Token; }")]
    [InlineData("interface Source { Task<string> GetAsync(); } internal sealed class Login(Accounts.AccountsClient accounts) : Source { private string? _token; async Task<string> Source.GetAsync() => _token ??= (await accounts.LoginAsync(new LoginRequest())).Token; }")]
    [InlineData("interface Source { Task<string> GetAsync(); } internal abstract class Base : Source { protected string? Token; public abstract Task<string> GetAsync(); } internal sealed class Login(Accounts.AccountsClient accounts) : Base { public override async Task<string> GetAsync() => Token ??= (await accounts.LoginAsync(new LoginRequest())).Token; }")]
    public Task An_interceptor_and_the_only_class_that_is_made(string types) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        internal {{types}}

        internal sealed class Handler(Source source) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", {|GRPCAUTH3002:await source.GetAsync()|});
                return await base.SendAsync(request, cancellationToken);
            }
        }

        public sealed class Desk(Accounts.AccountsClient accounts)
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                HttpHandler = new Handler(new Login(accounts)) { InnerHandler = new SocketsHttpHandler() },
            }));

            public async Task<Order> FindAsync() => await _orders.GetOrderAsync(new OrderRequest());
        }
        """);

    private static string Program(string visibility, string method, string registration, string token) =>
        "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.DependencyInjection.Extensions;\n" + Types(visibility, method) + $$"""

        public static class Startup
        {
            private static Tokens Make(IServiceProvider provider) => new();

            public static void Add(IServiceCollection services)
            {
                {{registration}}
                {{Client}}.AddCallCredentials(async (context, metadata, provider) => metadata.Add("authorization", $"Bearer {{{token}}}"));
            }
        }
        """.Replace("private static Tokens", visibility == "public" ? "private static Tokens" : "internal static Tokens", System.StringComparison.Ordinal);

    private static string Types(string visibility, string method) => $$"""
        {{visibility}} interface ITokens
        {
            Task<string> GetTokenAsync();
        }

        {{visibility}} sealed class Tokens : ITokens
        {
            private readonly HttpClient _http = new();
            private string? _token;

            {{method}}

            private Task<string> FetchAsync() => _http.GetStringAsync("https://login.example.com/token");
        }

        {{visibility}} sealed class Others : ITokens
        {
            public Task<string> GetTokenAsync() => new HttpClient().GetStringAsync("https://login.example.com/token");
        }
        """;
}
