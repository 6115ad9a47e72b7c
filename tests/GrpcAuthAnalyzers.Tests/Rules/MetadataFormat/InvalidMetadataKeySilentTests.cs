using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class InvalidMetadataKeySilentTests
{
    [Theory]
    [InlineData("""{ "Authorization", $"Bearer {key}" }""")]
    [InlineData("""{ "x-tenant.Region-1", key }""")]
    [InlineData("""{ "azAZ09.-x", key }""")]
    [InlineData("""{ "x_tenant_name", key }""")]
    [InlineData("""{ "x-proof-bin", proof }""")]
    [InlineData("""{ "X-PROOF" + Metadata.BinaryHeaderSuffix, proof }""")]
    [InlineData("""{ "grpc-status-details-bin", proof }""")]
    [InlineData("""{ "grpc-trace-bin", proof }""")]
    [InlineData("""{ "grpc-internal-encoding-request", "gzip" }""")]
    [InlineData("""{ "grpc-retry-pushback-ms", "100" }""")]
    [InlineData("""{ "grpc-tenant", key }""")]
    [InlineData("""{ name, key }""")]
    [InlineData("""{ "x-" + name, key }""")]
    [InlineData("""{ name.Length > 3 ? "x key" : name, key }""")]
    public Task Good_keys_and_those_that_are_not_known(string entry) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string key, string name, byte[] proof) =>
                orders.GetOrder(new OrderRequest { Id = id + proof.Length + name }, new Metadata { {{entry}} });
        }
        """);

    [Fact]
    public Task Keys_of_other_things() => Verify.Silent("""
        public static class Other
        {
            public static void Fill(HttpRequestMessage request, Dictionary<string, string> values, string key)
            {
                request.Headers.TryAddWithoutValidation("x key", key);
                values.Add("x key:", key);
            }
        }
        """);

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class KeyTests
        {
            public static Metadata Wrong(string token) => new() { { "x key", token } };
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}
