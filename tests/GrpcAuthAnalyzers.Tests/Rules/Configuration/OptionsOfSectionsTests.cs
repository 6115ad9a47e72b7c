using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Configuration;

/// <summary>Two sections of an .editorconfig say different things: each file is judged by its own, whichever is analysed first.</summary>
public sealed class OptionsOfSectionsTests
{
    /// <summary>A handler that both files use. Its header is a credential unless a section ignores it.</summary>
    private const string Handler = """
        internal sealed class TenantHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Add("x-acme-token", Environment.GetEnvironmentVariable("ACME"));
                return base.SendAsync(request, cancellationToken);
            }
        }
        """;

    private const string Ignored = "grpc_auth.credential_headers = x-acme-ticket\ngrpc_auth.ignored_headers = x-acme-token";

    private const string Counted = "grpc_auth.credential_headers = x-acme-ticket";

    [Theory]
    [InlineData("Test0.cs", "Other.cs")]
    [InlineData("Other.cs", "Test0.cs")]
    public Task A_header_that_one_section_ignores_is_a_credential_in_the_other(string ignoring, string counting)
    {
        var setup = Setup.Usual with
        {
            EditorConfig = $"root = true\n[{ignoring}]\n{Ignored}\n[{counting}]\n{Counted}\n",
            Documents = [("Handler.cs", Handler), ("Other.cs", Caller("Other", isReported: ignoring == "Other.cs"))],
        };
        return Verify.Reports(Caller("Main", isReported: ignoring == "Test0.cs"), setup);
    }

    private static string Caller(string name, bool isReported)
    {
        var call = isReported ? "{|GRPCAUTH1001:client.GetOrder|}" : "client.GetOrder";
        return $$"""
            internal static class {{name}}
            {
                internal static void Run()
                {
                    var client = new Orders.OrdersClient(GrpcChannel.ForAddress(
                        "https://orders.example", new GrpcChannelOptions { HttpHandler = new TenantHandler(new SocketsHttpHandler()) }));
                    {{call}}(new OrderRequest());
                }
            }
            """;
    }
}
