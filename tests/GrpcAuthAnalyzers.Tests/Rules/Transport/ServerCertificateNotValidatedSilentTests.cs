using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class ServerCertificateNotValidatedSilentTests
{
    private const string Usings = """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("(_, _, _, errors) => errors == SslPolicyErrors.None")]
    [InlineData("(_, certificate, _, _) => certificate?.Thumbprint == Pin")]
    [InlineData("(_, certificate, _, _) => certificate!.RawData.AsSpan().SequenceEqual(Known.RawData)")]
    [InlineData("(_, certificate, _, _) => Known.Equals(certificate)")]
    [InlineData("(_, certificate, chain, errors) => { if (errors == SslPolicyErrors.None) return true; return chain!.ChainElements[^1].Certificate.Thumbprint == Pin; }")]
    [InlineData("(_, certificate, _, _) => { if (certificate!.Thumbprint != Pin) throw new InvalidOperationException(); return true; }")]
    [InlineData("(_, certificate, _, _) => { Check(certificate!); return true; }")]
    [InlineData("(_, certificate, _, _) => { Last = certificate; return true; }")]
    [InlineData("(_, _, _, _) => false")]
    [InlineData("(_, _, _, errors) => Lenient || errors == SslPolicyErrors.None")]
    [InlineData("null")]
    [InlineData("Given")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(Known); return chain.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && chain.ChainElements[^1].Certificate.Thumbprint == Pin; }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && IsOurs(chain); }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid; return chain.Build(certificate!); }")]
    public Task Callbacks_that_check_something_or_are_not_seen(string callback) => Verify.Silent(Usings + $$"""
        public sealed class Shop
        {
            private const string Pin = "0011";
            private static readonly X509Certificate2 Known = X509CertificateLoader.LoadCertificateFromFile("root.crt");

            public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>? Given { get; set; }

            public bool Lenient { get; set; }

            public X509Certificate2? Last { get; private set; }

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = {{callback}} },
            });

            private static void Check(X509Certificate2 certificate)
            {
                if (certificate.Thumbprint != Pin)
                    throw new InvalidOperationException();
            }

            private static bool IsOurs(X509Chain chain) => chain.ChainElements.Count == 2;
        }
        """);

    [Theory]
    [InlineData("var http = new HttpClient(handler); return null;")]
    [InlineData("services.AddHttpClient(\"pages\").ConfigurePrimaryHttpMessageHandler(() => handler); return null;")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example\")).AddCallCredentials((c, m) => Task.CompletedTask); services.AddHttpClient(\"pages\").ConfigurePrimaryHttpMessageHandler(() => handler); return null;")]
    [InlineData("var http = new HttpClient(handler); return GrpcChannel.ForAddress(\"https://orders.example\");")]
    public Task Handlers_that_gRPC_does_not_use(string body) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            public static object? Open(IServiceCollection services)
            {
                var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
                {{body}}
            }
        }
        """);

    [Fact]
    public Task A_callback_that_is_overwritten_and_a_policy_beside_a_callback() => Verify.Silent(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open(X509Certificate2 root)
            {
                var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
                handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) => root.Equals(certificate);
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }

            public static GrpcChannel Other(X509Certificate2 root) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler
                {
                    SslOptions = new SslClientAuthenticationOptions
                    {
                        CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority },
                        RemoteCertificateValidationCallback = (_, certificate, _, _) => root.Equals(certificate),
                    },
                },
            });

            public static GrpcChannel Trusting(X509Certificate2 root)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
                policy.CustomTrustStore.Add(root);
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
                {
                    HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } },
                });
            }
        }
        """);

    [Fact]
    public Task Factories_that_give_another_handler_or_one_of_several() => Verify.Silent(Usings + """
        internal interface IHandlers
        {
            HttpMessageHandler Create();
        }

        internal sealed class Handlers : IHandlers
        {
            public HttpMessageHandler Create() => new HttpClientHandler();
        }

        internal sealed class DevelopmentHandlers : IHandlers
        {
            public HttpMessageHandler Create() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };

            public static void Add(IServiceCollection services, bool isLocal)
            {
                if (isLocal)
                    services.AddSingleton<IHandlers, DevelopmentHandlers>();
                else
                    services.AddSingleton<IHandlers, Handlers>();
                services.AddHttpClient("web")
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
                services.AddHttpClient("orders").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
            }
        }

        internal sealed class Shop(IHandlers handlers, IHttpClientFactory clients)
        {
            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handlers.Create() });

            public GrpcChannel Other() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpClient = clients.CreateClient("orders") });
        }
        """);
}
