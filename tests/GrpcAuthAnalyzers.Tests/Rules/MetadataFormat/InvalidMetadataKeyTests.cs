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

    [Theory]
    [InlineData("\"\", key", "Key '' is empty, and the entry is not sent")]
    [InlineData("\"x api key\", key", "Key 'x api key' has a blank; adding it throws ArgumentException")]
    [InlineData("\"x\\tkey\", key", "Key 'x?key' has a blank; adding it throws ArgumentException")]
    [InlineData("\":authority\", key", "Key ':authority' has a colon; adding it throws ArgumentException")]
    [InlineData("\"x-schlüssel\", key", "Key 'x-schlüssel' has a character that is not ASCII; adding it throws ArgumentException")]
    [InlineData("\"x-\\u0080\", key", "Key 'x-?' has a character that is not ASCII; adding it throws ArgumentException")]
    [InlineData("\"x-\\u007f\", key", "Key 'x-?' has a character that is not allowed; adding it throws ArgumentException")]
    [InlineData("\"x/key\", key", "Key 'x/key' has a character that is not allowed; adding it throws ArgumentException")]
    [InlineData("\"x-proof-bin\", key", "Key 'x-proof-bin' ends in '-bin', which is for bytes; adding a text throws ArgumentException")]
    [InlineData("\"x-proof\", proof", "Key 'x-proof' does not end in '-bin'; adding bytes throws ArgumentException")]
    [InlineData("\"Grpc-Timeout\", \"5S\"", "Key 'Grpc-Timeout' is dropped by the client; the deadline of the call sets it")]
    public Task The_message_says_what_is_wrong_and_what_happens(string entry, string message) => Verify.Reports(
        $$"""
        public static class Headers
        {
            public static Metadata Of(string key, byte[] proof) => new() { { {|GRPCAUTH4003:{{entry.Replace(",", "|},", System.StringComparison.Ordinal)}} } };
        }
        """,
        message: message);
}
