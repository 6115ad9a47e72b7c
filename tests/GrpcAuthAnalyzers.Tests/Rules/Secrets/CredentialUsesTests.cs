using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Which code, besides headers, needs a secret setting to authenticate calls: token requests, sign-ins and the keys of a server.</summary>
public sealed class CredentialUsesTests
{
    private const string File = """{ "A": { "B": { "Password": "«k9Xw4fQz»" } } }""";

    private const string Setting = "configuration[\"A:B:Password\"]";

    [Theory]
    [InlineData("new Builder().WithClientSecret(" + Setting + ")", "used to request a token")]
    [InlineData("new Builder().AcquireTokenByUsernamePassword([\"orders\"], \"svc\", " + Setting + ")", "used to request a token")]
    [InlineData("new UsernamePasswordCredential(\"svc\", " + Setting + ")", "used to request a token")]
    [InlineData("new AssertionTokenRequest { ClientAssertion = " + Setting + " }", "used to request a token")]
    [InlineData("new Dictionary<string, string?> { [\"client_assertion\"] = " + Setting + " }", "used to request a token")]
    [InlineData("new Dictionary<string, string?> { { \"grant_type\", \"refresh_token\" }, { \"refresh_token\", " + Setting + " } }", "used to request a token")]
    [InlineData("new KeyValuePair<string, string?>(value: " + Setting + ", key: \"client_secret\")", "used to request a token")]
    [InlineData("new KeyValuePair<string, string?>(\"client_secret\", " + Setting + ")", "used to request a token")]
    [InlineData("new StringContent($\"client_id={Environment.MachineName}&client_secret={" + Setting + "}&scope=orders\")", "used to request a token")]
    [InlineData("accounts.Login(new LoginRequest { User = \"svc\", Password = " + Setting + " })", "sent by 'Login'")]
    [InlineData("accounts.LoginAsync(new() { Password = " + Setting + " })", "sent by 'LoginAsync'")]
    [InlineData("new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(" + Setting + "!))", "used to validate tokens")]
    public Task A_setting_that_gets_or_checks_a_token(string expression, string use) => Verify.Reports(
        Program(expression), ConfigFileSetup.With("appsettings.json", File),
        $"Setting 'A:B:Password' contains a credential that is read by Test0.cs:5 and {use}, and the file is part of the project", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("new ClientSecretCredential(" + Setting + ", \"c\", Environment.MachineName)")]
    [InlineData("new Builder().WithAuthority(" + Setting + ")")]
    [InlineData("new Dictionary<string, string?> { [\"grant_type\"] = \"password\", [\"username\"] = " + Setting + " }")]
    [InlineData("new Dictionary<string, string?> { { \"user\", \"svc\" }, { \"password\", " + Setting + " } }")]
    [InlineData("new Dictionary<string, string?> { [" + Setting + "!] = \"client_secret\" }")]
    [InlineData("new[] { \"client_secret\", " + Setting + " }")]
    [InlineData("string.Concat(\"client_secret\", \"=\", " + Setting + ")")]
    [InlineData("new StringContent($\"grant_type=client_credentials&client_id={" + Setting + "}\")")]
    [InlineData("new StringContent($\"{" + Setting + "}\")")]
    [InlineData("new AccountRequest { Password = " + Setting + " }")]
    [InlineData("new Session().Login(new LoginRequest { Password = " + Setting + " })")]
    [InlineData("accounts.GetAccount(new LoginRequest { Password = " + Setting + " })")]
    [InlineData("accounts.Login(Request(" + Setting + "))")]
    [InlineData("new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(" + Setting + "!))")]
    public Task A_setting_that_is_something_else_there_stays_information(string expression) => Verify.Reports(
        Program(expression), ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential, and the file is part of the project", DiagnosticSeverity.Info);

    [Theory]
    [InlineData("context.GetHttpContext().Request.Headers[\"X-Api-Key\"] == " + Setting)]
    [InlineData(Setting + "!.Equals(context.RequestHeaders.GetValue(\"x-api-key\"))")]
    [InlineData("System.Text.Encoding.UTF8.GetBytes(" + Setting + "!).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(\"x-api-key\")!))")]
    public Task A_setting_that_a_server_compares_with_a_header(string test) => Verify.Reports(
        Server(test), ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential that is read by Test0.cs:5 and used to validate tokens, and the file is part of the project", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"x-trace\") == " + Setting)]
    [InlineData("context.RequestHeaders.GetValue(\"x-api-key\")!.StartsWith(" + Setting + "!)")]
    [InlineData("context.RequestHeaders.GetValue(\"x-api-key\") is null && " + Setting + " is null")]
    [InlineData("context.Host == " + Setting)]
    public Task A_setting_that_a_server_does_not_compare_with_a_credential(string test) => Verify.Reports(
        Server(test), ConfigFileSetup.With("appsettings.json", File), "Setting 'A:B:Password' contains a credential, and the file is part of the project", DiagnosticSeverity.Info);

    private static string Server(string test) => $$"""
        using Grpc.AspNetCore.Server;

        public sealed class Checks(Microsoft.Extensions.Configuration.IConfiguration configuration)
        {
            public bool Check(ServerCallContext context) => {{test}};
        }
        """;

    [Fact]
    public Task A_setting_of_the_name_that_is_only_read() => Verify.Reports(
        Program("Shown = configuration[\"client_secret\"]"), ConfigFileSetup.With("appsettings.json", """{ "client_secret": "«k9Xw4fQz»" }"""),
        "Setting 'client_secret' contains a credential, and the file is part of the project", DiagnosticSeverity.Warning);

    [Fact]
    public Task A_password_of_another_member_than_the_token_request() => Verify.Reports(
        Program("new Dictionary<string, string?> { [\"password\"] = " + Setting + " }").Replace(
            "// more", "public static object Grant => new Dictionary<string, string?> { [\"grant_type\"] = \"client_credentials\" };"),
        ConfigFileSetup.With("appsettings.json", File), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task The_first_of_two_readers_is_named() => Verify.Reports(
        Program("new Builder().WithClientSecret(" + Setting + ")").Replace(
            "// more", "public static Metadata Headers(Microsoft.Extensions.Configuration.IConfiguration configuration) => new() { { \"authorization\", " + Setting + "! } };"),
        ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential that is read by Test0.cs:5 and used to request a token, and the file is part of the project", DiagnosticSeverity.Warning);

    [Fact]
    public Task Of_two_files_the_first_by_name_is_named() => Verify.Reports(
        Program("new Builder().WithClientSecret(" + Setting + ")"),
        ConfigFileSetup.With("appsettings.json", File) with
        {
            Documents = [("/0/Headers.cs", "public static class Calls { public static Metadata Headers(Microsoft.Extensions.Configuration.IConfiguration configuration) => new() { { \"authorization\", configuration[\"a:b:password\"]! } }; }")],
        },
        "Setting 'A:B:Password' contains a credential that is read by Headers.cs:1 and sent as 'authorization', and the file is part of the project", DiagnosticSeverity.Warning);

    [Fact]
    public Task A_header_or_file_whose_name_is_a_secret_is_not_told() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", File) with
        {
            Documents = [("/0/k9Xw4fQz7bN2Rt5Y.cs", "public static class Calls { public static Metadata Headers(Microsoft.Extensions.Configuration.IConfiguration configuration) => new() { { \"k9Xw4fQz7bN2Rt5Y\", configuration[\"A:B:Password\"]! } }; }")],
            EditorConfig = "grpc_auth.credential_headers = k9Xw4fQz7bN2Rt5Y",
        },
        "Setting 'A:B:Password' contains a credential that is read by code and sent as a credential header, and the file is part of the project", DiagnosticSeverity.Warning);

    private static string Program(string expression) => $$"""
        public static class Startup
        {
            public static string? Shown { get; set; }

            public static object? Run(Microsoft.Extensions.Configuration.IConfiguration configuration, Accounts.AccountsClient accounts) => {{expression}};

            private static LoginRequest Request(string? password) => new() { Password = password };

            // more
        }

        public sealed class Builder
        {
            public Builder WithClientSecret(string? clientSecret) => this;

            public Builder WithAuthority(string? authority) => this;

            public Builder AcquireTokenByUsernamePassword(string[] scopes, string username, string? password) => this;
        }

        public sealed class Session { public object Login(LoginRequest request) => request; }

        public sealed class UsernamePasswordCredential(string username, string? password);

        public sealed class ClientSecretCredential(string? tenantId, string clientId, string? clientSecret);

        public sealed class AssertionTokenRequest { public string? ClientAssertion { get; set; } }

        public sealed class AccountRequest { public string? Password { get; set; } }

        public sealed class SymmetricSecurityKey(byte[] key);

        namespace Microsoft.IdentityModel.Tokens
        {
            public sealed class SymmetricSecurityKey(byte[] key);
        }
        """;
}
