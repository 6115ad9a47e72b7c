using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where per-call code asks a method for the token, and the method keeps the first one.</summary>
public sealed class TokenCapturedOnceProviderTests
{
    private const string Fetch = """
        private readonly HttpClient _http = new();

        private string? _token;

        private Task<string> FetchAsync() => _http.GetStringAsync("https://login.example.com/token");
        """;

    private const string Message =
        "'_token' is read by the first call only and sent with every call; calls fail with Unauthenticated once it expires or is rotated";

    [Theory]
    [InlineData("public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("public async ValueTask<string> GetTokenAsync() { if (_token is null) { _token = await FetchAsync(); } return _token; }")]
    [InlineData("public async Task<string> GetTokenAsync() { if (!string.IsNullOrEmpty(_token)) return _token; var token = await FetchAsync(); _token = token; return token; }")]
    [InlineData("private readonly SemaphoreSlim _lock = new(1); public async Task<string> GetTokenAsync() { if (_token is not null) return _token; await _lock.WaitAsync(); try { return _token ??= await FetchAsync(); } finally { _lock.Release(); } }")]
    [InlineData("private readonly SemaphoreSlim _lock = new(1); public async Task<string> GetTokenAsync() { await _lock.WaitAsync(); try { if (_token == null) { _token = await FetchAsync(); } return _token; } finally { _lock.Release(); } }")]
    [InlineData("public Task<string> GetTokenAsync() => CoreAsync(); private async Task<string> CoreAsync() => _token ??= await FetchAsync();")]
    [InlineData("public async Task<string> GetTokenAsync() { await EnsureAsync(); return _token!; } private async Task EnsureAsync() { if (_token != null) return; _token = await FetchAsync(); }")]
    public Task A_provider_class_that_a_callback_calls(string method) => Verify.Reports(Provider(method), message: Message, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("private Task<string>? _task; public Task<string> GetTokenAsync() => _task ??= FetchAsync();")]
    [InlineData("private readonly Lazy<Task<string>> _lazy; public Tokens() => _lazy = new(FetchAsync); public Task<string> GetTokenAsync() => _lazy.Value;")]
    [InlineData("private Task<string>? _task; public async Task<string> GetTokenAsync() { _task ??= FetchAsync(); return await _task; }")]
    public Task A_provider_class_that_keeps_a_task(string method) => Verify.Reports(Provider(method));

    [Theory]
    [InlineData("public async Task<string> GetTokenAsync() => await FetchAsync();")]
    [InlineData("public async Task<string> GetTokenAsync() { _token = await FetchAsync(); return _token; }")]
    [InlineData("private DateTime _expires; public async Task<string> GetTokenAsync() { if (_token == null || _expires < DateTime.UtcNow.AddMinutes(1)) { _token = await FetchAsync(); _expires = DateTime.UtcNow.AddHours(1); } return _token; }")]
    [InlineData("public async Task<string> GetTokenAsync() => _token ??= await FetchAsync(); public void Invalidate() => _token = null;")]
    [InlineData("private DateTime _expires; public async Task<string> GetTokenAsync() { if (_expires < DateTime.UtcNow.AddMinutes(1)) { _token = null; _expires = DateTime.UtcNow.AddHours(1); } return _token ??= await FetchAsync(); }")]
    [InlineData("public async Task<string> GetTokenAsync() { try { return _token ??= await FetchAsync(); } catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated) { _token = null; throw; } }")]
    [InlineData("private Timer? _timer; public void Start() => _timer = new Timer(async _ => _token = await FetchAsync()); public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("public async Task RefreshAsync() => _token = await FetchAsync(); public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("public event EventHandler? Expired; public Tokens() => Expired += (_, _) => _token = null; public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("private Lazy<Task<string>> _lazy; public Tokens() => _lazy = new(FetchAsync); public void Reset() => _lazy = new(FetchAsync); public Task<string> GetTokenAsync() => _lazy.Value;")]
    [InlineData("private string? _refreshToken; private DateTime _due; public async Task<string> GetTokenAsync() { if (_refreshToken != null && _due < DateTime.UtcNow) { _token = await FetchAsync(); } return _token ??= await FetchAsync(); }")]
    [InlineData("private bool _isStale; public async Task<string> GetTokenAsync() { if (_token is null || _isStale) _token = await FetchAsync(); return _token; } public void Stale() => _isStale = true;")]
    [InlineData("public string? Token { get => _token; set => _token = value; } public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("internal string? Kept; public async Task<string> GetTokenAsync() => Kept ??= await FetchAsync(); public static void Clear(Tokens tokens) => tokens.Kept = null;")]
    [InlineData("public async Task<string> GetTokenAsync() => Environment.TickCount > 0 ? await FetchAsync() : _token ??= await FetchAsync();")]
    [InlineData("private int _uses; public async Task<string> GetTokenAsync() { if (_uses++ > 100) return await FetchAsync(); return _token ??= await FetchAsync(); }")]
    [InlineData("private readonly string _key = Environment.MachineName; private Task<string> Sign(string key) => FetchAsync(); public Task<string> GetTokenAsync() => Sign(_key);")]
    [InlineData("public virtual async Task<string> GetTokenAsync() => _token ??= await FetchAsync();")]
    [InlineData("private readonly System.Threading.AsyncLocal<string?> _current = new(); public async Task<string> GetTokenAsync() => _current.Value ??= await FetchAsync();")]
    public Task A_provider_class_that_renews_or_may(string method) =>
        Verify.Silent(Provider(method).Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal).Replace("public sealed class Tokens", "public class Tokens", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(async (context, metadata, provider) => metadata.Add(\"authorization\", $\"Bearer {{|GRPCAUTH3002:await provider.GetRequiredService<Tokens>().GetTokenAsync()|}}\"));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(async (context, metadata, provider) => { var tokens = provider.GetRequiredService<Tokens>(); var token = {|GRPCAUTH3002:await tokens.GetTokenAsync()|}; metadata.Add(\"authorization\", $\"Bearer {token}\"); });")]
    public Task A_provider_that_is_a_singleton(string registration) => Verify.Reports(Registered("services.AddSingleton<Tokens>();", registration));

    [Theory]
    [InlineData("services.AddScoped<Tokens>();", "provider.GetRequiredService<Tokens>()")]
    [InlineData("services.AddTransient<Tokens>();", "provider.GetRequiredService<Tokens>()")]
    [InlineData("", "provider.GetRequiredService<Tokens>()")]
    [InlineData("", "new Tokens()")]
    [InlineData("", "Make()")]
    [InlineData("", "Anew")]
    public Task A_provider_that_is_made_for_each_call_or_unknown(string registration, string tokens) => Verify.Silent(Registered(
        registration,
        $"services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(async (context, metadata, provider) => metadata.Add(\"authorization\", $\"Bearer {{await {tokens}.GetTokenAsync()}}\"));"));

    [Theory]
    [InlineData("private string Token() => _token ??= _provider.Current;", "", "{|GRPCAUTH3002:Token()|}")]
    [InlineData("private string Token { get { if (_token == null) _token = _provider.Current; return _token; } }", "", "{|GRPCAUTH3002:Token|}")]
    [InlineData("private string Token { get => _token ??= _provider.Current; }", "", "{|GRPCAUTH3002:Token|}")]
    [InlineData("private void Ensure() { if (_token == null) _token = _provider.Current; }", "Ensure();", "{|GRPCAUTH3002:_token|}")]
    public Task A_private_member_of_an_interceptor(string member, string before, string token) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth(Tokens provider) : Interceptor
        {
            private readonly Tokens _provider = provider;
            private string? _token;

            {{member}}

            {{EveryKind.Overrides}}
            {
                {{before}}
                var headers = new Metadata { { "authorization", "Bearer " + {{token}} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task A_provider_is_no_fix_of_ours() => Verify.NotFixable(Provider("public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();"));

    [Fact]
    public Task An_answer_that_is_kept() => Verify.Reports("""
        public sealed class Tokens(Accounts.AccountsClient accounts)
        {
            private LoginReply? _reply;

            public async Task<string> GetTokenAsync()
            {
                _reply ??= await accounts.LoginAsync(new LoginRequest());
                return _reply.Token;
            }

            public GrpcChannel Create() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:await GetTokenAsync()|}}");
                })),
            });
        }
        """);

    [Theory]
    [InlineData("private string Token() => key;")]
    [InlineData("private string Token() => Key; private string Key => Environment.MachineName;")]
    [InlineData("private static string Token() => \"demo\";")]
    [InlineData("private string Token() => new Tokens().Current;")]
    public Task A_method_that_reads_anew_or_has_what_it_was_given(string member) => Verify.Silent($$"""
        public sealed class Desk(string key)
        {
            {{member}}

            public GrpcChannel Create() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {Token()}");
                    return Task.CompletedTask;
                })),
            });
        }

        """ + TokenCapturedOnceTests.Provider, Setup.Usual with { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none\ndotnet_diagnostic.GRPCAUTH2003.severity = none" });

    [Fact]
    public Task A_provider_of_the_code_around_and_credentials_of_one_call() => Verify.Reports($$$"""
        public sealed class Tokens
        {
            {{{Fetch}}}

            public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();
        }

        public sealed class Desk(Orders.OrdersClient orders)
        {
            private readonly Tokens _tokens = new();

            public static GrpcChannel Open()
            {
                var tokens = new Tokens();
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                        metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:await tokens.GetTokenAsync()|}}"))),
                });
            }

            public Order Get() => orders.GetOrder(new OrderRequest(), new CallOptions(credentials: CallCredentials.FromInterceptor(async (context, metadata) =>
                metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:await _tokens.GetTokenAsync()|}}"))));
        }
        """);

    private static string Provider(string method) => $$$"""
        public sealed class Tokens
        {
            {{{Fetch}}}

            {{{method}}}
        }

        public static class Channels
        {
            public static GrpcChannel Create(Tokens tokens) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:await tokens.GetTokenAsync()|}}");
                })),
            });
        }
        """;

    private static string Registered(string registration, string client) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Tokens
        {
            {{Fetch}}

            public async Task<string> GetTokenAsync() => _token ??= await FetchAsync();
        }

        public static class Startup
        {
            private static Tokens Make() => new();

            private static Tokens Anew => new();

            public static void Add(IServiceCollection services)
            {
                {{registration}}
                {{client}}
            }
        }
        """;
}
