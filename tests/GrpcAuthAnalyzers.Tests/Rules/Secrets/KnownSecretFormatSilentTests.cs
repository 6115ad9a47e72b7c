using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Texts that look like GRPCAUTH2002 and are none.</summary>
public sealed class KnownSecretFormatSilentTests
{
    private static readonly FakeSecrets Fake = new(seed: 4712);

    [Theory]
    [InlineData("const string Pattern = \"^gh[pousr]_[A-Za-z0-9]{36}$\";")]
    [InlineData("const string Pattern = @\"eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\";")]
    [InlineData("const string Prefix = \"ghp_\"; static bool Is(string token) => token.StartsWith(Prefix) && token.Length == 40;")]
    [InlineData("const string Help = \"Set GITHUB_PAT to one that begins with ghp_ or github_pat_\";")]
    [InlineData("const string Begin = \"-----BEGIN PRIVATE KEY-----\"; const string End = \"-----END PRIVATE KEY-----\";")]
    [InlineData("static string Pem(string body) => \"-----BEGIN PRIVATE KEY-----\\n\" + body + \"\\n-----END PRIVATE KEY-----\";")]
    [InlineData("const string Certificate = \"-----BEGIN CERTIFICATE-----\\nMIIBszCCAVmgAwIBAgIUQ1q\\n-----END CERTIFICATE-----\";")]
    [InlineData("const string Example = \"AKIAIOSFODNN7\" + \"EXAMPLE\";")]
    [InlineData("static readonly string Filler = \"ghp_\" + new string('x', 36);")]
    [InlineData("const string Filler = \"gh" + "p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\";")]
    [InlineData("const string Hash = \"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\";")]
    [InlineData("const string Id = \"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"; const string Digest = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\";")]
    [InlineData("const string Url = \"https://login.example.com/oauth2/v2.0/token?client_id=3f2504e04f8941d39a0c0305e82c3301\";")]
    [InlineData("const string Assembly = \"Contoso.Auth, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35\";")]
    [InlineData("const string Pair = \"Basic YTph\";")]
    [InlineData("/* token: TOKEN */ const string None = \"\"; // TOKEN")]
    public Task Texts_about_tokens(string member) => Verify.Silent($$"""
        public static class Tokens
        {
            {{member.Replace("TOKEN", Fake.GitHubPersonal)}}
        }
        """);

    [Theory]
    [InlineData("build_property.IsTestProject = true", "")]
    [InlineData("", "grpc_auth.known_formats_everywhere = false")]
    public Task A_JSON_Web_Token_that_is_a_fixture_or_is_not_seen_to_be_sent(string property, string option) => Verify.Silent($$"""
        public static class Tokens
        {
            private const string Token = "{{Fake.JwtExpired}}";

            public static string Get() => Token;
        }
        """, Setup.Usual with { GlobalConfig = property, EditorConfig = option });

    [Fact]
    public Task A_project_without_gRPC() => Verify.Silent($$"""
        public static class Tokens
        {
            private const string Token = "{{Fake.GitHubPersonal}}";
        }
        """, Setup.Usual with { WithoutGrpc = true });

    [Fact]
    public Task A_private_key_that_is_a_fixture() => Verify.Silent($$""""
        public static class Keys
        {
            private const string Pem = """
                {{Fake.PrivateKey.Replace("\n", "\n        ")}}
                """;
        }
        """", Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });
}
