using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class WindowsCredentialsOverHttp2Tests
{
    private const string Usings = """
        using System.Net;
        using System.Net.Http;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("HttpClientHandler", "UseDefaultCredentials = true")]
    [InlineData("HttpClientHandler", "UseDefaultCredentials = IsWindows")]
    [InlineData("HttpClientHandler", "Credentials = CredentialCache.DefaultCredentials")]
    [InlineData("SocketsHttpHandler", "Credentials = CredentialCache.DefaultNetworkCredentials")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password, \"ACME\")")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password) { Domain = \"ACME\" }")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(@\"ACME\\orders\", password)")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache { { new Uri(\"https://orders.example\"), \"Negotiate\", new NetworkCredential(user, password) } }")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache { { \"orders.example\", 443, \"kerberos\", new NetworkCredential(user, password) } }")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password, user.Length > 3 ? \"ACME\" : \"SHOP\")")]
    [InlineData("SocketsHttpHandler", "Credentials = user.Length > 3 ? new NetworkCredential(user, password) : CredentialCache.DefaultCredentials")]
    [InlineData("SocketsHttpHandler", "Credentials = Ntlm(user, password)")]
    public Task Of_the_handler_of_a_channel(string type, string setting) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string user, string password) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new {{type}} { {|GRPCAUTH5008:{{setting}}|} }|},
            });

            private static readonly bool IsWindows = true;

            private static ICredentials Ntlm(string user, string password)
            {
                var cache = new CredentialCache();
                cache.Add(new Uri("https://orders.example"), "NTLM", new NetworkCredential(user, password));
                return cache;
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|GRPCAUTH5008:UseDefaultCredentials = true|} })")]
    [InlineData("UseSocketsHttpHandler((handler, _) => {|GRPCAUTH5008:handler.Credentials = CredentialCache.DefaultCredentials|})")]
    [InlineData("ConfigureChannel(o => o.HttpHandler = new HttpClientHandler { {|GRPCAUTH5008:UseDefaultCredentials = true|} })")]
    public Task Of_a_registration(string call) => Verify.Reports(Usings + $$"""
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .{{call}};
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Test_projects_get_information() => Verify.Reports(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new HttpClientHandler { {|GRPCAUTH5008:UseDefaultCredentials = true|} }|},
            });
        }
        """, new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("HttpClientHandler", "UseDefaultCredentials = false")]
    [InlineData("HttpClientHandler", "UseDefaultCredentials = given")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password)")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password, \"\")")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache { { new Uri(\"https://orders.example\"), \"Basic\", new NetworkCredential(user, password) } }")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache { { new Uri(\"https://a.example\"), \"Basic\", new NetworkCredential(user, password) }, { new Uri(\"https://a.example\"), \"NTLM\", new NetworkCredential(user, password) } }")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(@\"\\orders\", password)")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(\"orders\", @\"a\\b\")")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password, null)")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password, user.Length > 3 ? \"ACME\" : \"\")")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential(user, password) { Domain = \"\" }")]
    [InlineData("SocketsHttpHandler", "Credentials = new NetworkCredential { UserName = \"orders\", Password = password }")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache()")]
    [InlineData("SocketsHttpHandler", "Credentials = new CredentialCache { { new Uri(\"https://a.example\"), user, new NetworkCredential(user, password) } }")]
    [InlineData("SocketsHttpHandler", "Credentials = Removed(password)")]
    [InlineData("SocketsHttpHandler", "Credentials = Completed(password)")]
    [InlineData("SocketsHttpHandler", "Credentials = Company.Credentials.DefaultCredentials")]
    [InlineData("SocketsHttpHandler", "Credentials = null")]
    [InlineData("SocketsHttpHandler", "DefaultProxyCredentials = CredentialCache.DefaultCredentials")]
    public Task Other_credentials(string type, string setting) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string user, string password, bool given) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new {{type}} { {{setting}} },
            });

            private static ICredentials Removed(string password)
            {
                var cache = new CredentialCache();
                cache.Add(new Uri("https://orders.example"), "NTLM", new NetworkCredential("orders", password));
                cache.Remove(new Uri("https://orders.example"), "NTLM");
                return cache;
            }

            private static ICredentials Completed(string password)
            {
                var cache = new CredentialCache();
                cache.Add(new Uri("https://orders.example"), "NTLM", new NetworkCredential("orders", password));
                Complete(cache);
                return cache;
            }

            public static Action<CredentialCache> Complete { get; set; } = _ => { };
        }
        """,
        new() { Library = "namespace Company; public static class Credentials { public static System.Net.ICredentials DefaultCredentials => new System.Net.NetworkCredential(); }" });

    [Fact]
    public Task GRPC_Web_inside_a_handler_class() => Verify.Silent(Usings + """
        using Grpc.Net.Client.Web;

        public sealed class Web : DelegatingHandler
        {
            public Web(HttpMessageHandler inner) : base(new GrpcWebHandler(inner)) { }
        }

        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new Web(new HttpClientHandler { UseDefaultCredentials = true }),
            });
        }
        """);

    [Fact]
    public Task GRPC_Web_and_other_clients() => Verify.Silent(Usings + """
        using Grpc.Net.Client.Web;

        public static class Shop
        {
            public static HttpClient Pages() => new(new HttpClientHandler { UseDefaultCredentials = true });

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new GrpcWebHandler(new HttpClientHandler { UseDefaultCredentials = true }),
            });

            public static GrpcChannel OpenClient() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpClient = new HttpClient(new GrpcWebHandler(GrpcWebMode.GrpcWeb, new HttpClientHandler { UseDefaultCredentials = true })),
            });

            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .AddHttpMessageHandler(() => new GrpcWebHandler(GrpcWebMode.GrpcWeb))
                .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { UseDefaultCredentials = true });
        }
        """);
}
