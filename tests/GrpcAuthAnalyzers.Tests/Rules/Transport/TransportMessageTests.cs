using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>What the messages of GRPCAUTH5001 to 5008 say for each kind of place.</summary>
public sealed class TransportMessageTests
{
    private const string Usings = """
        using System.Net;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("{|GRPCAUTH5001:new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"http://localhost:5000\")|}).GetOrder|}(new OrderRequest(), new CallOptions(credentials: credentials))", "'GetOrder' is sent without them, and only a log warning says so")]
    [InlineData("{|GRPCAUTH5001:new Orders.OrdersClient({|#0:new Channel(\"localhost\", 5000, ChannelCredentials.Insecure)|}).GetOrder|}(new OrderRequest(), new CallOptions(credentials: credentials))", "'GetOrder' throws RpcException")]
    [InlineData("{|#0:GrpcChannel.ForAddress(\"http://localhost:5000\", new GrpcChannelOptions { Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, credentials)|} })|}", "'ForAddress' throws InvalidOperationException")]
    [InlineData("{|#0:new Channel(\"localhost\", 5000, {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, credentials)|})|}", "'new Channel' throws")]
    public Task What_call_credentials_do_without_TLS(string code, string effect) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static object Run(IServiceCollection services, Func<string> token)
            {
                var credentials = CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + token());
                    return Task.CompletedTask;
                });
                return {{code}};
            }
        }
        """, new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH3002.severity = none" }, severity: DiagnosticSeverity.Warning, message: "Call credentials need TLS, which this channel does not have: " + effect);

    [Theory]
    [InlineData("https://orders.example.com", "need no opt-in on an https address, where it has no effect")]
    [InlineData("http://orders:8080", "are sent unencrypted to 'orders'; whoever reads them on the way can use them")]
    [InlineData("dns:///orders.example.com", "are sent unencrypted where the address is http")]
    public Task What_an_opt_in_does(string address, string effect) => Verify.Reports($$"""
        public static class Shop
        {
            public static GrpcChannel Open() => {|#0:GrpcChannel.ForAddress(
                "{{address}}", new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|} })|};
        }
        """, severity: DiagnosticSeverity.Info, message: "Call credentials " + effect);

    [Theory]
    [InlineData("UseDefaultCredentials = true", "UseDefaultCredentials")]
    [InlineData("Credentials = CredentialCache.DefaultNetworkCredentials", "DefaultNetworkCredentials")]
    [InlineData("Credentials = new NetworkCredential(\"orders\", password, \"ACME\")", "NetworkCredential")]
    [InlineData("Credentials = new NetworkCredential(@\"A\\orders\", password)", "NetworkCredential")]
    [InlineData("Credentials = new CredentialCache { { new Uri(\"https://orders.example\"), \"NTLM\", new NetworkCredential(\"orders\", password) } }", "CredentialCache")]
    public Task Which_credential_of_Windows(string setting, string name) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string password) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new HttpClientHandler { {|GRPCAUTH5008:{{setting}}|} }|},
            });
        }
        """, message: $"'{name}' has no effect on gRPC: Negotiate and NTLM do not work over HTTP/2, and the server answers Unauthenticated");

    [Theory]
    [InlineData("new SslCredentials(pem)", "rootCertificates")]
    [InlineData("new SslCredentials(null, new KeyCertificatePair(pem, pem))", "keyCertificatePair")]
    public Task Which_argument_GrpcChannel_refuses(string credentials, string parameter) => Verify.Reports($$"""
        public static class Shop
        {
            public static GrpcChannel Open(string pem) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = {|GRPCAUTH5006:{{credentials}}|}|} });
        }
        """, message: $"GrpcChannel does not support SslCredentials with '{parameter}'; creating the channel throws InvalidOperationException");

    [Fact]
    public Task A_policy_allows_an_old_version() => Verify.Reports(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress(
                "http://orders.example", new GrpcChannelOptions { {|GRPCAUTH5005:HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower|} });
        }
        """, message: "'HttpVersionPolicy' allows HTTP/1.1; gRPC needs HTTP/2 or gRPC-Web, and calls over HTTP/1.1 fail with Internal");
}
