using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>The handler of System.Net.Http.WinHttpHandler, whose properties have other names than those of the others.</summary>
public sealed class WinHttpHandlerTests
{
    private static readonly Setup Setup = Setup.Usual with
    {
        Library = """
            using System.Net;
            using System.Net.Http;
            using System.Security.Cryptography.X509Certificates;
            using System.Threading;
            using System.Threading.Tasks;

            namespace System.Net.Http
            {
                public class WinHttpHandler : HttpMessageHandler
                {
                    public ClientCertificateOption ClientCertificateOption { get; set; }
                    public X509Certificate2Collection ClientCertificates => null!;
                    public ICredentials? ServerCredentials { get; set; }
                    public CookieContainer? CookieContainer { get; set; }
                    public bool PreAuthenticate { get; set; }
                    public TimeSpan SendTimeout { get; set; }
                    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => throw new NotSupportedException();
                }
            }
            """,
    };

    [Theory]
    [InlineData("SendTimeout = TimeSpan.FromSeconds(1)")]
    [InlineData("PreAuthenticate = false")]
    [InlineData("ServerCredentials = null")]
    [InlineData("ClientCertificateOption = ClientCertificateOption.Manual")]
    public Task It_adds_no_credential(string property) => Verify.Reports(Program(property, "{|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}"), Setup);

    [Theory]
    [InlineData("ClientCertificates = { certificate }")]
    [InlineData("ServerCredentials = new System.Net.NetworkCredential()")]
    [InlineData("ClientCertificateOption = ClientCertificateOption.Automatic")]
    [InlineData("CookieContainer = new System.Net.CookieContainer()")]
    public Task It_adds_one_or_may(string property) => Verify.Silent(Program(property, "new Orders.OrdersClient(channel).GetOrder"), Setup);

    private static string Program(string property, string call) => $$"""
        public static class Program
        {
            public static Order Run(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new WinHttpHandler { {{property}} } });
                return {{call}}(new OrderRequest { Id = certificate.Thumbprint });
            }
        }
        """;
}
