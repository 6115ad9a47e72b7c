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
    [InlineData("{|GRPCAUTH4001:http.GetTokenAsync(\"Cookies\", \"id_token\").Result|}!")]
    [InlineData("{|GRPCAUTH4001:http.Request.HttpContext.GetTokenAsync(\"access_token\").Result|}!")]
    [InlineData("{|GRPCAUTH4001:result.IdToken|}")]
    [InlineData("{|GRPCAUTH4001:id.Length > 3 ? result.AccessToken : azure.Token|}")]
    [InlineData("{|GRPCAUTH4001:new System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler().CreateEncodedJwt(descriptor)|}")]
    [InlineData("{|GRPCAUTH4001:web.GetAccessTokenForUserAsync([\"s\"]).Result|}")]
    [InlineData("{|GRPCAUTH4001:web.GetAccessTokenForAppAsync(\"api://orders/.default\").Result|}")]
    [InlineData("{|GRPCAUTH4001:google.GetAccessTokenForRequestAsync().Result|}")]
    public Task A_token_that_a_library_hands_out(string value) => Verify.Reports(
        $$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Identity.Client;
        using IdentityModel.Client;

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(
                string id, AuthenticationResult result, TokenResponse answer, Azure.Core.AccessToken azure, HttpContext http,
                Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor descriptor, Microsoft.Identity.Web.ITokenAcquisition web,
                Google.Apis.Auth.OAuth2.ITokenAccess google)
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
        TokenLibraries.Setup,
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH4001:accessToken|}")]
    [InlineData("{|GRPCAUTH4001:jwt|}")]
    [InlineData("{|GRPCAUTH4001:_bearerToken|}")]
    [InlineData("{|GRPCAUTH4001:reply.IdToken|}")]
    [InlineData("{|GRPCAUTH4001:tokens.GetAccessToken()|}")]
    [InlineData("{|GRPCAUTH4001:held|}")]
    [InlineData("{|GRPCAUTH4001:getJwt()|}")]
    [InlineData("{|GRPCAUTH4001:session.AccessToken|}")]
    [InlineData("{|GRPCAUTH4001:await session.GetAccessTokenForUserAsync()|}")]
    [InlineData("{|GRPCAUTH4001:await session.GetAccessTokenForRequestAsync()|}")]
    public Task A_value_that_is_called_such_a_token_is_an_information(string value) => Verify.Reports($$"""
        public sealed class Reply
        {
            public string IdToken { get; init; } = "";
        }

        public interface ITokens
        {
            string GetAccessToken();
        }

        public sealed class Tokens(Func<string, string> source) : ITokens
        {
            public string GetAccessToken() => source("orders");
        }

        public interface ISession
        {
            string AccessToken { get; }

            Task<string> GetAccessTokenForUserAsync();

            Task<string> GetAccessTokenForRequestAsync();
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, ITokens tokens, Func<string> getJwt)
        {
            private string _bearerToken = "";

            public void Renew(string bearerToken) => _bearerToken = bearerToken;

            public async Task<Order> GetAsync(string id, string accessToken, string jwt, Reply reply, ISession session)
            {
                await Task.Yield();
                var held = tokens.GetAccessToken();
                var order = new OrderRequest { Id = id + jwt + held + _bearerToken + reply + getJwt() + session.AccessToken };
                return await orders.GetOrderAsync(order, new Metadata { { "authorization", {{value}} } });
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("accessToken", "'accessToken'")]
    [InlineData("_bearerToken", "'bearerToken'")]
    [InlineData("reply.Jwt", "'Reply.Jwt'")]
    [InlineData("reply.IdToken", "'Reply.IdToken'")]
    [InlineData("tokens.GetAccessToken()", "'ITokens.GetAccessToken'")]
    [InlineData("getJwt()", "'getJwt'")]
    [InlineData("idToken", "'idToken'")]
    [InlineData("accessToken.Length > 3 ? accessToken : jwt", "'accessToken'")]
    [InlineData("jwt.Length > 3 ? result.AccessToken : jwt", "'jwt'")]
    [InlineData("jwt.Length > 3 ? jwt : result.AccessToken", "'jwt'")]
    [InlineData("jwt.Length > 3 ? result.AccessToken : result.IdToken", "'AuthenticationResult.AccessToken'")]
    [InlineData("new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().CreateToken(jwt)", "'JsonWebTokenHandler.CreateToken'")]
    [InlineData(
        "{|GRPCAUTH2002:\"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJleHAiOjE3MDAwMDAwMDB9.TdQ6xmmRWt5wYTJ8cKpHV0sZbA3fGqLr1NuEoXi2CkM\"|}",
        "A JSON Web Token")]
    public Task The_message_names_the_token(string value, string name) => Verify.Reports(
        $$"""
        using Microsoft.Identity.Client;

        public interface ITokens
        {
            string GetAccessToken();

            string Read();
        }

        public sealed class Reply
        {
            public string Jwt = "";

            public string IdToken { get; init; } = "";
        }

        public sealed class OrderDesk(ITokens tokens, Func<string> getJwt)
        {
            private string _bearerToken = "";

            public void Renew(string bearerToken) => _bearerToken = bearerToken;

            public Metadata Headers(string accessToken, string jwt, Reply reply, AuthenticationResult result)
            {
                var idToken = tokens.Read();
                return idToken.Length + getJwt().Length + _bearerToken.Length > 3 ? new() { { "authorization", {|GRPCAUTH4001:{{value}}|} } } : new();
            }
        }
        """,
        TokenLibraries.Setup,
        message: name + " is sent as 'authorization' without 'Bearer'; a server that expects it finds no token and answers Unauthenticated");

    /// <summary>What is only looked at is still a token; so is one in bytes, whose header has another fault.</summary>
    [Theory]
    [InlineData("if (!accessToken.StartsWith(\"ey\")) throw new ArgumentException(\"No token.\");")]
    [InlineData("if (accessToken.Contains(\".\")) Console.WriteLine(accessToken.IndexOf('.'));")]
    [InlineData("if (Guid.TryParse(accessToken, out _)) throw new ArgumentException(\"No token.\");")]
    [InlineData("request.Headers.Add(\"x-length\", accessToken.Length.ToString()); request.Headers.Contains(accessToken);")]
    [InlineData("if (!accessToken.Trim().ToLowerInvariant().StartsWith(\"ey\")) throw new ArgumentException(\"No token.\");")]
    [InlineData("if (accessToken.Length == 0 || id.Trim().StartsWith(\"Bearer \")) throw new ArgumentException(\"No token.\");")]
    public Task A_token_that_is_looked_at(string check) => Verify.Reports($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string accessToken, HttpRequestMessage request)
            {
                {{check}}
                return orders.GetOrder(new OrderRequest { Id = id + request }, new Metadata { { "authorization", {|GRPCAUTH4001:accessToken|} } });
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

    [Fact]
    public Task Other_constants_and_bytes_have_another_fault() => Verify.Reports("""
        public static class Headers
        {
            public static Metadata Whole() => new()
            {
                { "authorization", {|GRPCAUTH2002:"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJleHAiOjE3MDAwMDAwMDB9.TdQ6xmmRWt5wYTJ8cKpHV0sZbA3fGqLr1NuEoXi2CkM"|} },
            };

            public static Metadata Key() => new() { { "authorization", "eyelet-" + Number } };

            public static Metadata Bytes(byte[] accessToken) => new() { { {|GRPCAUTH4003:"authorization"|}, accessToken } };

            private const string Number = {|GRPCAUTH2001:"8f2k1q0z"|};
        }
        """);

    [Fact]
    public Task The_answer_of_a_class_of_the_project() => Verify.Reports("""
        public sealed class TokenResponse
        {
            public string AccessToken { get; set; } = "";
        }

        public static class Headers
        {
            public static Metadata Of(TokenResponse answer) => new() { { "authorization", {|GRPCAUTH4001:answer.AccessToken|} } };
        }
        """, severity: DiagnosticSeverity.Warning);

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
