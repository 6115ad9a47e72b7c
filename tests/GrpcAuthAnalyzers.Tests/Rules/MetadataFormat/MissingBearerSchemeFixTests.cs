using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MissingBearerSchemeFixTests
{
    [Theory]
    [InlineData("{|GRPCAUTH4001:accessToken|}", "$\"Bearer {accessToken}\"")]
    [InlineData("{|GRPCAUTH4001:await getAccessToken()|}", "$\"Bearer {await getAccessToken()}\"")]
    [InlineData("{|GRPCAUTH4001:tokens.GetAccessToken(\"orders\")|}", "\"Bearer \" + tokens.GetAccessToken(\"orders\")")]
    [InlineData("{|GRPCAUTH4001:id.Length > 3 ? accessToken : jwt|}", "\"Bearer \" + (id.Length > 3 ? accessToken : jwt)")]
    public Task The_scheme_in_front_of_the_token(string value, string expected) => Verify.Fixes(Program(value), Program(expected));

    [Fact]
    public Task In_a_file_that_adds_its_texts() => Verify.Fixes(
        """
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string accessToken) => orders.GetOrder(
                new OrderRequest { Id = "order-" + id }, new Metadata { { "authorization", {|GRPCAUTH4001:accessToken|} } });
        }
        """,
        """
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string accessToken) => orders.GetOrder(
                new OrderRequest { Id = "order-" + id }, new Metadata { { "authorization", "Bearer " + accessToken } });
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData("scheme: ")]
    public Task The_scheme_of_an_http_header_is_an_argument_of_its_own(string name) => Verify.Fixes(
        $$"""
        using System.Net.Http.Headers;

        public static class Header
        {
            public static AuthenticationHeaderValue Of(string accessToken) => new AuthenticationHeaderValue({{name}}{|GRPCAUTH4001:accessToken|});
        }
        """,
        """
        using System.Net.Http.Headers;

        public static class Header
        {
            public static AuthenticationHeaderValue Of(string accessToken) => new AuthenticationHeaderValue("Bearer", accessToken);
        }
        """);

    [Fact]
    public Task A_token_that_may_be_missing_still_throws() => Verify.Fixes(
        """
        public sealed class OrderDesk
        {
            public string? Jwt { get; set; }

            public Metadata Headers() => new() { { "authorization", {|GRPCAUTH4001:Jwt|}! } };
        }
        """,
        """
        public sealed class OrderDesk
        {
            public string? Jwt { get; set; }

            public Metadata Headers()
            {
                var token = Jwt
                    ?? throw new InvalidOperationException("There is no access token.");
                return new() { { "authorization", $"Bearer {token}" } };
            }
        }
        """);

    private static string Program(string value) => $$"""
        public interface ITokens
        {
            string GetAccessToken(string service);
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, Func<Task<string>> getAccessToken, ITokens tokens)
        {
            public string? Jwt { get; set; }

            public override string ToString() => $"{getAccessToken} {tokens}";

            public async Task<Order> GetAsync(string id, string accessToken, string jwt)
            {
                await Task.Yield();
                var headers = new Metadata { { "authorization", {{value}} } };
                return await orders.GetOrderAsync(new OrderRequest { Id = id + jwt }, headers);
            }
        }
        """;
}
