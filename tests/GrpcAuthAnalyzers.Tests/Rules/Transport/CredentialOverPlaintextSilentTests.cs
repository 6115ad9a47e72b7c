using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class CredentialOverPlaintextSilentTests
{
    [Theory]
    [InlineData("\"https://orders.example.com\"")]
    [InlineData("\"http://localhost:5000\"")]
    [InlineData("\"http://[::1]:5000\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"ORDERS\")!")]
    [InlineData("Environment.GetEnvironmentVariable(\"ORDERS\") ?? \"http://orders.example.com\"")]
    [InlineData("$\"http://{Environment.MachineName}\"")]
    [InlineData("$\"http://orders.{Environment.MachineName}.example.com\"")]
    [InlineData("\"https+http://orders\"")]
    [InlineData("\"http://*:5000\"")]
    [InlineData("\"http://{host}:5000\"")]
    [InlineData("\"dns:///orders.example.com\"")]
    [InlineData("Environment.MachineName == \"a\" ? \"http://localhost\" : \"http://orders.example.com\"")]
    public Task Silent_for_other_addresses(string address) => Verify.Silent(Unmarked(CredentialOverPlaintextTests.Desk(address)));

    [Fact]
    public Task Silent_for_hosts_of_the_options() => Verify.Silent(
        Unmarked(CredentialOverPlaintextTests.Desk("\"http://orders.mesh.example.com\"")), new Setup { EditorConfig = "grpc_auth.plaintext_hosts = *.mesh.example.com" });

    [Theory]
    [InlineData("new GrpcChannelOptions { HttpHandler = new System.Net.Http.SocketsHttpHandler { ConnectCallback = (_, _) => new(System.IO.Stream.Null) } }")]
    [InlineData("new GrpcChannelOptions { HttpHandler = Handlers.Current }")]
    [InlineData("new GrpcChannelOptions { HttpHandler = new Rewriting { InnerHandler = new System.Net.Http.SocketsHttpHandler() } }")]
    [InlineData("new GrpcChannelOptions { HttpHandler = new Secured { InnerHandler = new System.Net.Http.SocketsHttpHandler() } }")]
    [InlineData("new GrpcChannelOptions { HttpHandler = new Dialing() }")]
    [InlineData("Handlers.Options")]
    public Task Silent_where_the_connection_may_go_elsewhere(string options) => Verify.Silent(Unmarked(CredentialOverPlaintextTests.Desk("\"http://orders\", " + options)) + """

        public static class Handlers
        {
            public static System.Net.Http.HttpMessageHandler Current { get; set; } = null!;
            public static GrpcChannelOptions Options { get; set; } = null!;
        }

        public sealed class Secured : System.Net.Http.DelegatingHandler
        {
            protected override Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage request, CancellationToken cancellation)
            {
                request.RequestUri = new Uri("https://orders.example.com");
                return base.SendAsync(request, cancellation);
            }
        }

        public sealed class Dialing : System.Net.Http.DelegatingHandler
        {
            public Dialing()
            {
                var inner = new System.Net.Http.SocketsHttpHandler();
                inner.ConnectCallback = (_, _) => new(System.IO.Stream.Null);
                InnerHandler = inner;
            }
        }

        public sealed class Rewriting : System.Net.Http.DelegatingHandler
        {
            protected override Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage request, CancellationToken cancellation)
            {
                request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "https", Port = 443 }.Uri;
                return base.SendAsync(request, cancellation);
            }
        }
        """);

    [Fact]
    public Task Silent_on_a_registration_whose_socket_is_chosen() => Verify.Silent(CredentialOverPlaintextTests.Handler + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders"))
                    .AddHttpMessageHandler<TokenHandler>()
                    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = (_, _) => new(System.IO.Stream.Null) });
        }
        """);

    [Fact]
    public Task Silent_where_the_code_chooses_when_to_send_it() => Verify.Silent("""
        public sealed class OrderDesk(Func<string> token)
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("http://orders.example.com"));

            public Order Get() => _orders.GetOrder(new OrderRequest(), isSecure ? new Metadata { { "authorization", token() } } : null);

            private readonly bool isSecure = Environment.MachineName.Length > 3;
        }
        """);

    [Theory]
    [InlineData("new Channel(\"localhost\", 5000, ChannelCredentials.Insecure)")]
    [InlineData("new Channel(\"127.0.0.1:5000\", ChannelCredentials.Insecure)")]
    [InlineData("new Channel(\"unix:///tmp/orders.sock\", ChannelCredentials.Insecure)")]
    [InlineData("new Channel(\"xds:///orders.example.com\", ChannelCredentials.Insecure)")]
    [InlineData("new Channel(\"orders.example.com:443\", ChannelCredentials.SecureSsl)")]
    [InlineData("new Channel(Environment.MachineName, ChannelCredentials.Insecure)")]
    public Task Silent_for_other_channels_of_Grpc_Core(string channel) => Verify.Silent($$"""
        public static class Desk
        {
            public static void Run(Func<string> token) =>
                new Orders.OrdersClient({{channel}}).GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
        }
        """);

    [Theory]
    [InlineData("if (environment == \"Development\") channel = GrpcChannel.ForAddress(\"http://orders.dev.example.com\"); else channel = GrpcChannel.ForAddress(\"https://orders.example.com\");")]
    [InlineData("if (environment.Equals(\"Development\")) channel = GrpcChannel.ForAddress(\"http://orders.dev.example.com\");")]
    public Task Silent_in_development(string choice) => Verify.Silent($$"""
        public static class Desk
        {
            public static void Run(Func<string> token, string environment)
            {
                GrpcChannel? channel = null;
                {{choice}}
                new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
            }
        }
        """);

    [Fact]
    public Task Silent_where_only_development_sets_the_address() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        public static class Program
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment) => services
                .AddGrpcClient<Orders.OrdersClient>(o =>
                {
                    if (environment.IsDevelopment())
                        o.Address = new Uri("http://orders.dev.example.com");
                });
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
        }
        """);

    [Fact]
    public Task Silent_where_only_a_debug_build_has_the_address() => Verify.Silent("""
        public sealed class OrderDesk(Func<string> token)
        {
        #if !RELEASE
            private const string Address = "http://orders.dev.example.com";
        #else
            private const string Address = "https://orders.example.com";
        #endif

            public Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress(Address)).GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
        }
        """);

    [Fact]
    public Task Silent_where_the_code_looks_at_the_scheme() => Verify.Silent("""
        using System.Net.Http;

        public sealed class TokenHandler(Func<string> token) : DelegatingHandler(new SocketsHttpHandler())
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (request.RequestUri!.Scheme == Uri.UriSchemeHttps)
                    request.Headers.Authorization = new("Bearer", token());
                return base.SendAsync(request, cancellationToken);
            }
        }

        public sealed class OrderDesk(Func<string> token, bool isSecure)
        {
            private static readonly Uri Address = new("http://orders.example.com");

            private readonly GrpcChannel _channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = new TokenHandler(token) });

            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress(Address));

            public Order Get() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());

            public Order GetWithHeader()
            {
                var headers = new Metadata();
                if (isSecure)
                    headers.Add("authorization", token());
                return _orders.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task Silent_where_nothing_is_sent() => Verify.Silent("""
        public static class Desk
        {
            public static void Run(Func<string> token)
            {
                var secure = new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl };
                new Orders.OrdersClient(GrpcChannel.ForAddress("http://orders.example.com", secure))
                    .GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
                new Orders.OrdersClient(GrpcChannel.ForAddress("http://orders.example.com"))
                    .GetOrder(new OrderRequest(), new Metadata { { "authorization", "" } });
            }
        }
        """);

    private static string Unmarked(string source) => source.Replace("{|GRPCAUTH5003:", "").Replace("|}", "").Replace("{|#0:", "");
}
