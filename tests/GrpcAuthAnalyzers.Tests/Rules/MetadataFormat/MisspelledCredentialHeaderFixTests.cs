using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MisspelledCredentialHeaderFixTests
{
    [Theory]
    [InlineData("""{|GRPCAUTH4005:"Authentication"|}""", "\"Authorization\"")]
    [InlineData("""{|GRPCAUTH4005:"authorisation"|}""", "\"authorization\"")]
    [InlineData("""{|GRPCAUTH4005:@"bearer"|}""", "\"authorization\"")]
    [InlineData("""{|GRPCAUTH4005:Header|}""", "\"Authorization\"")]
    public Task The_right_name(string name, string expected) => Verify.Fixes(Program(name), Program(expected));

    [Fact]
    public Task A_name_that_a_caller_gives_stays() => Verify.NotFixable("""
        public static class Headers
        {
            public static void Fill(Metadata headers, string token) => Put(headers, "Authentication", $"Bearer {token}");

            private static void Put(Metadata headers, string name, string value) => headers.Add({|GRPCAUTH4005:name|}, value);
        }
        """);

    [Fact]
    public Task A_helper_of_several_calls() => Verify.Fixes(Helper("""{|GRPCAUTH4005:"Authentication"|}"""), Helper("\"Authorization\""));

    private static string Helper(string name) => $$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, Headers(token));

            public AsyncUnaryCall<Order> Ask(string id, string token) => orders.GetOrderAsync(new OrderRequest { Id = id }, Headers(token));

            private static Metadata Headers(string token) => new() { { {{name}}, $"Bearer {token}" } };
        }
        """;

    private static string Program(string name) => $$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            private const string Header = "Authentication";

            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata
            {
                { {{name}}, $"Bearer {token}" },
            });

            public override string ToString() => Header;
        }
        """;
}
