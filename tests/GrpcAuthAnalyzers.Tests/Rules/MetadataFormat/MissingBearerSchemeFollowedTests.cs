using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

/// <summary>How far GRPCAUTH4001 follows a token, and what it knows of it there.</summary>
public sealed class MissingBearerSchemeFollowedTests
{
    [Theory]
    [InlineData("accessToken.Trim().TrimStart('\"').TrimEnd('\"')")]
    [InlineData("session.Current")]
    [InlineData("session.Named")]
    [InlineData("Local(3)")]
    public Task Through_trims_and_members_of_any_name(string value) => Verify.Reports($$"""
        public sealed class Session
        {
            public string Current { get; private set; } = "";

            public string? Named { get; private set; } = null;

            public void SignIn(string accessToken, string jwt)
            {
                Current = accessToken;
                Named = jwt;
            }
        }

        public static class Headers
        {
            public static Metadata Of(string accessToken, Session session)
            {
                return new() { { "authorization", {|GRPCAUTH4001:{{value}}|} } };

                string Local(int length) => accessToken.Length > length ? accessToken.Trim() : accessToken;
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("while (accessToken.EndsWith('=')) accessToken = accessToken.TrimEnd('=').Trim();", "accessToken")]
    [InlineData("", "GetJwt(3)")]
    [InlineData("_ = accessToken.Replace(\"Bearer \", \"\");", "accessToken")]
    [InlineData("if (session.AccessToken.StartsWith(\"Bearer \")) throw new ArgumentException(\"Twice.\");", "session.AccessToken")]
    [InlineData("var held = session; if (!held.AccessToken.Contains(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");", "held.AccessToken")]
    public Task No_further_than_code_that_repeats_itself_or_looks_for_the_scheme(string statements, string value) => Verify.Silent($$"""
        public interface ISession
        {
            string AccessToken { get; }
        }

        public sealed class Headers(Func<string> read)
        {
            public Metadata Of(string accessToken, ISession session)
            {
                {{statements}}
                return session.AccessToken.Length > 3 ? new() { { "authorization", {{value}} } } : new();
            }

            private string GetJwt(int attempts) => attempts > 0 ? GetJwt(attempts - 1) : throw new InvalidOperationException(read());
        }
        """);

    [Theory]
    [InlineData("if (accessToken == \"Bearer\") throw new ArgumentException(\"A placeholder.\");")]
    [InlineData("if (accessToken.Equals(\"\") || accessToken.Trim().Length == 0) throw new ArgumentException(\"No token.\");")]
    [InlineData("if (accessToken.Contains(prefix)) throw new ArgumentException(\"Has a prefix.\");")]
    [InlineData("if (Version.TryParse(accessToken, out _) || prefix.StartsWith(\"Bearer \")) throw new ArgumentException(\"A version.\");")]
    public Task A_token_that_other_code_compares(string check) => Verify.Reports($$"""
        public static class Headers
        {
            public static Metadata Of(string accessToken, string prefix)
            {
                {{check}}
                return new() { { "authorization", {|GRPCAUTH4001:accessToken|} }, { "x-prefix", prefix } };
            }
        }
        """);

    /// <summary>What the answer of a token service holds before a serializer fills it is no reason to doubt it.</summary>
    [Theory]
    [InlineData("\"\"")]
    [InlineData("null!")]
    [InlineData("default!")]
    [InlineData("string.Empty")]
    public Task The_answer_of_a_token_service_that_a_serializer_fills(string value) => Verify.Reports($$"""
        internal sealed class TokenResponse
        {
            public string AccessToken { get; init; } = {{value}};
        }

        public static class Headers
        {
            public static Metadata Of(string json)
            {
                var answer = System.Text.Json.JsonSerializer.Deserialize<TokenResponse>(json);
                var sent = answer!.AccessToken;
                return new() { { "authorization", {|GRPCAUTH4001:sent|} } };
            }
        }
        """,
        message: "'TokenResponse.AccessToken' is sent as 'authorization' without 'Bearer'; a server that expects it finds no token and answers Unauthenticated",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("read().AccessToken", "'AccessToken'")]
    [InlineData("answer.AccessToken", "'AccessToken'")]
    public Task The_message_names_no_type_that_has_no_name(string value, string name) => Verify.Reports(
        $$"""
        public static class Headers
        {
            public static Metadata Of(Func<(string AccessToken, int Seconds)> read, Func<string> source)
            {
                var answer = new { AccessToken = source(), Scope = "orders" };
                return answer.Scope.Length > 3 && read().Seconds > 0 ? new() { { "authorization", {|GRPCAUTH4001:{{value}}|} } } : new();
            }
        }
        """,
        message: name + " is sent as 'authorization' without 'Bearer'; a server that expects it finds no token and answers Unauthenticated");

    [Fact]
    public Task A_json_web_token_is_known_to_be_one() => Verify.Reports(
        """
        public static class Headers
        {
            public static Metadata Of() => new()
            {
                { "authorization", {|GRPCAUTH4001:"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJleHAiOjE3MDAwMDAwMDB9.TdQ6xmmRWt5wYTJ8cKpHV0sZbA3fGqLr1NuEoXi2CkM"|} },
            };
        }
        """,
        new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2002.severity = none" },
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH4001:http.GetTokenAsync(tokenName: \"access_token\", scheme: \"Cookies\").Result|}!")]
    public Task The_name_of_a_stored_token_is_found_by_its_parameter(string value) => Verify.Reports($$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;

        public static class Headers
        {
            public static Metadata Of(HttpContext http) => new() { { "authorization", {{value}} } };
        }
        """);

    /// <summary>Other members of such types give no token.</summary>
    [Theory]
    [InlineData("web.GetEffectiveAuthenticationScheme(null)")]
    [InlineData("result.CreateAuthorizationHeader()")]
    [InlineData("result.TokenType")]
    [InlineData("answer.TokenType!")]
    [InlineData("http.TraceIdentifier")]
    public Task Other_members_of_libraries(string value) => Verify.Silent(
        $$"""
        using IdentityModel.Client;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Identity.Client;
        using Microsoft.Identity.Web;

        public static class Headers
        {
            public static Metadata Of(AuthenticationResult result, TokenResponse answer, ITokenAcquisition web, HttpContext http) =>
                result.TokenType + answer.TokenType! + web + http is { Length: > 3 } ? new() { { "authorization", {{value}} } } : new();
        }
        """,
        TokenLibraries.Setup);

    /// <summary>The credentials of these factories add the scheme, so a token that is known to be one is right there.</summary>
    [Fact]
    public Task Call_credentials_of_a_token() => Verify.Silent(
        """
        using Microsoft.Identity.Client;

        public static class Credentials
        {
            public static object Of(AuthenticationResult result) => Grpc.Auth.GoogleGrpcCredentials.FromAccessToken(result.AccessToken);
        }
        """,
        TokenLibraries.Setup);

    [Theory]
    [InlineData("string Jwt { get; }", "public string Jwt => $\"Bearer {source()}\";", "session.Jwt")]
    [InlineData("string Jwt { get; }", "public string Jwt { get { var text = \"Bearer \" + source(); return text; } }", "session.Jwt")]
    [InlineData("string GetJwt();", "public string GetJwt() => \"DPoP \" + source();", "session.GetJwt()")]
    [InlineData("string GetJwt();", "public string GetJwt() { return $\"Bearer {source()}\"; }", "session.GetJwt()")]
    public Task A_member_that_one_implementation_gives_a_scheme(string contract, string implementation, string value) => Verify.Silent($$"""
        public interface ISession
        {
            {{contract}}
        }

        public sealed class Session(Func<string> source) : ISession
        {
            {{implementation}}
        }

        public static class Headers
        {
            public static Metadata Of(ISession session) => new() { { "authorization", {{value}} } };
        }
        """);

    [Theory]
    [InlineData("public string Jwt => $\"{source()}\";")]
    [InlineData("public string Jwt => $\"\";")]
    [InlineData("public string Jwt => source(); private const string Scheme = \"Bearer \"; public int Length => Scheme.Length;")]
    [InlineData("public string Jwt => source(); public Session() : this(static () => \"Bearer \") { }")]
    public Task A_member_that_no_implementation_gives_a_scheme(string implementation) => Verify.Reports($$"""
        public interface ISession
        {
            string Jwt { get; }
        }

        public sealed class Session(Func<string> source) : ISession
        {
            {{implementation}}

            public string Read() => source();
        }

        public static class Headers
        {
            public static Metadata Of(ISession session) => new() { { "authorization", {|GRPCAUTH4001:session.Jwt|} } };
        }
        """);

    /// <summary>What the implementations of an interface do says nothing about a final member of a library, or about a virtual one of another name.</summary>
    [Theory]
    [InlineData("vault.Jwt")]
    [InlineData("vault.GetJwt()")]
    [InlineData("vault.IdToken")]
    public Task A_member_of_a_library_that_no_class_here_implements(string value) => Verify.Reports(
        $$"""
        public sealed class Session(Func<string> source)
        {
            public string Jwt => "Bearer " + source();

            public string GetJwt() => $"Bearer {source()}";
        }

        public static class Headers
        {
            public static Metadata Of(Acme.Vault vault) => new() { { "authorization", {|GRPCAUTH4001:{{value}}|} } };
        }
        """,
        new Setup
        {
            Library = """
                namespace Acme
                {
                    public class Vault
                    {
                        public string Jwt { get; set; } = "";

                        public virtual string IdToken { get; set; } = "";

                        public string GetJwt() => Jwt;
                    }
                }
                """,
        });

    [Theory]
    [InlineData("vault.IdToken")]
    [InlineData("vault.GetJwt()")]
    [InlineData("other.GetJwt()")]
    [InlineData("other.IdToken")]
    public Task A_member_of_a_library_that_a_class_here_overrides(string value) => Verify.Silent(
        $$"""
        public sealed class Session(Func<string> source) : Acme.Vault
        {
            public override string IdToken => "Bearer " + source();

            public override string GetJwt() => $"Bearer {source()}";
        }

        public static class Headers
        {
            public static Metadata Of(Acme.Vault vault, Acme.OtherVault other) => new() { { "authorization", {{value}} } };
        }
        """,
        new Setup
        {
            Library = """
                namespace Acme
                {
                    public abstract class Vault
                    {
                        public virtual string IdToken => "";

                        public abstract string GetJwt();
                    }

                    public class OtherVault : Vault
                    {
                        public override string IdToken => "other";

                        public override string GetJwt() => "other";
                    }
                }
                """,
        });

    [Theory]
    [InlineData("if (!_accessToken.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");", "")]
    [InlineData("", "if (!_accessToken.StartsWith(\"Bearer \")) throw new ArgumentException(\"The scheme is missing.\");")]
    [InlineData("if (_accessToken?.StartsWith(\"Bearer \") != true) throw new ArgumentException(\"The scheme is missing.\");", "")]
    public Task A_field_whose_scheme_is_looked_for_where_it_is_written_or_read(string written, string read) => Verify.Silent($$"""
        public sealed class OrderDesk(Func<string> source)
        {
            private string _accessToken = "";

            public void Renew()
            {
                _accessToken = source();
                {{written}}
            }

            public Metadata Headers()
            {
                {{read}}
                return new() { { "authorization", _accessToken } };
            }
        }
        """);
}
