using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Code that looks like GRPCAUTH2005 and is right, or cannot be known.</summary>
public sealed class PlaceholderCredentialSilentTests
{
    [Theory]
    [InlineData("metadata.Add(\"x-tenant\", \"<tenant>\");")]
    [InlineData("metadata.Add(\"x-token-type\", \"<type>\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer <token>\".Replace(\"<token>\", input));")]
    [InlineData("metadata.Add(\"authorization\", string.Format(\"Bearer {0}\", input));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer {token}\".Replace(\"{token}\", input));")]
    [InlineData("metadata.Add(\"authorization\", Expand(\"Bearer ${TOKEN}\"));")]
    [InlineData("metadata.Add(\"authorization\", Environment.ExpandEnvironmentVariables(\"Bearer %TOKEN%\"));")]
    [InlineData("if (input == \"<token>\") throw new ArgumentException(\"Put your token here\"); metadata.Add(\"authorization\", \"Bearer \" + input);")]
    [InlineData("metadata.Add(\"authorization\", \"\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \");")]
    [InlineData("metadata.Remove(new Metadata.Entry(\"authorization\", \"<token>\"));")]
    [InlineData("var token = \"<token>\"; token = input; metadata.Add(\"x-tenant\", token);")]
    public Task Texts_that_are_not_sent_as_they_stand(string statement) => Verify.Silent($$"""
        public static class Program
        {
            private static string Expand(string text) => Environment.GetEnvironmentVariable(text)!;

            public static void Fill(Metadata metadata, string input)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("private static string s_token = \"<token>\"; public static void Login(string token) => s_token = token;", "s_token")]
    [InlineData("public static string Token { get; set; } = \"<token>\";", "Token")]
    public Task A_variable_that_only_starts_with_a_placeholder(string member, string token) => Verify.Silent($$"""
        public static class Program
        {
            {{member}}

            public static Metadata Create() => new() { { "authorization", $"Bearer {{{token}}}" } };
        }
        """);

    [Fact]
    public Task Test_code() => Verify.Silent("""
        public static class Program
        {
            public static Metadata Create() => new() { { "authorization", "Bearer <token>" } };
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });
}
