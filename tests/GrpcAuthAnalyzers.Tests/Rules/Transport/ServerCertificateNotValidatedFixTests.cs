using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class ServerCertificateNotValidatedFixTests
{
    private const string Usings = """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Fact]
    public Task TLS_options_get_a_policy() => Verify.Fixes(
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler { SslOptions = { {|GRPCAUTH5004:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } },
            });
        }
        """,
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open()
            {
                var rootCertificate = Environment.GetEnvironmentVariable("GRPC_ROOT_CERTIFICATE")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ROOT_CERTIFICATE' is not set.");
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
                {
                    HttpHandler = new SocketsHttpHandler
                    {
                        SslOptions =
                        {
                            CertificateChainPolicy = new X509ChainPolicy
                            {
                                TrustMode = X509ChainTrustMode.CustomRootTrust,
                                RevocationMode = X509RevocationMode.NoCheck,
                                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(rootCertificate) },
                            }
                        }
                    },
                });
            }
        }
        """);

    [Fact]
    public Task A_callback_checks_chain_and_name() => Verify.Fixes(
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} },
            });
        }
        """,
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new HttpClientHandler
                {
                    ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) =>
                    {
                        if (certificate == null || chain == null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
                            return false;

                        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                        var rootCertificate = Environment.GetEnvironmentVariable("GRPC_ROOT_CERTIFICATE")
                            ?? throw new InvalidOperationException("The environment variable 'GRPC_ROOT_CERTIFICATE' is not set.");
                        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(rootCertificate));
                        return chain.Build(certificate);
                    }
                },
            });
        }
        """);

    [Fact]
    public Task A_root_that_is_at_hand() => Verify.Fixes(
        Usings + """
        public sealed class Shop(X509Certificate2 root)
        {
            public GrpcChannel Open()
            {
                var handler = new SocketsHttpHandler();
                {|GRPCAUTH5004:handler.SslOptions.RemoteCertificateValidationCallback = AcceptAll|};
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }

            private static bool AcceptAll(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
        }
        """,
        Usings + """
        public sealed class Shop(X509Certificate2 root)
        {
            public GrpcChannel Open()
            {
                var handler = new SocketsHttpHandler();
                handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { root },
                };
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }
        }
        """);

    [Fact]
    public Task A_registration_with_a_configuration() => Verify.Fixes(
        Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services, IConfiguration configuration) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler(() =>
                {
                    var handler = new HttpClientHandler();
                    {|GRPCAUTH5004:handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator|};
                    return handler;
                });
        }
        """,
        Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services, IConfiguration configuration) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler(() =>
                {
                    var handler = new HttpClientHandler();
                    handler.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) =>
                    {
                        if (certificate == null || chain == null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
                            return false;

                        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                        var rootCertificate = configuration["Grpc:RootCertificate"]
                            ?? throw new InvalidOperationException("The setting 'Grpc:RootCertificate' is missing.");
                        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(rootCertificate));
                        return chain.Build(certificate);
                    };
                    return handler;
                });
        }
        """);

    [Fact]
    public Task A_static_lambda_beside_a_configuration() => Verify.Fixes(
        Usings + """
        public sealed class Shop(IConfiguration configuration)
        {
            public GrpcChannel Open()
            {
                var handler = new SocketsHttpHandler();
                {|GRPCAUTH5004:handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true|};
                return GrpcChannel.ForAddress(configuration["Orders:Address"]!, new GrpcChannelOptions { HttpHandler = handler });
            }
        }
        """,
        Usings + """
        public sealed class Shop(IConfiguration configuration)
        {
            public GrpcChannel Open()
            {
                var handler = new SocketsHttpHandler();
                var rootCertificate = configuration["Grpc:RootCertificate"]
                    ?? throw new InvalidOperationException("The setting 'Grpc:RootCertificate' is missing.");
                handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(rootCertificate) },
                };
                return GrpcChannel.ForAddress(configuration["Orders:Address"]!, new GrpcChannelOptions { HttpHandler = handler });
            }
        }
        """);

    [Theory]
    [InlineData("new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }", "Pages = new HttpClient(handler);")]
    [InlineData("new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} }", "Use(handler);")]
    [InlineData("new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, errors) => { Console.WriteLine(errors); return true; }|} }", "")]
    [InlineData("new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = lenient ? (_, _, _, _) => true : null|} }", "")]
    [InlineData("new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => /* for now */ true|} }", "")]
    [InlineData("new SocketsHttpHandler()", "var policy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllFlags, DisableCertificateDownloads = true }; {|GRPCAUTH5004:handler.SslOptions.CertificateChainPolicy = policy|};")]
    [InlineData("Handlers.Shared()", "")]
    public Task Other_clients_and_what_would_be_lost(string creation, string then) => Verify.NotFixable(Usings + $$"""
        public static class Handlers
        {
            public static SocketsHttpHandler Shared() =>
                new SocketsHttpHandler { SslOptions = { {|GRPCAUTH5004:RemoteCertificateValidationCallback = (_, _, _, _) => true|} } };

            public static GrpcChannel OpenShared() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = Shared() });
        }

        public sealed class Shop(bool lenient)
        {
            public HttpClient? Pages { get; private set; }

            public GrpcChannel Open()
            {
                var handler = {{creation}};
                {{then}}
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }

            private static void Use(HttpMessageHandler handler) => Console.WriteLine(handler);
        }
        """);
}
