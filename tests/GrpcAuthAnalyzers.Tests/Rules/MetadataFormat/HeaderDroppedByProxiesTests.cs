using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class HeaderDroppedByProxiesTests
{
    [Theory]
    [InlineData("""{ {|GRPCAUTH4006:"x_api_key"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:"X_Api_Key"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:"access_token"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:"tenant_api-key"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:Names.Key|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:$"{Names.Prefix}_token"|}, key }""")]
    [InlineData("""new Metadata.Entry({|GRPCAUTH4006:"x_api_key"|}, key)""")]
    [InlineData("""new Metadata.Entry(value: key, key: {|GRPCAUTH4006:"x_api_key"|})""")]
    [InlineData("""{ {|GRPCAUTH4006:"x_auth_token-bin"|}, [1, 2] }""")]
    [InlineData("""{ {|GRPCAUTH4006:"user_session"|}, key }""")]
    [InlineData("""{ {|GRPCAUTH4006:"_token"|}, key }""")]
    public Task A_credential_under_a_name_with_an_underscore(string entry) => Verify.Reports($$"""
        public static class Names
        {
            public const string Key = "x_api_key", Prefix = "acme";
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string key) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { {{entry}} });
        }
        """);

    [Fact]
    public Task In_an_interceptor_and_in_call_credentials() => Verify.Reports("""
        public static class Credentials
        {
            public static CallCredentials Of(Func<string> key) => CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add({|GRPCAUTH4006:"x_api_key"|}, key());
                return Task.CompletedTask;
            });
        }
        """);

    [Fact]
    public Task A_name_of_the_options() => Verify.Reports(
        """
        public static class Program
        {
            public static Metadata Headers(string stamp) => new() { { {|GRPCAUTH4006:"acme_stamp"|}, stamp } };
        }
        """,
        new Setup { EditorConfig = "grpc_auth.credential_headers = acme_stamp" });

    [Fact]
    public Task The_message_names_the_header_without_the_blank_behind_it() => Verify.Reports(
        """
        public static class Headers
        {
            public static Metadata Of(string key) => new() { { {|GRPCAUTH4003:{|GRPCAUTH4006:"x_api_key "|}|}, key } };
        }
        """,
        message: "'x_api_key' has an underscore; nginx drops such headers by default, and the call arrives without this credential");
}
