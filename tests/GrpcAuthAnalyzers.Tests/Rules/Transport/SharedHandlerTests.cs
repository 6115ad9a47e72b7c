using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5004 to 5008 for what several channels share, for what a registration replaces, and for what is only read.</summary>
public sealed class SharedHandlerTests
{
    private const string Usings = """
        using System.IO;
        using System.Net;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Grpc.Net.Client.Web;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("HttpHandler = Handler", "private static readonly HttpMessageHandler Handler = new HttpClientHandler { {|GRPCAUTH5008:UseDefaultCredentials = true|} };")]
    [InlineData("HttpHandler = Handler", "private static readonly HttpMessageHandler Handler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} };")]
    [InlineData("Credentials = Pinned()", "private static SslCredentials Pinned() => {|GRPCAUTH5006:new SslCredentials(File.ReadAllText(\"ca.pem\"))|};")]
    public Task Two_channels_have_one_report(string option, string member) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            {{member}}

            public static GrpcChannel Orders() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:{{option}}|} });

            public static GrpcChannel Stock() => GrpcChannel.ForAddress("https://stock.example", new GrpcChannelOptions { {{option}} });
        }
        """);

    [Fact]
    public Task A_handler_that_replaces_those_of_the_registration() => Verify.Reports(Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .AddHttpMessageHandler(() => new GrpcWebHandler(GrpcWebMode.GrpcWeb))
                .ConfigureChannel(o =>
                {
                    o.HttpHandler = new SocketsHttpHandler();
                    {|GRPCAUTH5005:o.HttpVersion = HttpVersion.Version11|};
                });
        }
        """, new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH1011.severity = none" }, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = new Version(1, 1)|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher")]
    public Task Options_of_a_helper_over_http(string options) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            private static GrpcChannelOptions Make() => new() { {{options}} };

            public static GrpcChannel Open() => GrpcChannel.ForAddress("http://orders.example", Make());
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("(_, certificate, chain, _) => { Last.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain!.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && certificate!.GetCertHashString() == Pin; }")]
    [InlineData("(_, _, _, _) => { while (true) Thread.Sleep(1000); }")]
    [InlineData("CheckAll")]
    public Task Callbacks_that_check_or_never_answer(string callback) => Verify.Silent(Usings + $$"""
        public sealed class Shop
        {
            private const string Pin = "0011";

            private static readonly Seen Last = new();

            public static X509VerificationFlags Flags => Last.VerificationFlags;

            public static bool IsPin(string text) => text == Pin;

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = {{callback}} },
            });

            public static bool CheckAll(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                foreach (var element in chain!.ChainElements)
                    Test(element.Certificate);
                return true;
            }

            private static void Test(X509Certificate2 certificate)
            {
                if (certificate.Thumbprint != Pin)
                    throw new InvalidOperationException();
            }
        }

        public sealed class Seen { public X509VerificationFlags VerificationFlags { get; set; } }
        """);

    [Theory]
    [InlineData("HttpHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && certificate!.MatchesHostname(\"orders\"); }|} }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { {|GRPCAUTH5004:CertificateChainPolicy = Policy()|} } }")]
    public Task A_chain_that_may_end_anywhere(string option) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:{{option}}|} });

            public static X509ChainPolicy Policy()
            {
                var policy = new X509ChainPolicy();
                Console.WriteLine(policy.VerificationFlags);
                policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
                return policy;
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("new NetworkCredential(@\"\\orders\\a\", password)")]
    [InlineData("Shown(password)")]
    public Task Credentials_without_a_domain(string credentials) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string password) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler { Credentials = {{credentials}} },
            });

            public static ICredentials Shown(string password)
            {
                var credential = new NetworkCredential("orders", password);
                Console.WriteLine(credential.Domain);
                return credential;
            }
        }
        """);

    [Theory]
    [InlineData("await FindAsync()")]
    [InlineData("roots[0]")]
    [InlineData("roots is [var first, ..] ? first : null")]
    public Task Roots_that_may_be_missing(string roots) => Verify.Silent($$"""
        public static class Shop
        {
            public static async Task<GrpcChannel> OpenAsync(string?[] roots)
            {
                await FindAsync();
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = new SslCredentials({{roots}}) });
            }

            public static Task<string?> FindAsync() => Task.FromResult(Environment.GetEnvironmentVariable("ROOTS"));
        }
        """);

    /// <summary>Where the compiler follows no nulls, the annotations say what is there.</summary>
    [Theory]
    [InlineData("pem")]
    [InlineData("System.IO.File.ReadAllText(\"ca.pem\")")]
    [InlineData("roots.Pem")]
    [InlineData("Roots.Company")]
    public Task Roots_that_are_there_by_annotations_alone(string value) => Verify.Reports(
        $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string pem, Roots roots) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = {|GRPCAUTH5006:new SslCredentials({{value}})|}|} });
        }
        """,
        new()
        {
            Nullable = NullableContextOptions.Annotations,
            Library = "public sealed class Roots(string pem) { public static readonly string Company = Environment.MachineName; public string Pem { get; } = pem; }",
        });

    [Fact]
    public Task A_case_with_a_condition_may_not_run() => Verify.Silent("""
        public static class Shop
        {
            private static readonly bool IsPinned = Environment.GetEnvironmentVariable("PIN") == "1";

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = Tls("managed") });

            private static ChannelCredentials Tls(string library)
            {
                switch (library)
                {
                    case "managed" when IsPinned:
                        return new SslCredentials(System.IO.File.ReadAllText("ca.pem"));
                    default:
                        return new SslCredentials();
                }
            }
        }
        """);
}
