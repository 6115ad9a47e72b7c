using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5004: a handler whose setting somebody must ask for is information, wherever on its way that is asked.</summary>
public sealed class HandlerDevelopmentTests
{
    [Theory]
    [InlineData("environment.IsDevelopment() ? Trusting() : new HttpClientHandler()", DiagnosticSeverity.Info)]
    [InlineData("new HttpClientHandler() is var plain && environment.IsDevelopment() ? Trusting() : plain", DiagnosticSeverity.Info)]
    [InlineData("Chosen(environment.IsDevelopment())", DiagnosticSeverity.Info)]
    [InlineData("Trusting()", DiagnosticSeverity.Warning)]
    [InlineData("Wrapped()", DiagnosticSeverity.Warning)]
    public Task A_handler_of_a_helper(string handler, DiagnosticSeverity severity) => Verify.Reports($$"""
        using Microsoft.Extensions.Hosting;

        public static class Shop
        {
            public static GrpcChannel Open(IHostEnvironment environment) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:HttpHandler = {{handler}}|} });

            private static HttpMessageHandler Chosen(bool isDevelopment) => isDevelopment ? Trusting() : new HttpClientHandler();

            private static HttpMessageHandler Wrapped() => Trusting();

            private static HttpMessageHandler Trusting() => new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = (_, _, _, _) => true|} };

            public static HttpClient Pages() => new(Trusting());
        }
        """, severity: severity);

    [Theory]
    [InlineData("environment.IsDevelopment() ? Accept : null", DiagnosticSeverity.Info)]
    [InlineData("Accept", DiagnosticSeverity.Warning)]
    [InlineData("Callback", DiagnosticSeverity.Info)]
    public Task A_callback(string callback, DiagnosticSeverity severity) => Verify.Reports($$"""
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.Extensions.Hosting;

        public static class Shop
        {
            public static GrpcChannel Open(IHostEnvironment environment) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {|#0:HttpHandler = new HttpClientHandler { {|GRPCAUTH5004:ServerCertificateCustomValidationCallback = {{callback}}|} }|},
            });

            private static bool Accept(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => true;

            private static bool Callback(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
        #if !RELEASE
                return true;
        #else
                return errors == SslPolicyErrors.None;
        #endif
            }
        }
        """, severity: severity);
}
