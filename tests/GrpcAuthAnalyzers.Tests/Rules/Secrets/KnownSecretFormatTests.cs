using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>What is reported of texts with a known form; which forms are known is tested where they are told.</summary>
public sealed class KnownSecretFormatTests
{
    private static readonly FakeSecrets Fake = new(seed: 4711);

    [Theory]
    [InlineData("const string T = {|GRPCAUTH2002:\"TOKEN\"|};")]
    [InlineData("static readonly string[] T = { \"a\", {|GRPCAUTH2002:\"TOKEN\"|} };")]
    [InlineData("static string T(string user) => $\"{user}\" + {|GRPCAUTH2002:$\"https://x:TOKEN@example.com/{user}\"|};")]
    [InlineData("static string T(string user) => {|GRPCAUTH2002:\"TOKEN\"|} + user;")]
    [InlineData("static string T(string user) => \"Bearer \" + ({|GRPCAUTH2002:\"TOKEN\"|} + user);")]
    [InlineData("static string T(string user) => user + (({|GRPCAUTH2002:\"TOKEN\"|}));")]
    [InlineData("const string A = {|GRPCAUTH2002:\"TOKEN\"|}; static string T(string user) => A + \" is the token of the service \" + user;")]
    [InlineData("static string T(string user) => {|GRPCAUTH2002:\"TOKEN\"|} + user + \" of \" + user;")]
    [InlineData("static object T() => new { Token = {|GRPCAUTH2002:\"TOKEN\"|} };")]
    [InlineData("static void T(string token = {|GRPCAUTH2002:\"TOKEN\"|}) { }")]
    [InlineData("[Obsolete({|GRPCAUTH2002:\"TOKEN\"|})] static void T() { }")]
    [InlineData("static ReadOnlySpan<byte> T => {|GRPCAUTH2002:\"TOKEN\"u8|};")]
    [InlineData("const string A = \"gh\" + \"p\"; const string T = A + {|GRPCAUTH2002:\"REST\"|};")]
    [InlineData("static string T() => Made(token: {|GRPCAUTH2002:\"TOKEN\"|}, name: \"orders\"); static string Made(string name, string token) => name + token;")]
    [InlineData("static void T(Metadata m) => m.Add(value: string.Concat(str1: {|GRPCAUTH2002:\"REST\"|}, str0: \"Bearer ghp\"), key: \"authorization\");")]
    [InlineData("static bool T(string token) => token == {|GRPCAUTH2002:\"TOKEN\"|};")]
    [InlineData("static bool T(string token) => token is {|GRPCAUTH2002:\"TOKEN\"|};")]
    public Task A_token_wherever_it_is_written(string member) => Verify.Reports(Filled($$"""
        public static class Tokens
        {
            {{member}}
        }
        """));

    [Theory]
    [InlineData("private const string Token = {|GRPCAUTH2002:\"TOKEN\"|};", "Hard-coded GitHub token in constant 'Tokens.Token'")]
    [InlineData("static string Token { get; set; } = {|GRPCAUTH2002:\"TOKEN\"|};", "Hard-coded GitHub token in property 'Tokens.Token'")]
    [InlineData("static void Fill(Metadata metadata) => metadata.Add(\"authorization\", {|GRPCAUTH2002:\"Bearer TOKEN\"|});", "Hard-coded GitHub token is sent as gRPC metadata 'authorization'")]
    public Task The_message_says_what_it_is_who_holds_it_and_where_it_goes(string member, string message) => Verify.Reports(Filled($$"""
        public static class Tokens
        {
            {{member}}
        }
        """), message: message);

    [Theory]
    [InlineData("", "Hard-coded JSON Web Token in constant 'Tokens.Token' (HS256, issuer idp.synthetic.invalid, expired on 2021-01-01)")]
    [InlineData("grpc_auth.jwt_clock = 2020-12-31", "Hard-coded JSON Web Token in constant 'Tokens.Token' (HS256, issuer idp.synthetic.invalid, valid until 2021-01-01)")]
    [InlineData("grpc_auth.jwt_clock = off", "Hard-coded JSON Web Token in constant 'Tokens.Token' (HS256, issuer idp.synthetic.invalid, exp 2021-01-01)")]
    public Task Of_a_JSON_Web_Token_the_message_says_what_its_public_part_says(string option, string message) => Verify.Reports($$"""
        public static class Tokens
        {
            private const string Token = {|GRPCAUTH2002:"{{Fake.JwtExpired}}"|};
        }
        """, Setup.Usual with { EditorConfig = option }, message: message);

    [Fact]
    public Task Tests_may_have_no_token_of_a_service_either() => Verify.Reports(
        Filled("""
            public static class Tokens
            {
                private const string Token = {|GRPCAUTH2002:"TOKEN"|};

                public static void Fill(Metadata metadata) => metadata.Add("authorization", "Bearer " + Token);
            }
            """),
        Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" },
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_literal_of_another_file_is_reported_there() => Verify.Reports(
        """
        public static class Sender
        {
            public static void Fill(Metadata metadata) => metadata.Add("authorization", "Bearer " + Tokens.Token);
        }
        """,
        Setup.Usual with { Documents = [("Tokens.cs", Filled("public static class Tokens { public const string Token = {|GRPCAUTH2002:\"TOKEN\"|}; }"))] });

    private static string Filled(string source) =>
        source.Replace("TOKEN", Fake.GitHubPersonal).Replace("REST", Fake.GitHubPersonal.Substring(3));
}
