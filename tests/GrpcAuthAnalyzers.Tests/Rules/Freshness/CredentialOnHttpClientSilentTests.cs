using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class CredentialOnHttpClientSilentTests
{
    private const string Usings = CredentialOnHttpClientTests.Usings;

    [Theory]
    [InlineData("c => c.DefaultRequestHeaders.Add(\"x-correlation-id\", tokens.Current)")]
    [InlineData("c => c.DefaultRequestHeaders.UserAgent.ParseAdd(\"orders/1.0\")")]
    [InlineData("c => c.DefaultRequestHeaders.Authorization = null")]
    [InlineData("c => c.DefaultRequestHeaders.Remove(\"authorization\")")]
    [InlineData("c => c.Timeout = TimeSpan.FromSeconds(1)")]
    [InlineData("c => { if (c.DefaultRequestHeaders.Authorization is null) c.Timeout = TimeSpan.FromSeconds(1); }")]
    public Task No_credential_is_written(string configure) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .ConfigureHttpClient({{configure}})
                    .AddCallCredentials((context, metadata) => { metadata.Add("authorization", "Bearer " + tokens.Current); return Task.CompletedTask; });
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("services.AddHttpClient(\"shop\", c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current));")]
    [InlineData("services.AddHttpClient(\"shop\").ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current));")]
    [InlineData("services.AddHttpClient<Shop>(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current));")]
    [InlineData("services.AddHttpClient(tokens.Current, c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current));")]
    [InlineData("var http = new HttpClient(); http.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current); services.AddSingleton(http);")]
    public Task An_http_client_that_is_not_seen_to_reach_grpc(string add) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddCallCredentials((context, metadata) => { metadata.Add("authorization", "Bearer " + tokens.Current); return Task.CompletedTask; });
                {{add}}
            }
        }

        public sealed class Shop;

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("c => c.DefaultRequestHeaders.Authorization = null")]
    [InlineData("c => c.DefaultRequestHeaders.ProxyAuthorization = null")]
    public Task The_header_is_taken_away(string configure) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureHttpClient({{configure}});
        }
        """);

    /// <summary>A constant is 2001, or the word for nobody: it is the same until somebody changes the code.</summary>
    [Theory]
    [InlineData("c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", \"anonymous\")")]
    [InlineData("c => c.DefaultRequestHeaders.Add(\"authorization\", \"anonymous\")")]
    [InlineData("c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", Environment.GetEnvironmentVariable(\"TOKEN\") ?? \"anonymous\")")]
    public Task A_constant_is_not_read_once(string configure) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureHttpClient({{configure}});
        }
        """);

    [Fact]
    public Task Defaults_in_a_project_without_registrations() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens) =>
                services.ConfigureHttpClientDefaults(b => b.ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current)));
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData(".AddHttpMessageHandler<AuthHandler>()")]
    [InlineData(".AddHttpMessageHandler(() => new AuthHandler())")]
    public Task A_handler_that_sets_the_header_of_each_request(string add) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current)){{add}};
        }

        public sealed class AuthHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Environment.MachineName);
                return base.SendAsync(request, cancellationToken);
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("public void Refresh(string next) => _http.DefaultRequestHeaders.Authorization = new(\"Bearer\", next);")]
    [InlineData("public void Refresh(string next) { _http.DefaultRequestHeaders.Remove(\"Authorization\"); _http.DefaultRequestHeaders.Add(\"Authorization\", \"Bearer \" + next); }")]
    [InlineData("public void Refresh(string next) { var headers = _http.DefaultRequestHeaders; headers.Clear(); headers.Add(Environment.MachineName, next); }")]
    [InlineData("public void Refresh(string next) => Set(_http, next); private static void Set(HttpClient c, string t) => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", t);")]
    [InlineData("public HttpClient Http => _http;")]
    [InlineData("public void Give(Action<HttpClient> refresher) => refresher(_http);")]
    public Task A_header_that_is_written_again(string refresh) => Verify.Silent(Usings + $$"""
        public sealed class Gateway
        {
            private readonly HttpClient _http = new();
            private readonly Orders.OrdersClient _orders;

            public Gateway(string token)
            {
                _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = _http }));
            }

            {{refresh}}

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("var options = new GrpcChannelOptions { HttpClient = http }; clients.Add(http);")]
    [InlineData("var options = new GrpcChannelOptions { HttpClient = http }; holder.Client = http;")]
    [InlineData("var options = new GrpcChannelOptions { HttpClient = http }; renew(http);")]
    [InlineData("var options = given; options.HttpClient = http;")]
    [InlineData("var options = new GrpcChannelOptions { HttpHandler = new HttpClientHandler() };")]
    public Task A_client_that_other_code_gets_or_options_that_others_give(string statements) => Verify.Silent(Usings + $$"""
        public sealed class Holder
        {
            public HttpClient? Client { get; set; }
        }

        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders;

            public Gateway(string token, List<HttpClient> clients, Holder holder, Action<HttpClient> renew, GrpcChannelOptions given)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                {{statements}}
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", options));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }
        """, new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH1001.severity = none" });

    [Theory]
    [InlineData("public void Connect(string token)")]
    [InlineData("public async Task ConnectAsync(string token, Task before)")]
    public Task A_channel_that_is_made_anew_with_each_token(string method) => Verify.Silent(Usings + $$"""
        public sealed class Gateway
        {
            private Orders.OrdersClient? _orders;

            {{method}}
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
                {{(method.Contains("async", System.StringComparison.Ordinal) ? "await before;" : "")}}
            }

            public Order Get() => _orders!.GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("using var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpClient = http }); return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());")]
    [InlineData("var orders = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpClient = http })); orders.GetOrder(new OrderRequest()); return orders.GetOrder(new OrderRequest());")]
    public Task A_channel_of_one_method(string calls) => Verify.Silent(Usings + $$"""
        public static class Gateway
        {
            public static Order Get(string token)
            {
                using var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                {{calls}}
            }
        }
        """);

    [Theory]
    [InlineData("public Order Get(string token) => Make(token).GetOrder(new OrderRequest());")]
    [InlineData("public void Add(IServiceCollection services) { services.AddScoped(sp => Make(Environment.MachineName)); services.AddTransient(sp => Make(Environment.MachineName)); }")]
    public Task A_client_for_each_request(string use) => Verify.Silent(Usings + $$"""
        public sealed class Gateway
        {
            {{use}}

            private static Orders.OrdersClient Make(string token)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                return new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
            }
        }
        """);

    [Fact]
    public Task A_factory_whose_callers_are_not_seen() => Verify.Silent(Usings + """
        public static class Channels
        {
            public static GrpcChannel Make(string token)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http });
            }
        }
        """);

    [Fact]
    public Task A_controller_lives_for_one_request() => Verify.Silent(Usings + """
        public sealed class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly Orders.OrdersClient _orders;

            public OrdersController(Tokens tokens)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("public static void Add(IServiceCollection services) => services.AddScoped<Gateway>();")]
    [InlineData("public static Order Get(ServerCallContext context) => new Gateway(context.RequestHeaders.GetValue(\"authorization\")!).Get();")]
    [InlineData("public static Order Get(string token) { var gateway = new Gateway(token); return gateway.Get(); }")]
    public Task An_object_that_is_made_for_each_scope_request_or_call(string member) => Verify.Silent(Usings + $$"""
        public static class Front
        {
            {{member}}
        }

        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders;

            public Gateway(string token)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Authorization = new("Bearer", token);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }
        """);

    [Fact]
    public Task A_channel_that_is_dropped_and_made_again() => Verify.Silent(Usings + """
        public sealed class Gateway(Tokens tokens)
        {
            private Orders.OrdersClient? _orders;

            public void Reset() => _orders = null;

            public Order Get()
            {
                if (_orders is null)
                {
                    var http = new HttpClient();
                    http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current);
                    _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
                }

                return _orders.GetOrder(new OrderRequest());
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task A_channel_with_call_credentials_of_its_own() => Verify.Silent(Usings + """
        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders;

            public Gateway(Tokens tokens)
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Add("x-api-key", tokens.Current);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    HttpClient = http,
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync()))),
                }));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task Headers_of_each_request() => Verify.Silent(Usings + """
        public sealed class AuthHandler(Tokens tokens) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetTokenAsync(cancellationToken));
                return await base.SendAsync(request, cancellationToken);
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task An_injected_client_whose_owner_may_renew_the_header() => Verify.Silent(Usings + """
        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders;

            public Gateway(HttpClient http, Tokens tokens)
            {
                http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current);
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }

        """ + TokenCapturedOnceTests.Provider);
}
