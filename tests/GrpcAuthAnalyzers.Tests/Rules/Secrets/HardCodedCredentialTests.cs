using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verifying;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class HardCodedCredentialTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    [InlineData("metadata.Add(key: \"authorization\", value: {|GRPCAUTH2001:\"s3cr3t\"|});")]
    [InlineData("metadata.Add(value: {|GRPCAUTH2001:\"s3cr3t\"|}, key: \"x-api-key\");")]
    [InlineData("metadata.Add(new Metadata.Entry(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}));")]
    [InlineData("metadata.Add(new(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}));")]
    [InlineData("metadata[0] = new Metadata.Entry(\"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    [InlineData("_ = new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|} } };")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("const string token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", $\"Bearer {token}\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"TOKEN\") ?? {|GRPCAUTH2001:\"letmein123\"|}));")]
    [InlineData("metadata.Add(\"authorization\", metadata.Count > 0 ? {|GRPCAUTH2001:\"Bearer one1\"|} : {|GRPCAUTH2001:\"Bearer two2\"|});")]
    public Task A_constant_under_a_credential_header(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("private const string Token = {|GRPCAUTH2001:\"letmein123\"|};", " in constant 'Program.Token'")]
    [InlineData("private static readonly string Token = {|GRPCAUTH2001:\"letmein123\"|};", " in field 'Program.Token'")]
    [InlineData("private static string Token { get; } = {|GRPCAUTH2001:\"letmein123\"|};", " in property 'Program.Token'")]
    [InlineData("private static string Token => {|GRPCAUTH2001:\"letmein123\"|};", "")]
    public Task A_constant_that_is_kept_elsewhere(string member, string holder) => Verify.Reports($$"""
        public static class Program
        {
            {{member}}

            public static Metadata Create() => new() { { "authorization", $"Bearer {Token}" } };

            public static Metadata CreateToo() => new() { { "x-api-key", Token } };
        }
        """, message: $"A hard-coded credential{holder} is sent as gRPC metadata 'authorization'; remove it, revoke it, and obtain it per call");

    [Fact]
    public Task A_constant_of_another_file_is_reported_where_it_is_used() => Verify.Reports("""
        public static class Program
        {
            public static Metadata Create() => new() { { "authorization", {|GRPCAUTH2001:Settings.Header|} } };
        }
        """, Setup.Usual with { Documents = [("Settings.cs", "public static class Settings { public const string Header = \"Bearer letmein123\"; }")] });
}
