using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MissingBearerSchemeSilentTests
{
    [Theory]
    [InlineData("\"Bearer \" + result.AccessToken")]
    [InlineData("$\"Bearer {accessToken}\"")]
    [InlineData("string.Format(\"Bearer {0}\", accessToken)")]
    [InlineData("string.Join(\" \", \"Bearer\", accessToken)")]
    [InlineData("(\"Bearer \" + accessToken).Trim()")]
    [InlineData("accessToken.Insert(0, \"Bearer \")")]
    [InlineData("scheme + \" \" + accessToken")]
    [InlineData("$\"{scheme} {result.AccessToken}\"")]
    [InlineData("result.CreateAuthorizationHeader()")]
    [InlineData("new AuthenticationHeaderValue(\"Bearer\", accessToken).ToString()")]
    [InlineData("new AuthenticationHeaderValue(scheme, accessToken).ToString()")]
    [InlineData("token")]
    [InlineData("apiKey")]
    [InlineData("personalAccessToken")]
    [InlineData("accessTokenHeader")]
    [InlineData("incoming.GetValue(\"authorization\")!")]
    [InlineData("forwarded")]
    [InlineData("forwarded!.Trim()")]
    [InlineData("accessToken.StartsWith(\"Bearer \") ? accessToken : \"Bearer \" + accessToken")]
    [InlineData("built")]
    [InlineData("whole")]
    [InlineData("headers[\"Authorization\"].ToString()")]
    [InlineData("secret.Trim()")]
    [InlineData("secret.Token")]
    [InlineData("secret.WriteToken()")]
    [InlineData("secret.CreateToken()")]
    [InlineData("secret.GetTokenAsync(\"orders\", \"access_token\").Result")]
    [InlineData("http.GetTokenAsync(\"refresh_token\").Result!")]
    [InlineData("source.GetAccessToken()")]
    [InlineData("lastSource.GetAccessToken()")]
    [InlineData("tokens.GetAccessToken()")]
    [InlineData("Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(accessToken))")]
    public Task A_value_that_has_a_scheme_or_is_not_known_to_be_such_a_token(string value) => Verify.Silent(
        $$"""
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Identity.Client;

        internal interface ITokens
        {
            string GetAccessToken();
        }

        internal sealed class Tokens(Func<string> source) : ITokens
        {
            public string GetAccessToken() => "Bearer " + source();
        }

        internal class Source(Func<string> source)
        {
            public virtual string GetAccessToken() => source();
        }

        internal class LastSource(Func<string> source) : Source(source)
        {
            public override string GetAccessToken() => base.GetAccessToken();
        }

        internal sealed class HeaderSource(Func<string> source) : LastSource(source)
        {
            public override string GetAccessToken() => $"Bearer {base.GetAccessToken()}";
        }

        internal abstract class Secret
        {
            public abstract string Token { get; }

            public abstract string Trim();

            public abstract string WriteToken();

            public abstract string CreateToken();

            public abstract Task<string> GetTokenAsync(string scheme, string name);
        }

        internal sealed class OrderDesk(Orders.OrdersClient orders, ITokens tokens)
        {
            public static OrderDesk Create(Orders.OrdersClient orders, Func<string> source) => new(orders, new Tokens(source));

            public Order Get(
                string id, string token, string apiKey, string personalAccessToken, string accessTokenHeader, string scheme, string accessToken,
                AuthenticationResult result, Metadata incoming, IHeaderDictionary headers, Secret secret, Source source, LastSource lastSource, HttpContext http)
            {
                var forwarded = incoming.GetValue("authorization");
                var built = new System.Text.StringBuilder("Bearer ").Append(accessToken).ToString();
                var whole = accessToken;
                if (!whole.StartsWith("Bearer "))
                    whole = "Bearer " + whole;

                return orders.GetOrder(
                    new OrderRequest { Id = id + forwarded + built + whole + scheme + tokens.GetAccessToken() }, new Metadata { { "authorization", {{value}} } });
            }
        }
        """,
        TokenLibraries.Setup);

    [Theory]
    [InlineData("x-access-token")]
    [InlineData("x-id-token")]
    [InlineData("proxy-authorization")]
    public Task Other_headers(string name) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string accessToken) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "{{name}}", accessToken } });
        }
        """);

    [Fact]
    public Task Headers_of_other_web_apis_and_challenges() => Verify.Silent("""
        using System.Net.Http.Headers;

        public static class WebApi
        {
            public static void Fill(HttpRequestMessage request, string accessToken) => request.Headers.Add("Authorization", accessToken);

            public static void Fill(HttpClient client, string accessToken) =>
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

            public static AuthenticationHeaderValue Challenge(bool negotiate, string scheme) => negotiate
                ? new AuthenticationHeaderValue("Negotiate")
                : new AuthenticationHeaderValue(scheme);
        }
        """);

    [Fact]
    public Task A_member_whose_implementation_adds_the_scheme() => Verify.Silent("""
        public interface ISession
        {
            string Jwt { get; }
        }

        public sealed class Session : ISession
        {
            public string Jwt => "Bearer " + Environment.GetEnvironmentVariable("ORDERS_TOKEN");
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, ISession session)
        {
            public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", session.Jwt } });
        }
        """);

    [Theory]
    [InlineData("raw.Substring(7)")]
    [InlineData("Encoding.UTF8.GetString(bytes)")]
    [InlineData("Regex.Replace(raw, \"[^a-z]\", \"\")")]
    [InlineData("tokens.ToString()!")]
    [InlineData("tokens.ReadHeader()")]
    [InlineData("tokens.ReadHeaders()")]
    [InlineData("tokens.ReadAuthorization()")]
    [InlineData("tokens.WithScheme()")]
    [InlineData("tokens.WithPrefix()")]
    [InlineData("tokens.Format()")]
    [InlineData("incoming.GetValue(\"authorization\")!")]
    [InlineData("incoming.First(e => e.Key == \"authorization\").Value")]
    [InlineData("call.RequestHeaders[0].Value")]
    [InlineData("request.Headers[\"Authorization\"]!")]
    [InlineData("request.Headers.Authorization!")]
    [InlineData("request.Query[\"access_token\"]!")]
    [InlineData("outgoing.Headers.Authorization!.Parameter!")]
    [InlineData("System.Web.HttpUtility.ParseQueryString(raw)[\"access_token\"]!")]
    public Task A_variable_of_that_name_that_holds_something_put_together_or_forwarded(string value) => Verify.Silent($$"""
        using System.Text;
        using System.Text.RegularExpressions;
        using Microsoft.AspNetCore.Http;

        public interface ITokens
        {
            string ReadHeader();

            string ReadHeaders();

            string ReadAuthorization();

            string WithScheme();

            string WithPrefix();

            string Format();
        }

        public static class Forwarding
        {
            public static Metadata Headers(
                ITokens tokens, string raw, byte[] bytes, Metadata incoming, ServerCallContext call, HttpRequest request, HttpRequestMessage outgoing)
            {
                string accessToken = {{value}};
                return new() { { "authorization", accessToken } };
            }
        }
        """);

    [Fact]
    public Task A_scheme_that_stands_beside_a_token_of_a_library_and_credentials_that_add_it() => Verify.Silent(
        """
        using System.Net.Http.Headers;
        using Microsoft.Identity.Client;

        public static class Tokens
        {
            public static AuthenticationHeaderValue Header(AuthenticationResult result) => new("Bearer", result.AccessToken);

            public static object Credentials(string accessToken) => Grpc.Auth.GoogleGrpcCredentials.FromAccessToken(accessToken);
        }
        """,
        TokenLibraries.Setup);

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class ServerTests
        {
            public static Metadata Wrong(string accessToken) => new() { { "authorization", accessToken } };

            public static System.Net.Http.Headers.AuthenticationHeaderValue WrongHeader(string accessToken) => new(accessToken);
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    /// <summary>Code that looks for the scheme expects it in the value, whatever that is called.</summary>
    [Theory]
    [InlineData("if (!accessToken.StartsWith(\"Bearer \", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (!System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(accessToken, out _)) throw new ArgumentException(\"No header.\");")]
    [InlineData("System.Diagnostics.Debug.Assert(accessToken.Contains(\"Bearer\"));")]
    [InlineData("if (accessToken.IndexOf(\"Bearer \", StringComparison.Ordinal) < 0) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("_ = System.Net.Http.Headers.AuthenticationHeaderValue.Parse(accessToken);")]
    [InlineData("if (!new System.Text.RegularExpressions.Regex(\"^(Bearer|DPoP) \").IsMatch(accessToken)) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (!accessToken.Trim().StartsWith(\"Bearer \", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (!accessToken.TrimStart().ToLowerInvariant().StartsWith(\"bearer \")) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (accessToken.ToString().ToUpper().IndexOf(\"BEARER \") != 0) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (accessToken?.Trim()?.StartsWith(\"Bearer \") != true) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (!(accessToken?.Trim() ?? \"\").StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (!accessToken.AsSpan().TrimStart().StartsWith(\"Bearer \", StringComparison.Ordinal)) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("var trimmed = accessToken.Trim(); if (!trimmed.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("var header = accessToken; if (!header.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");")]
    public Task A_value_whose_scheme_was_looked_for(string check) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string accessToken)
            {
                {{check}}
                return orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", accessToken } });
            }
        }
        """);

    [Theory]
    [InlineData("var accessToken = read(); if (!accessToken.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");", "accessToken")]
    [InlineData("if (!_accessToken.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");", "_accessToken")]
    public Task A_variable_whose_scheme_was_looked_for(string check, string value) => Verify.Silent($$"""
        public sealed class OrderDesk(Func<string> read)
        {
            private string _accessToken = "";

            public void Renew() => _accessToken = read();

            public Metadata Headers()
            {
                {{check}}
                return new() { { "authorization", {{value}} } };
            }
        }
        """);

    [Theory]
    [InlineData("raw switch { true => accessToken, false => $\"Bearer {accessToken}\" }")]
    [InlineData("string.Join(' ', \"Bearer\", accessToken)")]
    [InlineDataFromCSharp(13, "string.Join(\" \", [\"Bearer\", accessToken])")]
    [InlineData("string.Create(null, $\"Bearer {accessToken}\")")]
    [InlineData("string.Concat(\"Bearer \".AsSpan(), accessToken.AsSpan())")]
    [InlineData("accessToken.AsBearer()")]
    [InlineData("new Credential(accessToken).Header")]
    [InlineData("session.Header")]
    public Task A_scheme_that_comes_from_elsewhere(string value) => Verify.Silent($$"""
        internal static class Bearer
        {
            public static string AsBearer(this string token) => "Bearer " + token;
        }

        internal sealed record Credential(string AccessToken, string Scheme = "Bearer")
        {
            public string Header => $"{Scheme} {AccessToken}";
        }

        internal sealed class Session
        {
            private string? _accessToken;

            public string Header => _accessToken ?? throw new InvalidOperationException();

            public void SignIn(string jwt) => _accessToken = "Bearer " + jwt;
        }

        internal sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string accessToken, bool raw, Session session) =>
                orders.GetOrder(new OrderRequest { Id = raw + session.Header }, new Metadata { { "authorization", {{value}} } });
        }
        """);

    [Theory]
    [InlineData("if (accessToken is { Length: > 0 } value && value.StartsWith(\"Bearer \")) headers.Add(\"authorization\", value);")]
    [InlineData("if (accessToken is { Length: > 0 } value) headers.Add(\"authorization\", \"Bearer \" + value);")]
    [InlineData("accessToken = \"Bearer \" + accessToken; if (accessToken is { Length: > 0 } value) headers.Add(\"authorization\", value);")]
    [InlineData("if (context.RequestHeaders.GetValue(\"authorization\") is { } accessHeader) headers.Add(\"authorization\", accessHeader);")]
    public Task A_pattern_that_holds_another_value(string statement) => Verify.Silent($$"""
        public static class Headers
        {
            public static void Fill(Metadata headers, string? accessToken, ServerCallContext context)
            {
                {{statement}}
            }
        }
        """);
}
