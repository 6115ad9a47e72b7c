using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class PlaceholderCredentialTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2005:\"Bearer <your token>\"|});")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2005:\"Bearer YOUR_API_TOKEN\"|});")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2005:\"Bearer ${TOKEN}\"|});")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2005:\"Bearer eyJhbGciOi...\"|});")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH2005:\"00000000-0000-0000-0000-000000000000\"|});")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH2005:\"changeme\"|});")]
    [InlineData("metadata.Add(\"x-api-key\", Environment.GetEnvironmentVariable(\"KEY\") ?? {|GRPCAUTH2005:\"changeme\"|});")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH2005:\"<token>\"|});")]
    public Task A_text_that_stands_for_a_token(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata, HttpClient client)
            {
                {{statement}}
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task The_message_names_holder_and_header() => Verify.Reports("""
        public static class Program
        {
            private const string Token = {|GRPCAUTH2005:"<token>"|};

            public static Metadata Create() => new() { { "authorization", "Bearer " + Token } };
        }
        """, message: "Placeholder in constant 'Program.Token' is sent as gRPC metadata 'authorization'; a server that requires credentials rejects the call");

    [Fact]
    public Task A_default_that_stands_for_a_token() => Verify.Reports("""
        public static class Program
        {
            public static Metadata Create(string token = {|GRPCAUTH2005:"<token>"|}) => new() { { "authorization", $"Bearer {token}" } };
        }
        """);
}
