using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class HeaderDroppedByProxiesSilentTests
{
    [Theory]
    [InlineData("""{ "x-api-key", key }""")]
    [InlineData("""{ "authorization", $"Bearer {key}" }""")]
    [InlineData("""{ "request_id", key }""")]
    [InlineData("""{ "tenant_name", key }""")]
    [InlineData("""{ name, key }""")]
    [InlineData("""{ "x-api-key", "x_api_key" + key }""")]
    public Task Other_names(string entry) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string key, string name) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { {{entry}} });
        }
        """);

    [Fact]
    public Task Headers_of_a_web_request_are_not_of_a_gRPC_call() => Verify.Silent("""
        public static class Login
        {
            public static void Fill(HttpRequestMessage request, string key) => request.Headers.Add("x_api_key", key);
        }
        """);

    [Fact]
    public Task An_entry_that_is_only_looked_for() => Verify.Silent("""
        public static class Incoming
        {
            public static string? KeyOf(ServerCallContext context) => context.RequestHeaders.GetValue("x_api_key");
        }
        """);

    [Fact]
    public Task A_name_that_the_options_ignore() => Verify.Silent(
        """
        public static class Program
        {
            public static Metadata Headers(string key) => new() { { "x_api_key", key } };
        }
        """,
        new Setup { EditorConfig = "grpc_auth.ignored_headers = x_api_key" });
}
