using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>An empty text in the place of a missing token is sent, and the error comes from the server.</summary>
public sealed class EmptyTokenTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {{|GRPCAUTH1010:token ?? \"\"|}}\");")]
    [InlineData("metadata.Add(value: \"Bearer \" + ({|GRPCAUTH1010:token ?? string.Empty|}), key: \"authorization\");")]
    [InlineData("metadata.Add(new Metadata.Entry(\"authorization\", $\"Bearer {({|GRPCAUTH1010:token is null ? \"\" : token|})}\"));")]
    [InlineData("var value = {|GRPCAUTH1010:token ?? \"\"|}; metadata.Add(\"x-api-key\", value);")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"OTHER\") ?? ({|GRPCAUTH1010:token ?? \"\"|})));")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH1010:string.IsNullOrEmpty(token) ? \"\" : token|});")]
    public Task An_empty_text_for_a_missing_token(string statement) => Verify.Reports(
        Callback(statement),
        message: $"A missing 'token' is replaced by an empty text, so the call is sent without a token in '{(statement.Contains("x-api-key", System.StringComparison.Ordinal) ? "x-api-key" : "authorization")}' and the server's Unauthenticated hides the cause",
        severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Headers_of_a_call() => Verify.Reports("""
        public sealed class Caller(Orders.OrdersClient client, Func<string?> read)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {{|GRPCAUTH1010:read() ?? ""|}}" } });
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("metadata.Add(\"x-trace\", token ?? \"\");")]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {token ?? throw new InvalidOperationException()}\");")]
    [InlineData("metadata.Add(\"authorization\", $\"{token ?? \"\"} {Environment.MachineName}\");")]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {token ?? Environment.MachineName}\");")]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {token}\" ?? \"\" + token);")]
    [InlineData("var value = token ?? \"\"; if (value.Length > 0) metadata.Add(\"authorization\", value);")]
    [InlineData("var value = token ?? \"\"; if (value.Length == 0) throw new InvalidOperationException(); metadata.Add(\"authorization\", value);")]
    [InlineData("var value = token ?? \"\"; ArgumentException.ThrowIfNullOrEmpty(value); metadata.Add(\"authorization\", value);")]
    [InlineData("var value = token ?? \"\"; value = Environment.MachineName; metadata.Add(\"authorization\", value);")]
    [InlineData("var flag = token == null ? \"\" : token; metadata.Add(\"x-region\", flag);")]
    public Task Other_texts_and_handled_ones_are_silent(string statement) => Verify.Silent(Callback(statement));

    [Theory]
    [InlineData("$\"Bearer {{|GRPCAUTH1010:token ?? \"\"|}}\"", "$\"Bearer {token ?? throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"))}\"")]
    [InlineData("{|GRPCAUTH1010:token is null ? \"\" : token|}", "token is null ? throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\")) : token")]
    [InlineData("\"Bearer \" + ({|GRPCAUTH1010:token ?? string.Empty|})", "\"Bearer \" + (token ?? throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\")))")]
    public Task The_fix_throws(string before, string after) => Verify.Fixes(
        Callback($"metadata.Add(\"authorization\", {before});"), Callback($"""
        metadata.Add(
                    "authorization",
                    {after});
        """));

    private static string Callback(string statements) => $$"""
        public static class Credentials
        {
            public static CallCredentials Create(Func<Task<string?>> read) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                var token = await read();
                {{statements}}
            });
        }
        """;
}
