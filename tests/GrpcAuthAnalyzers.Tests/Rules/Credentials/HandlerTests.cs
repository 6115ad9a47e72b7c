using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>HTTP handlers, HttpClients and channel options of every kind.</summary>
public sealed class HandlerTests
{
    private const string Types = """
        using System.Net.Http.Headers;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Grpc.Net.Client.Web;

        public sealed class Log : DelegatingHandler
        {
            public Log() { }
            public Log(HttpMessageHandler inner) : base(inner) { }

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Add("x-trace", Guid.NewGuid().ToString());
                request.Version = System.Net.HttpVersion.Version20;
                return await base.SendAsync(request, token).ConfigureAwait(false);
            }
        }

        public sealed class Auth : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.TryAddWithoutValidation("Authorization", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public abstract class Signing : DelegatingHandler
        {
            protected abstract string Token();

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization ??= new("Bearer", Token());
                return base.SendAsync(request, token);
            }
        }

        public sealed class Signed : Signing { protected override string Token() => Environment.MachineName; }
        public sealed class Based : DelegatingHandler { public Based() : base(new Auth()) { } }
        public sealed class Primary(int retries) : DelegatingHandler(new Auth()) { public int Retries => retries; }
        public sealed class Assigned : DelegatingHandler { public Assigned() { InnerHandler = new Log(new Auth()); } }
        public sealed class Optional : DelegatingHandler { public Optional(HttpMessageHandler? inner = null) : base(inner ?? new Auth()) { } }
        public sealed class Invoking : DelegatingHandler
        {
            private readonly HttpMessageInvoker _invoker = new(new Auth());
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => _invoker.SendAsync(request, token);
        }
        public sealed class Certified : DelegatingHandler
        {
            private readonly HttpClientHandler _inner = new();
            public Certified(X509Certificate2 certificate) { _inner.ClientCertificates.Add(certificate); InnerHandler = _inner; }
        }
        public sealed class ByField : DelegatingHandler
        {
            private readonly Action<HttpRequestMessage> _sign = m => m.Headers.Add("x-api-key", Environment.MachineName);
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) { _sign(request); return base.SendAsync(request, token); }
        }
        public interface ISigner { Task SignAsync(HttpRequestMessage request); }
        public sealed class BySigner(ISigner signer) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) { await signer.SignAsync(request); return await base.SendAsync(request, token); }
        }
        public sealed class Wrapping : DelegatingHandler
        {
            public Wrapping(bool twice) : base(twice ? new Wrapped(false) : Create()) { }
            private static HttpMessageHandler Create() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        }
        public sealed class Wrapped : DelegatingHandler { public Wrapped(bool twice) : base(twice ? new Wrapping(false) : new SocketsHttpHandler()) { } }

        public static class Handlers
        {
            public static DelegatingHandler Over(this DelegatingHandler outer, HttpMessageHandler inner) { outer.InnerHandler = inner; return outer; }
            public static HttpMessageHandler Mutual(X509Certificate2 certificate) { var handler = new HttpClientHandler(); Load(handler, certificate); return handler; }
            private static void Load(HttpClientHandler handler, X509Certificate2 certificate) => handler.ClientCertificates.Add(certificate);
            public static HttpClient Client(Action<HttpRequestHeaders> fill) { var client = new HttpClient(); fill(client.DefaultRequestHeaders); return client; }
            public static HttpClient Traced() { var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) }; client.DefaultRequestHeaders.Add("x-trace", "1"); client.DefaultRequestHeaders.UserAgent.ParseAdd("a/1"); return client; }
            public static HttpClient Keyed() { var client = new HttpClient(); var headers = client.DefaultRequestHeaders; headers.Add("x-api-key", Environment.MachineName); return client; }
        }

        namespace System.Net.Http
        {
            public static class Tokens
            {
                public static HttpClient WithToken(this HttpClient client) { client.DefaultRequestHeaders.Authorization = new("Bearer", Environment.MachineName); return client; }
            }
        }


        """;

    [Theory]
    [InlineData("HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWebText, new Log(new HttpClientHandler()))")]
    [InlineData("HttpHandler = new Log { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new Log().Over(new Log().Over(new SocketsHttpHandler()))")]
    [InlineData("HttpHandler = new Wrapping(true)")]
    [InlineData("HttpHandler = new Wrapped(true)")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { {|GRPCAUTH5004:RemoteCertificateValidationCallback = (a, b, c, d) => true|} } }")]
    [InlineData("HttpHandler = new HttpClientHandler { UseDefaultCredentials = false, ServerCertificateCustomValidationCallback = null }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { ConnectCallback = null, SslOptions = { TargetHost = \"orders\" } }")]
    [InlineData("HttpHandler = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Log>(services)")]
    [InlineData("HttpHandler = new HttpClientHandler { UseCookies = false, Credentials = null, ClientCertificateOptions = ClientCertificateOption.Manual }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { Proxy = new System.Net.WebProxy(\"http://proxy\"), DefaultProxyCredentials = System.Net.CredentialCache.DefaultCredentials }")]
    [InlineData("HttpClient = new HttpClient(new GrpcWebHandler(new HttpClientHandler()))")]
    [InlineData("HttpClient = Handlers.Traced()")]
    [InlineData("Credentials = new SslCredentials()")]
    [InlineData("ServiceProvider = services, DisposeHttpClient = true, {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|}")]
    public Task A_channel_that_adds_no_credential(string option) => Verify.Reports(Types + $$"""
        public static class Program
        {
            public static void Run(IServiceProvider services) =>
                {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { {{option}} })).GetOrder|}(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("HttpHandler = new Signed()")]
    [InlineData("HttpHandler = new Based()")]
    [InlineData("HttpHandler = new Primary(1)")]
    [InlineData("HttpHandler = new Assigned()")]
    [InlineData("HttpHandler = new Optional()")]
    [InlineData("HttpHandler = new Invoking()")]
    [InlineData("HttpHandler = new Certified(certificate)")]
    [InlineData("HttpHandler = new ByField()")]
    [InlineData("HttpHandler = new BySigner(signer)")]
    [InlineData("HttpHandler = new Log().Over(new Auth())")]
    [InlineData("HttpHandler = Handlers.Mutual(certificate)")]
    [InlineData("HttpHandler = factory.CreateHandler()")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { ClientCertificates = new() { certificate } } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null) } }")]
    [InlineData("HttpHandler = new HttpClientHandler { CookieContainer = new System.Net.CookieContainer() }")]
    [InlineData("HttpHandler = new HttpClientHandler { ClientCertificateOptions = ClientCertificateOption.Automatic }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => default }")]
    [InlineData("HttpHandler = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Signed>(services)")]
    [InlineData("HttpClient = Handlers.Keyed()")]
    [InlineData("HttpClient = Handlers.Client(h => h.Add(\"authorization\", Environment.MachineName))")]
    [InlineData("HttpClient = new HttpClient().WithToken()")]
    [InlineData("HttpClient = new HttpClient { DefaultRequestHeaders = { { \"x-api-key\", Environment.MachineName } } }")]
    public Task A_channel_that_adds_a_credential_or_may(string option) => Verify.Silent(Types + $$"""
        public static class Program
        {
            public static void Run(X509Certificate2 certificate, ISigner signer, IHttpMessageHandlerFactory factory, IServiceProvider services) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { {{option}} })).GetOrder(new OrderRequest());
        }
        """);

    /// <summary>Who gets the headers of a client from a member adds a credential to them.</summary>
    [Theory]
    [InlineData("private HttpRequestHeaders Headers => _http.DefaultRequestHeaders; public void Login(string token) => Headers.Authorization = new(\"Bearer\", token);")]
    [InlineData("private HttpRequestHeaders Headers() => _http.DefaultRequestHeaders; public void Login(string token) => Headers().Authorization = new(\"Bearer\", token);")]
    [InlineData("public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;")]
    [InlineData("private HttpRequestHeaders Headers() { var headers = _http.DefaultRequestHeaders; return headers; } public void Login(string token) => Headers().Authorization = new(\"Bearer\", token);")]
    [InlineData("private HttpClient Client() => _http; public void Login(string token) => Client().DefaultRequestHeaders.Authorization = new(\"Bearer\", token);")]
    public Task Headers_that_a_member_gives(string members) => Verify.Silent($$"""
        using System.Net.Http.Headers;

        public sealed class Desk
        {
            private readonly HttpClient _http = new();
            private readonly Orders.OrdersClient _orders;

            public Desk() => _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = _http }));

            {{members}}

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }
        """);

    [Fact]
    public Task An_extension_of_another_assembly_in_the_namespace_of_the_framework_may_set_a_token() => Verify.Silent("""
        public sealed class Auth : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.SetBearerToken(Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public static class Program
        {
            public static void Run()
            {
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://a.example.com", new GrpcChannelOptions { HttpHandler = new Auth() })).GetOrder(new OrderRequest());
                var client = new HttpClient();
                client.SetBearerToken(Environment.MachineName);
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://b.example.com", new GrpcChannelOptions { HttpClient = client })).GetOrder(new OrderRequest());
            }
        }
        """, Setup.Usual with
    {
        Library = """
            namespace System.Net.Http
            {
                public static class AuthorizationHeaderExtensions
                {
                    public static void SetBearerToken(this HttpRequestMessage request, string token) => request.Headers.Authorization = new("Bearer", token);
                    public static void SetBearerToken(this HttpClient client, string token) => client.DefaultRequestHeaders.Authorization = new("Bearer", token);
                }
            }
            """,
    });

    [Theory]
    [InlineData("\"unix:///tmp/orders.sock\"", false)]
    [InlineData("args.Length > 0 ? \"unix:///tmp/orders.sock\" : \"https://orders.example.com\"", false)]
    [InlineData("$\"{Socket}/orders\"", false)]
    [InlineData("new Uri(\"unix:/tmp/orders.sock\")", false)]
    [InlineData("channelOptions: new GrpcChannelOptions(), address: \"net.pipe://orders\"", false)]
    [InlineData("channelOptions: new GrpcChannelOptions(), address: \"https://orders.example.com\"", true)]
    [InlineData("new UriBuilder(\"https\", args[0]).Uri", true)]
    public Task The_address_of_a_channel(string address, bool isReported)
    {
        var source = $$"""
            const string Socket = "unix:///tmp";
            var client = new Orders.OrdersClient(GrpcChannel.ForAddress({{address}}));
            CALL(new OrderRequest());
            """;
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:client.GetOrder|}")) : Verify.Silent(source.Replace("CALL", "client.GetOrder"));
    }

    [Theory]
    [InlineData("\"orders:1\", new SslCredentials(args[0], new KeyCertificatePair(args[0], args[1]))", false)]
    [InlineData("\"orders:1\", ChannelCredentials.Create(new SslCredentials(), CallCredentials.FromInterceptor((c, m) => Task.CompletedTask))", false)]
    [InlineData("\"unix:///tmp/orders.sock\", ChannelCredentials.Insecure", false)]
    [InlineData("\"orders\", 1, new SslCredentials(args[0])", true)]
    [InlineData("\"orders:1\", options: new[] { new ChannelOption(\"a\", \"b\") }, credentials: ChannelCredentials.SecureSsl", true)]
    public Task A_channel_of_the_old_library(string arguments, bool isReported)
    {
        var source = $$"""
            var client = new Orders.OrdersClient(new Channel({{arguments}}));
            CALL(new OrderRequest());
            """;
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:client.GetOrder|}")) : Verify.Silent(source.Replace("CALL", "client.GetOrder"));
    }
}
