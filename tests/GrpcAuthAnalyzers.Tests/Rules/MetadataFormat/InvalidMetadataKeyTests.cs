using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class InvalidMetadataKeyTests
{
    [Theory]
    [InlineData("""{ {|GRPCAUTH4003:"x api key"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"Authorization "|}, $"Bearer {key}" }""")]
    [InlineData("""{ {|GRPCAUTH4003:"Authorization:"|}, $"Bearer {key}" }""")]
    [InlineData("""{ {|GRPCAUTH4003:":authority"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"x-schlüssel"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"x/key"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:""|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"x-proof-bin"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"x-proof-BIN"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4003:"x-proof"|}, proof }""")]
    [InlineData("""{ {|GRPCAUTH4003:Names.Proof|}, proof }""")]
    [InlineData("""{ {|GRPCAUTH4003:"grpc-timeout"|}, "5S" }""")]
    [InlineData("""new Metadata.Entry({|GRPCAUTH4003:"x key"|}, key)""")]
    [InlineData("""new Metadata.Entry(value: key, key: {|GRPCAUTH4003:"x-proof-bin"|})""")]
    public Task A_key_that_gRPC_rejects_or_does_not_send(string entry) => Verify.Reports($$"""
        public static class Names
        {
            public const string Proof = "x-proof";
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string key, byte[] proof) =>
                orders.GetOrder(new OrderRequest { Id = id + proof.Length }, new Metadata { {{entry}} });
        }
        """);
}
