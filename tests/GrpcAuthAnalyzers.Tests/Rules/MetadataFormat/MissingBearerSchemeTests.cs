using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MissingBearerSchemeTests
{
    [Theory]
    [InlineData("{|GRPCAUTH4001:result.AccessToken|}")]
    [InlineData("{|GRPCAUTH4001:answer.AccessToken|}!")]
    [InlineData("{|GRPCAUTH4001:azure.Token|}")]
    [InlineData("{|GRPCAUTH4001:azure.Token.Trim()|}")]
    [InlineData("{|GRPCAUTH4001:cached ?? result.AccessToken|}")]
    [InlineData("{|GRPCAUTH4001:Read(result)|}")]
    [InlineData("{|GRPCAUTH4001:new System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().WriteToken(new System.IdentityModel.Tokens.Jwt.JwtSecurityToken())|}")]
    [InlineData("{|GRPCAUTH4001:new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().CreateToken(id)|}")]
    [InlineData("{|GRPCAUTH4001:http.GetTokenAsync(\"access_token\").Result|}!")]
    public Task A_token_that_a_library_hands_out(string value) => Verify.Reports(
        $$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Identity.Client;
        using IdentityModel.Client;

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, AuthenticationResult result, TokenResponse answer, Azure.Core.AccessToken azure, HttpContext http)
            {
                string? cached = null;
                if (http.Items.Count > 0)
                    cached = result.AccessToken;

                return orders.GetOrder(new OrderRequest { Id = id + cached }, new Metadata { { "Authorization", {{value}} } });
            }

            private static string Read(AuthenticationResult result)
            {
                var token = result.AccessToken;
                return token;
            }
        }
        """,
        TokenLibraries.Setup);

    [Theory]
    [InlineData("{|GRPCAUTH4001:accessToken|}")]
    [InlineData("{|GRPCAUTH4001:jwt|}")]
    [InlineData("{|GRPCAUTH4001:_bearerToken|}")]
    [InlineData("{|GRPCAUTH4001:reply.IdToken|}")]
    [InlineData("{|GRPCAUTH4001:tokens.GetAccessToken()|}")]
    [InlineData("{|GRPCAUTH4001:held|}")]
    [InlineData("{|GRPCAUTH4001:getJwt()|}")]
    public Task A_value_that_is_called_such_a_token_is_an_information(string value) => Verify.Reports($$"""
        public sealed class Reply
        {
            public string IdToken { get; init; } = "";
        }

        public interface ITokens
        {
            string GetAccessToken();
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, ITokens tokens, Func<string> getJwt)
        {
            private string _bearerToken = "";

            public void Renew(string bearerToken) => _bearerToken = bearerToken;

            public Order Get(string id, string accessToken, string jwt, Reply reply)
            {
                var held = tokens.GetAccessToken();
                return orders.GetOrder(new OrderRequest { Id = id + jwt + held + _bearerToken + reply + getJwt() }, new Metadata { { "authorization", {{value}} } });
            }
        }
        """);

    [Fact]
    public Task In_call_credentials_in_a_helper_and_in_an_entry() => Verify.Reports(
        """
        using Microsoft.Identity.Client;

        public static class Credentials
        {
            public static CallCredentials Of(Func<Task<AuthenticationResult>> getToken) => CallCredentials.FromInterceptor(async (_, metadata) =>
            {
                var result = await getToken();
                Fill(metadata, result.AccessToken);
                metadata.Add(new Metadata.Entry("authorization", {|GRPCAUTH4001:result.AccessToken|}));
            });

            private static void Fill(Metadata metadata, string value) => metadata.Add("authorization", {|GRPCAUTH4001:value|});
        }
        """,
        TokenLibraries.Setup);

    [Theory]
    [InlineData("request.Headers.Authorization = new AuthenticationHeaderValue({|GRPCAUTH4001:result.AccessToken|});")]
    [InlineData("request.Headers.Authorization = new AuthenticationHeaderValue({|GRPCAUTH4001:accessToken|});")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"Authorization\", {|GRPCAUTH4001:result.AccessToken|});")]
    public Task In_an_http_header(string statement) => Verify.Reports(
        $$"""
        using Microsoft.Identity.Client;
        using System.Net.Http.Headers;

        public sealed class TokenHandler(Func<Task<AuthenticationResult>> getToken, string accessToken) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var result = await getToken();
                {{statement}}
                return await base.SendAsync(request, cancellationToken);
            }

            public override string ToString() => accessToken;
        }
        """,
        TokenLibraries.Setup);

    [Fact]
    public Task A_token_that_is_written_in_the_code() => Verify.Reports("""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata
            {
                { "authorization", {|GRPCAUTH2002:{|GRPCAUTH4001:"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJleHAiOjE3MDAwMDAwMDB9.TdQ6xmmRWt5wYTJ8cKpHV0sZbA3fGqLr1NuEoXi2CkM"|}|} },
            });
        }
        """);

    [Theory]
    [InlineData("if (accessToken is { Length: > 0 } value) headers.Add(\"authorization\", {|GRPCAUTH4001:value|});")]
    [InlineData("if (accessToken is string value) headers.Add(\"authorization\", {|GRPCAUTH4001:value|});")]
    [InlineData("if (accessToken is not { Length: > 0 } value) return; headers.Add(\"authorization\", {|GRPCAUTH4001:value|});")]
    [InlineData("if (accessToken is not null and var value) headers.Add(\"authorization\", {|GRPCAUTH4001:value|});")]
    public Task A_value_that_a_pattern_holds(string statement) => Verify.Reports($$"""
        public static class Headers
        {
            public static void Fill(Metadata headers, string? accessToken)
            {
                {{statement}}
            }
        }
        """, severity: DiagnosticSeverity.Info);
}
