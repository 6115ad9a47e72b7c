using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MalformedSchemeSilentTests
{
    [Theory]
    [InlineData("""$"Bearer {token}" """)]
    [InlineData("""$"bearer  {token}" """)]
    [InlineData("\"Bearer\" + \" \" + token")]
    [InlineData("""string.Join(" ", "Bearer", token)""")]
    [InlineData("""$"{scheme} {token}" """)]
    [InlineData("""$"{scheme}{token}" """)]
    [InlineData("""$"Bearer{separator}{token}" """)]
    [InlineData("""$"Bearer{Suffix(token)}" """)]
    [InlineData("""$"Bearer{(token.Length == 0 ? "" : " " + token)}" """)]
    [InlineData("""Scheme + (token.StartsWith(' ') ? token : " " + token)""")]
    [InlineData("""$"BearerToken {token}" """)]
    [InlineData("""$"Bearer-Token {token}" """)]
    [InlineData("""$"Token token={token}" """)]
    [InlineData("""$"ApiKey: {token}" """)]
    [InlineData("""$"ApiKey{token}" """)]
    [InlineData("""$"Digest username=\"{token}\"" """)]
    [InlineData("""$"AWS4-HMAC-SHA256 Credential={token}" """)]
    [InlineData("""$"Bearer {token}".Replace("Bearer", "Token:")""")]
    [InlineData("""$"[Bearer {token}]" """)]
    [InlineData("""$"Bearer {(token.Length > 3 ? token : "")}" """)]
    [InlineData("""$"Bearer basic-{token}" """)]
    [InlineData("""$"Bearer {(token.Length > 3 ? token : "basic")}" """)]
    [InlineData("""$"Bearer{encode(token)}" """)]
    [InlineData("""$"Authorization {token}" """)]
    [InlineData("""$"orders-client:{token}" """)]
    [InlineData("""token.Length > 3 ? token : "Bearer" """)]
    [InlineData("token")]
    [InlineData("\"\"")]
    [InlineData("""new AuthenticationHeaderValue("Bearer", token).ToString()""")]
    [InlineData("incoming.GetValue(\"authorization\")!")]
    [InlineData("""$"Bearer {incoming.GetValue("authorization")}" """)]
    public Task A_value_that_is_right_or_is_not_known(string value) => Verify.Silent($$"""
        using System.Net.Http.Headers;

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token, string scheme, string separator, Metadata incoming, Func<string, string> encode) =>
                orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", {{value}} } });

            private const string Scheme = "Bearer";

            public AuthenticationHeaderValue Incoming(string text) => AuthenticationHeaderValue.Parse(text);

            private static string Suffix(string token) => string.IsNullOrEmpty(token) ? "" : " " + token;
        }
        """);

    [Theory]
    [InlineData("x-api-key", """ "Bearer" + key """)]
    [InlineData("x-token", """ "Bearer: " + key """)]
    [InlineData("request-id", """ "Bearer" + key """)]
    public Task Other_headers(string name, string value) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string key) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "{{name}}", {{value}} } });
        }
        """);

    [Theory]
    [InlineData("\"Bearer\", \"Bearer\" + token")]
    [InlineData("\"Token\", \"Bearer \" + token")]
    [InlineData("\"Bearer\", \"Bearer\"")]
    [InlineData("scheme, \"Bearer: \" + token")]
    public Task A_value_beside_its_scheme(string arguments) => Verify.Silent($$"""
        using System.Net.Http.Headers;

        public static class Header
        {
            public static AuthenticationHeaderValue Of(string token, string scheme) => new AuthenticationHeaderValue({{arguments}});
        }
        """, new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Fact]
    public Task What_a_server_looks_for() => Verify.Silent("""
        public static class Incoming
        {
            public static bool IsBearer(ServerCallContext context) => context.RequestHeaders.GetValue("authorization")?.StartsWith("Bearer:") == true;
        }
        """);

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class ServerTests
        {
            public static Metadata Wrong(string token) => new() { { "authorization", "Bearer" + token } };
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Theory]
    [InlineData("Headers.Of(\"Bearer \" + getToken()), Headers.Of(getToken())")]
    [InlineData("Headers.Stripped(\"Bearer \" + getToken())")]
    [InlineData("Headers.Stripped(Schemes.Bearer + ' ' + getToken())")]
    [InlineData("Headers.Raw(Schemes.Bearer.PadRight(7) + getToken())")]
    [InlineData("Headers.Raw((new Credential(getToken()) with { Scheme = \"Bearer \" }).Header)")]
    [InlineData("Headers.Raw(\"Bearer\" + Suffix)")]
    public Task Callers_and_helpers_that_agree(string headers) => Verify.Silent($$"""
        public static class Schemes
        {
            public const string Bearer = "Bearer";
        }

        public sealed record Credential(string Token, string Scheme = "Bearer")
        {
            public string Header => $"{Scheme}{Token}";
        }

        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", $"Bearer {token}" } };

            public static Metadata Stripped(string token) => new() { { "authorization", $"Bearer {token.Replace("Bearer ", "")}" } };

            public static Metadata Raw(string value) => new() { { "authorization", value } };
        }

        public sealed class OrderDesk(Func<string> getToken)
        {
            private string Suffix => " " + getToken();

            public Metadata[] All() => [{{headers}}];
        }
        """);
}
