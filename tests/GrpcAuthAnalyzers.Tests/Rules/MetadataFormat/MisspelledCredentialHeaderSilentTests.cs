using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MisspelledCredentialHeaderSilentTests
{
    [Theory]
    [InlineData("""{ "authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "AUTHORIZATION", $"Bearer {token}" }""")]
    [InlineData("""{ "authentication", token }""")]
    [InlineData("""{ "authentication", "Token" }""")]
    [InlineData("""{ "authentication", $"{scheme} {token}" }""")]
    [InlineData("""{ "bearer", token }""")]
    [InlineData("""{ "proxy-authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "x-authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "authorization2", $"Bearer {token}" }""")]
    [InlineData("""{ "authority", $"Bearer {token}" }""")]
    [InlineData("""{ "x-auth", $"Bearer {token}" }""")]
    [InlineData("""{ scheme, $"Bearer {token}" }""")]
    [InlineData("""{ "authorization", $"Bearer {token}" }, { "authentication", $"Bearer {token}" }""")]
    public Task Other_headers_and_protocols(string entries) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token, string scheme) =>
                orders.GetOrder(new OrderRequest { Id = id + scheme }, new Metadata { {{entries}} });
        }
        """);

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"authentication\")")]
    [InlineData("context.RequestHeaders.GetValue(Header)")]
    [InlineData("context.RequestHeaders.FirstOrDefault(e => e.Key == Protocol.Header)?.Value")]
    [InlineData("context.RequestHeaders.Select(e => e.Key switch { Header => e.Value, _ => null }).FirstOrDefault()")]
    public Task A_header_that_the_code_reads_under_this_name(string read) => Verify.Silent($$"""
        public static class Protocol
        {
            public const string Header = "authentication";

            public static Metadata Headers(string token) => new() { { Header, $"Bearer {token}" } };

            public static string? TokenOf(ServerCallContext context) => {{read}};
        }
        """);

    [Fact]
    public Task A_request_to_another_web_api() => Verify.Silent("""
        public static class WebApi
        {
            public static void Fill(HttpRequestMessage request, string token) => request.Headers.Add("Authentication", $"Bearer {token}");
        }
        """);

    [Fact]
    public Task A_header_of_the_options() => Verify.Silent(
        """
        public static class Protocol
        {
            public static Metadata Headers(string token) => new() { { "Authentication", $"Bearer {token}" } };
        }
        """,
        new Setup { EditorConfig = "grpc_auth.credential_headers = authentication" });

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class ServerTests
        {
            public static Metadata Wrong(string token) => new() { { "Authentication", $"Bearer {token}" } };
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}
