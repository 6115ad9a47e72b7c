using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where an object keeps the token: a message handler, a class that makes the metadata of each call, credentials of Google.</summary>
public sealed class TokenCapturedOnceObjectTests
{
    private const string Google = """

        namespace Google.Apis.Auth.OAuth2
        {
            public interface IAccessMethod { }

            public class GoogleCredential
            {
                public static GoogleCredential FromAccessToken(string accessToken, IAccessMethod? accessMethod = null) => new();

                public GoogleCredential CreateScoped(params string[] scopes) => this;
            }
        }

        namespace Grpc.Auth
        {
            public static class GoogleGrpcCredentials
            {
                public static ChannelCredentials ToChannelCredentials(this Google.Apis.Auth.OAuth2.GoogleCredential credential) => throw new NotSupportedException();

                public static CallCredentials FromAccessToken(string accessToken) => throw new NotSupportedException();
            }
        }
        """;

    private const string Registration = """
        public static class Startup
        {
            public static void Add(IServiceCollection services) => services
                .AddTransient<TokenHandler>()
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                .AddHttpMessageHandler<TokenHandler>();
        }
        """;

    [Theory]
    [InlineData("private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH3002:_token|} ??= await login.GetStringAsync(\"/token\"))", "")]
    [InlineData("private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH3002:_token|})", "if (_token is null) { _token = await login.GetStringAsync(\"/token\"); }")]
    [InlineData("private readonly string _token = login.GetStringAsync(\"/token\").Result;", "new AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH3002:_token|})", "")]
    [InlineData("private string? _token; private async Task<string> TokenAsync() => _token ??= await login.GetStringAsync(\"/token\");", "new(\"Bearer\", {|GRPCAUTH3002:await TokenAsync()|})", "")]
    [InlineData("private readonly Lazy<Task<string>> _token = new(() => login.GetStringAsync(\"/token\"));", "new AuthenticationHeaderValue(\"Bearer\", await {|GRPCAUTH3002:_token|}.Value)", "")]
    [InlineData("private string? _token;", "AuthenticationHeaderValue.Parse(\"Bearer \" + {|GRPCAUTH3002:_token|})", "_token ??= await login.GetStringAsync(\"/token\");")]
    public Task A_handler_of_a_registration(string member, string header, string before) =>
        Verify.Reports(Handler("HttpClient login", member, header, before, Registration), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("private readonly GrpcChannel _channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new TokenHandler(new HttpClient()) { InnerHandler = new HttpClientHandler() } });")]
    [InlineData("private static readonly Orders.OrdersClient s_orders = new(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new TokenHandler(new HttpClient()) { InnerHandler = new HttpClientHandler() } }));")]
    public Task A_handler_of_a_channel(string member) => Verify.Reports(Handler(
        "HttpClient login",
        "private string? _token;",
        "new AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH3002:_token|} ??= await login.GetStringAsync(\"/token\"))",
        "",
        "public sealed class Desk { " + member + " }"));

    [Theory]
    [InlineData("HttpClient login", "private string? _token; private DateTime _expires;", "new AuthenticationHeaderValue(\"Bearer\", _token)", "if (_token is null || _expires < DateTime.UtcNow.AddMinutes(1)) { _token = await login.GetStringAsync(\"/token\"); _expires = DateTime.UtcNow.AddHours(1); }", Registration)]
    [InlineData("HttpClient login", "private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", _token)", "_token = await login.GetStringAsync(\"/token\");", Registration)]
    [InlineData("HttpClient login", "private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", _token ??= await login.GetStringAsync(\"/token\"))", "if (request.Version.Major == 3) _token = null;", Registration)]
    [InlineData("HttpClient login", "", "new AuthenticationHeaderValue(\"Bearer\", await login.GetStringAsync(\"/token\"))", "", Registration)]
    [InlineData("string token", "", "new AuthenticationHeaderValue(\"Bearer\", token)", "", Registration)]
    [InlineData("string token", "private readonly string _token = token;", "new AuthenticationHeaderValue(\"Bearer\", _token)", "", Registration)]
    [InlineData("HttpClient login", "private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", _token ??= await login.GetStringAsync(\"/token\"))", "", "")]
    [InlineData("HttpClient login", "private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", _token ??= await login.GetStringAsync(\"/token\"))", "", "public static class Startup { public static void Add(IServiceCollection services) { services.AddTransient<TokenHandler>(); services.AddHttpClient(\"rest\").AddHttpMessageHandler<TokenHandler>(); } }")]
    [InlineData("HttpClient login", "private string? _token;", "new AuthenticationHeaderValue(\"Bearer\", _token ??= await login.GetStringAsync(\"/token\"))", "", "public static class Once { public static Order Get() { using var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new TokenHandler(new HttpClient()) }); return new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); } }")]
    [InlineData("HttpClient login", "", "new AuthenticationHeaderValue(\"Bearer\", await login.GetStringAsync(\"/token\"))", "", "public sealed class Api(HttpClient login) { private string? _token; public async Task FillAsync(HttpRequestMessage request) => request.Headers.Authorization = new(\"Bearer\", _token ??= await login.GetStringAsync(\"/token\")); }")]
    public Task A_handler_that_renews_or_is_not_kept(string parameter, string member, string header, string before, string registration) =>
        Verify.Silent(Handler(parameter, member, header, before, registration));

    [Fact]
    public Task An_api_key_in_a_handler_is_information() => Verify.Reports(Handler(
        "HttpClient login", "private string? _key;", "null", "request.Headers.Add(\"x-api-key\", {|GRPCAUTH3002:_key|} ??= await login.GetStringAsync(\"/key\"));", Registration), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _token = accounts.Login(new LoginRequest()).Token; }", "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|} } };", "_orders.GetOrder(new OrderRequest(), Headers())")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; var reply = accounts.Login(new LoginRequest()); _token = $\"Bearer {reply.Token}\"; }", "private Metadata Headers => new() { { \"authorization\", {|GRPCAUTH3002:_token|} } };", "_orders.GetOrder(new OrderRequest(), Headers)")]
    [InlineData("private readonly LoginReply _login; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _login = accounts.Login(new LoginRequest()); }", "", "_orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", $\"Bearer {{|GRPCAUTH3002:_login.Token|}}\" } })")]
    [InlineData("private string? _token; private readonly Accounts.AccountsClient _accounts; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _accounts = accounts; }", "private Metadata Headers() { _token ??= _accounts.Login(new LoginRequest()).Token; var headers = new Metadata(); headers.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|}); return headers; }", "_orders.GetOrder(new OrderRequest(), Headers())")]
    [InlineData("private static readonly string s_token = Fetch(); private static string Fetch() => new HttpClient().GetStringAsync(\"https://login.example.com\").Result; public Desk(Orders.OrdersClient orders) => _orders = orders;", "", "_orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:s_token|} } })")]
    [InlineData("private readonly string _token; private Desk(Orders.OrdersClient orders, string token) { _orders = orders; _token = token; } public static Desk Open(Orders.OrdersClient orders, Accounts.AccountsClient accounts) => new(orders, accounts.Login(new LoginRequest()).Token);", "private CallOptions Options() => new(new Metadata { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|} } });", "_orders.GetOrder(new OrderRequest(), Options())")]
    [InlineData("private readonly object _login; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _login = accounts.Login(new LoginRequest()); }", "", "_orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", $\"Bearer {{|GRPCAUTH3002:((LoginReply)_login).Token|}}\" } })")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _token = System.IO.File.ReadAllText(\"token\").Trim().Replace(\"\\n\", \"\"); }", "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|} } };", "_orders.GetOrder(new OrderRequest(), Headers())")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; var file = System.IO.File.ReadAllText(\"token\").Trim(); _token = file; }", "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:_token|} } };", "_orders.GetOrder(new OrderRequest(), Headers())")]
    [InlineData("private readonly Lazy<string> _lazy = new(Fetch); private static string Fetch() => System.IO.File.ReadAllText(\"token\"); public Desk(Orders.OrdersClient orders) => _orders = orders;", "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:_lazy|}.Value.Trim() } };", "_orders.GetOrder(new OrderRequest(), Headers())")]
    public Task A_token_field_that_is_read_once_and_metadata_that_is_made_for_each_call(string fields, string headers, string call) =>
        Verify.Reports(Desk(fields, headers, call), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, string token) { _orders = orders; _token = token; }")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, IConfiguration configuration) { _orders = orders; _token = configuration[\"Token\"]!; }")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders) { _orders = orders; _token = Environment.GetEnvironmentVariable(\"TOKEN\")!; }")]
    [InlineData("private string _token; private readonly Accounts.AccountsClient _accounts; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _accounts = accounts; _token = accounts.Login(new LoginRequest()).Token; } public void Renew() => _token = _accounts.Login(new LoginRequest()).Token;")]
    [InlineData("private string _token => _accounts.Login(new LoginRequest()).Token; private readonly Accounts.AccountsClient _accounts; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _accounts = accounts; }")]
    [InlineData("public string _token { get; set; } public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _token = accounts.Login(new LoginRequest()).Token; }")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, ServerCallContext context) { _orders = orders; _token = context.RequestHeaders.GetValue(\"authorization\")!; }")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, IConfiguration configuration) { _orders = orders; var text = configuration[\"Token\"]!; _token = text; }")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders) { _orders = orders; _token = Read(); } private static string Read() => Environment.GetEnvironmentVariable(\"TOKEN\")!;")]
    [InlineData("private readonly string _token; public Desk(Orders.OrdersClient orders, Microsoft.Extensions.Options.IOptionsMonitor<Settings> settings) { _orders = orders; _token = settings.Get(\"orders\").Token; } public sealed class Settings { public string Token { get; set; } = \"\"; }")]
    [InlineData("private readonly string _token; private Desk(Orders.OrdersClient orders, string token) { _orders = orders; _token = token; } public static Desk Open(Orders.OrdersClient orders, Accounts.AccountsClient accounts) => new(orders, accounts.Login(new LoginRequest()).Token); public static Desk OpenWith(Orders.OrdersClient orders) => new(orders, Environment.GetEnvironmentVariable(\"TOKEN\")!);")]
    [InlineData("private readonly string? _token = null; public Desk(Orders.OrdersClient orders) => _orders = orders;")]
    public Task A_token_that_was_given_is_a_setting_or_is_renewed(string fields) =>
        Verify.Silent(Desk(fields, "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + _token } };", "_orders.GetOrder(new OrderRequest(), Headers())"));

    [Theory]
    [InlineData("services.AddScoped<Desk>();")]
    [InlineData("services.AddTransient<Desk>();")]
    public Task A_class_that_is_made_for_each_request(string registration) => Verify.Silent(
        Desk(
            "private readonly string _token; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _token = accounts.Login(new LoginRequest()).Token; }",
            "private Metadata Headers() => new() { { \"authorization\", \"Bearer \" + _token } };",
            "_orders.GetOrder(new OrderRequest(), Headers())")
        + "public static class Startup { public static void Add(IServiceCollection services) { " + registration + " } }");

    [Theory]
    [InlineData("public void Send(ServerCallContext context) => context.WriteResponseHeadersAsync(new Metadata { { \"authorization\", \"Bearer \" + _token } });")]
    [InlineData("public Metadata Headers() => new() { { \"authorization\", \"Bearer \" + _token } };")]
    [InlineData("public Order Get() { var token = _accounts.Login(new LoginRequest()).Token; Metadata Headers() => new() { { \"authorization\", \"Bearer \" + token } }; return _orders.GetOrder(new OrderRequest(), Headers()); }")]
    [InlineData("public Order Get(string token) => _orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", \"Bearer \" + token } });")]
    [InlineData("public Order Get() { var reply = _accounts.Login(new LoginRequest()); Metadata Headers() => new() { { \"authorization\", \"Bearer \" + reply.Token } }; return _orders.GetOrder(new OrderRequest(), Headers()); }")]
    public Task Metadata_that_is_not_sent_or_whose_token_is_fresh(string member) => Verify.Silent(Desk(
        "private readonly string _token; private readonly Accounts.AccountsClient _accounts; public Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts) { _orders = orders; _accounts = accounts; _token = accounts.Login(new LoginRequest()).Token; }",
        member,
        "_orders.GetOrder(new OrderRequest())"), Setup.Usual with { GlobalConfig = "dotnet_diagnostic.GRPCAUTH1003.severity = none" });

    [Theory]
    [InlineData("_channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = GoogleCredential.FromAccessToken({|GRPCAUTH3002:tokens.Current|}).ToChannelCredentials() });")]
    [InlineData("var token = tokens.GetTokenAsync().Result; var credential = GoogleCredential.FromAccessToken({|GRPCAUTH3002:token|}); _channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = credential.ToChannelCredentials() });")]
    [InlineData("var credential = GoogleCredential.FromAccessToken({|GRPCAUTH3002:tokens.GetTokenAsync().Result|}).CreateScoped(\"s\"); var credentials = credential.ToChannelCredentials(); _channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = credentials });")]
    [InlineData("_channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, GoogleGrpcCredentials.FromAccessToken({|GRPCAUTH3002:tokens.Current|})) });")]
    public Task Credentials_of_Google_that_hold_one_token(string statements) => Verify.Reports(Channel("Tokens tokens", statements), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("string token", "_channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = GoogleCredential.FromAccessToken(token).ToChannelCredentials() });")]
    [InlineData("Tokens tokens", "var credential = GoogleCredential.FromAccessToken(tokens.Current); Console.WriteLine(credential); _channel = null;")]
    [InlineData("Tokens tokens", "using var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = GoogleCredential.FromAccessToken(tokens.Current).ToChannelCredentials() }); new Orders.OrdersClient(channel).GetOrder(new OrderRequest());")]
    public Task Credentials_of_Google_for_one_use_or_with_a_given_token(string parameter, string statements) => Verify.Silent(Channel(parameter, statements));

    private static string Channel(string parameter, string statements) => $$"""
        using Google.Apis.Auth.OAuth2;
        using Grpc.Auth;

        public sealed class Desk
        {
            private readonly GrpcChannel? _channel;

            public Desk({{parameter}})
            {
                {{statements}}
            }

            public Order Get() => new Orders.OrdersClient(_channel!).GetOrder(new OrderRequest());
        }

        """ + TokenCapturedOnceTests.Provider + Google;

    private static string Desk(string fields, string headers, string call) => $$"""
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            {{fields}}

            {{headers}}

            public Order Find() => {{call}};
        }

        """;

    private static string Handler(string parameter, string member, string header, string before, string registration) => $$"""
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class TokenHandler({{parameter}}) : DelegatingHandler
        {
            {{member}}

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{before}}
                request.Headers.Authorization = {{header}};
                return await base.SendAsync(request, cancellationToken);
            }
        }

        {{registration}}
        """;
}
