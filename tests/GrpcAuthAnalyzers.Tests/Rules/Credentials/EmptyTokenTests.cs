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
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH1010:token != null ? token : \"\"|});")]
    [InlineData("metadata.Add(\"authorization\", (string)({|GRPCAUTH1010:token ?? \"\"|}));")]
    [InlineData("metadata.Add(\"authorization\", $\"{{|GRPCAUTH1010:token ?? \"\"|}}\");")]
    [InlineData("var value = {|GRPCAUTH1010:token ?? \"\"|}; GC.KeepAlive(context.MethodName.Length > 3 ? value : \"\"); metadata.Add(\"authorization\", value);")]
    [InlineData("var value = {|GRPCAUTH1010:token ?? \"\"|}; for (var i = 0; i < 1; i++) { metadata.Add(\"authorization\", value); }")]
    [InlineData("var value = {|GRPCAUTH1010:token ?? \"\"|}; var text = \"Bearer \" + value; metadata.Add(\"authorization\", text);")]
    [InlineData("var value = {|GRPCAUTH1010:token ?? \"\"|}; metadata.Add(\"authorization\", value); metadata.Add(\"x-user-token\", value);")]
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
    [InlineData("var value = token ?? \"\"; while (value.Length == 0) value.Trim(); metadata.Add(\"authorization\", value);")]
    [InlineData("var value = token ?? \"\"; switch (value) { case \"\": return; } metadata.Add(\"authorization\", value);")]
    [InlineData("var value = token ?? \"\"; GC.KeepAlive(value switch { \"\" => 0, _ => 1 }); metadata.Add(\"authorization\", value);")]
    [InlineData("metadata.Add(\"authorization\", context.MethodName == \"Login\" ? \"\" : token!);")]
    [InlineData("metadata.Add(\"authorization\", token is null ? Environment.MachineName : token);")]
    [InlineData("metadata.Add(\"authorization\", $\"{Environment.UserName}:{token ?? \"\"}\");")]
    [InlineData("metadata.Add(\"authorization\", token ?? null!);")]
    [InlineData("metadata.Add(\"authorization\", token is null ? default! : token);")]
    [InlineData("var flag = token == null ? \"\" : token; metadata.Add(\"x-region\", flag);")]
    public Task Other_texts_and_handled_ones_are_silent(string statement) => Verify.Silent(Callback(statement));

    [Theory]
    [InlineData("{|GRPCAUTH1010:settings.Token ?? \"\"|}", "A missing 'Token' is")]
    [InlineData("{|GRPCAUTH1010:this._token ?? \"\"|}", "A missing '_token' is")]
    [InlineData("{|GRPCAUTH1010:given ?? \"\"|}", "A missing 'given' is")]
    [InlineData("{|GRPCAUTH1010:configuration[\"Token\"] ?? \"\"|}", "A missing token is")]
    [InlineData("{|GRPCAUTH1010:Environment.GetEnvironmentVariable(\"TOKEN\") ?? \"\"|}", "A missing token is")]
    [InlineData("{|GRPCAUTH1010:settings.Find() ?? \"\"|}", "A missing 'Find' is")]
    [InlineData("{|GRPCAUTH1010:read() ?? \"\"|}", "A missing 'read' is")]
    [InlineData("{|GRPCAUTH1010:read.Invoke() ?? \"\"|}", "A missing 'read' is")]
    [InlineData("{|GRPCAUTH1010:await settings.FindAsync() ?? \"\"|}", "A missing 'FindAsync' is")]
    [InlineData("{|GRPCAUTH1010:new[] { given }[0] ?? \"\"|}", "A missing token is")]
    public Task The_message_names_what_is_missing(string value, string start) => Verify.Reports($$"""
        using Microsoft.Extensions.Configuration;

        public sealed class Settings
        {
            public string? Token { get; set; }

            public string? Find() => Token;

            public Task<string?> FindAsync() => Task.FromResult(Token);
        }

        public sealed class Credentials(Settings settings, IConfiguration configuration, Func<string?> read)
        {
            private string? _token = read();

            public string? All => _token + settings + configuration;

            public CallCredentials Create(string? given) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                _token = await Task.FromResult(given);
                metadata.Add("authorization", {{value}});
            });
        }
        """, message: start + " replaced by an empty text, so the call is sent without a token in 'authorization' and the server's Unauthenticated hides the cause");

    [Fact]
    public Task A_callback_that_the_login_goes_through_is_silent() => Verify.Silent(Session("Login", "session.Token ?? \"\""));

    [Fact]
    public Task A_callback_of_other_calls_is_reported() => Verify.Reports(Session("GetAccount", "{|GRPCAUTH1010:session.Token ?? \"\"|}"));

    private static string Session(string method, string token) => $$"""
        public sealed class Session
        {
            public string? Token { get; set; }
        }

        public static class Program
        {
            public static LoginReply Run(Session session)
            {
                var channel = GrpcChannel.ForAddress("https://shop.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + ({{token}}));
                        return Task.CompletedTask;
                    })),
                });
                return new Accounts.AccountsClient(channel).{{method}}(new LoginRequest());
            }
        }
        """;

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
