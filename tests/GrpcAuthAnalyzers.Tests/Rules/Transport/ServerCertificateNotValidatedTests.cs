using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class ServerCertificateNotValidatedTests
{
    private const string Usings = """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    [Theory]
    [InlineData("(_, _, _, _) => true")]
    [InlineData("(message, certificate, chain, errors) => { return true; }")]
    [InlineData("delegate { return true; }")]
    [InlineData("HttpClientHandler.DangerousAcceptAnyServerCertificateValidator")]
    [InlineData("AcceptAll")]
    [InlineData("Anything.Callback")]
    [InlineData("new Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>(AcceptAll)")]
    [InlineData("(message, certificate, chain, errors) => Yes()")]
    [InlineData("(message, certificate, chain, errors) => errors == SslPolicyErrors.None || true")]
    [InlineData("(message, certificate, chain, errors) => errors == SslPolicyErrors.None ? true : true")]
    [InlineData("(message, certificate, chain, errors) => errors switch { SslPolicyErrors.None => true, _ => true }")]
    [InlineData("(message, certificate, chain, errors) => { if (errors == SslPolicyErrors.None) return true; Console.WriteLine(errors); return true; }")]
    public Task A_callback_of_the_handler_of_a_channel(string callback) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open()
            {
                var handler = new HttpClientHandler();
                {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = {{callback}}|};
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:HttpHandler = handler|} });
            }

            private static bool Yes() => true;

            private static bool AcceptAll(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
        }

        public static class Anything
        {
            public static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> Callback = (_, _, _, _) => true;
        }
        """, severity: DiagnosticSeverity.Warning);

    /// <summary>Without TLS there is no certificate.</summary>
    [Theory]
    [InlineData("\"http://orders.example\"")]
    [InlineData("$\"http://{host}\"")]
    [InlineData("new Uri(\"http://localhost:5000\")")]
    public async Task A_channel_over_http(string address)
    {
        await Verify.Silent(Usings + Client(address, "ServerCertificateCustomValidationCallback = (_, _, _, _) => true"));
        await Verify.Silent(Usings + Client(address, "ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator"));
    }

    [Theory]
    [InlineData("\"https://localhost:5001\"", DiagnosticSeverity.Info)]
    [InlineData("new Uri(\"https://127.0.0.1:5001\")", DiagnosticSeverity.Info)]
    [InlineData("$\"https://{host}\"", DiagnosticSeverity.Warning)]
    [InlineData("host", DiagnosticSeverity.Warning)]
    [InlineData("host == \"\" ? \"https://localhost:5001\" : host", DiagnosticSeverity.Warning)]
    public Task A_channel_to_this_machine_gets_information(string address, DiagnosticSeverity severity) => Verify.Reports(
        Usings + Client(address, "{|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}", "{|#0:", "|}"), severity: severity);

    [Theory]
    [InlineData("https://localhost:5001", DiagnosticSeverity.Info)]
    [InlineData("https://orders.example", DiagnosticSeverity.Warning)]
    public Task A_registration_for_this_machine_gets_information(string address, DiagnosticSeverity severity) => Verify.Reports(
        Usings + Registration(address, "{|#0:", "{|GRPCAUTH5004:", "|}"), severity: severity);

    [Fact]
    public Task A_registration_over_http() => Verify.Silent(
        Usings + Registration("http://localhost:5000", "", "", "").Replace(".AddCall", ".ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true).AddCall"));

    private static string Client(string address, string setting, string start = "", string end = "") => $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string host)
            {
                var handler = new HttpClientHandler { {{setting}} };
                return GrpcChannel.ForAddress({{address}}, new GrpcChannelOptions { {{start}}HttpHandler = handler{{end}} });
            }
        }
        """;

    private static string Registration(string address, string start, string marked, string end) => $$"""
        public static class Shop
        {
            public static void Add(IServiceCollection services) => {{start}}services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("{{address}}"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {{marked}}ServerCertificateCustomValidationCallback = (_, _, _, _) => true{{end}} }){{end}};
        }
        """;

    [Theory]
    [InlineData("HttpClient = new HttpClient(new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} })")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { {|GRPCAUTH5004:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { {|GRPCAUTH5004:RemoteCertificateValidationCallback = delegate { return true; }|} } }")]
    [InlineData("HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} })")]
    [InlineData("HttpHandler = new Logs { InnerHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { {|GRPCAUTH5004:CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority }|} } }")]
    public Task Where_it_is_set(string option) => Verify.Reports(Usings + $$"""
        public sealed class Logs : DelegatingHandler;

        public static class Shop
        {
            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:{{option}}|} });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} })")]
    [InlineData("ConfigurePrimaryHttpMessageHandler(_ => { var h = new SocketsHttpHandler(); {|GRPCAUTH5004:h.SslOptions.RemoteCertificateValidationCallback += (_, _, _, _) => true|}; return h; })")]
    [InlineData("UseSocketsHttpHandler((handler, _) => {|GRPCAUTH5004:handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true|})")]
    [InlineData("ConfigureChannel(o => o.HttpHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} })")]
    public Task A_registration(string call) => Verify.Reports(Usings + $$"""
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .{{call}};
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_handler_class_and_a_helper_of_another_file() => Verify.Reports(
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:HttpHandler = new Trusting()|} });

            public static GrpcChannel Other() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#1:HttpHandler = Handlers.Create()|} });

            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler<Trusting>();
        }

        public sealed class Trusting : HttpClientHandler
        {
            public Trusting() => {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};
        }
        """,
        new Setup
        {
            Documents =
            [
                ("Handlers.cs", Usings + """
                public static class Handlers
                {
                    public static HttpMessageHandler Create() =>
                        new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|} };
                }
                """),
            ],
        },
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!);")]
    [InlineData("chain!.ChainPolicy.VerificationFlags |= X509VerificationFlags.AllFlags; return errors == SslPolicyErrors.None || chain.Build(certificate!);")]
    [InlineData("using var own = new X509Chain { ChainPolicy = { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority } }; return own.Build(certificate!);")]
    public Task A_chain_that_may_end_anywhere(string body) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new HttpClientHandler
                {
                    {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => { {{body}} }|},
                }|},
            });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (environment.IsDevelopment()) {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("if (environment.EnvironmentName == \"Development\") {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("if (trustAll && DateTime.Now.Hour > 1) { {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|}; }")]
    [InlineData("{|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = trustAll ? (_, _, _, _) => true : null|};")]
    [InlineData("if (!environment.IsDevelopment()) return GrpcChannel.ForAddress(\"https://orders.example\"); {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};")]
    [InlineData("\n#if !RELEASE\n{|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};\n#endif\n")]
    [InlineData("{|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) =>\n#if !RELEASE\ntrue|}\n#else\nfalse\n#endif\n;")]
    public Task Only_in_development_is_information(string statement) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(IHostEnvironment environment, bool trustAll)
            {
                var handler = new HttpClientHandler();
                {{statement}}
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:HttpHandler = handler|} });
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_helper_that_is_called_in_development_only() => Verify.Reports(Usings + """
        internal static class Shop
        {
            internal static void Add(IServiceCollection services, IHostEnvironment environment)
            {
                var orders = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                    .AddCallCredentials((context, metadata) => Task.CompletedTask);
                if (environment.IsDevelopment())
                    TrustAll(orders);
            }

            private static void TrustAll(IHttpClientBuilder builder) => {|#0:builder.ConfigurePrimaryHttpMessageHandler(() =>
                new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} })|};
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("if (address.Scheme == \"https\")")]
    [InlineData("if (address != null)")]
    [InlineData("if (address.AbsoluteUri.StartsWith(\"https://\"))")]
    public Task Other_conditions_are_met_in_production(string condition) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(Uri address)
            {
                var handler = new HttpClientHandler();
                {{condition}}
                    {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true|};
                return GrpcChannel.ForAddress(address, new GrpcChannelOptions { {|#0:HttpHandler = handler|} });
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Test_projects_get_information() => Verify.Reports(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }|},
            });
        }
        """, new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("{|#0:HttpHandler = handlers.Create()|}")]
    [InlineData("{|#0:HttpClient = clients.CreateClient(\"orders\")|}")]
    public Task A_handler_of_a_factory(string option) => Verify.Reports(Usings + $$"""
        internal interface IHandlers
        {
            HttpMessageHandler Create();
        }

        internal sealed class Handlers : IHandlers
        {
            public HttpMessageHandler Create() => new HttpClientHandler { {{(option.Contains("handlers") ? "{|GRPCAUTH5004:" : "")}}ServerCertificateCustomValidationCallback = (_, _, _, _) => true{{(option.Contains("handlers") ? "|}" : "")}} };

            public static void Add(IServiceCollection services) => services
                .AddSingleton<IHandlers, Handlers>()
                .AddHttpClient("orders")
                .ConfigurePrimaryHttpMessageHandler(() =>
                    new HttpClientHandler { {{(option.Contains("clients") ? "{|GRPCAUTH5004:" : "")}}ServerCertificateCustomValidationCallback = (_, _, _, _) => true{{(option.Contains("clients") ? "|}" : "")}} });
        }

        internal sealed class Shop(IHandlers handlers, IHttpClientFactory clients)
        {
            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{option}} });

            public override string ToString() => $"{handlers} {clients}";
        }
        """, severity: DiagnosticSeverity.Warning);
}
