using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>What authenticates calls is a warning; the password of another server is information.</summary>
public sealed class ConfigSecretGradeTests
{
    [Theory]
    [InlineData("""{ "Grpc": { "Token": "«k9Xw4fQz»" }, "Telegram": { "BotToken": "«k9Xw5fQz»" } }""")]
    [InlineData("""{ "SendGrid": { "ApiKey": "«k9Xw4fQz»" }, "x-api-key": "«k9Xw5fQz»" }""")]
    [InlineData("""{ "AzureAd": { "ClientSecret": "«k9Xw4fQz»" }, "Auth": { "Secret": "«k9Xw5fQz»" } }""")]
    [InlineData("""{ "Jwt": { "Key": "«a rather long signing phrase»" }, "IssuerSigningKey": "«k9Xw4fQz»" }""")]
    [InlineData("""{ "Otlp": { "Headers": "«x-team=orders,api-key=k9Xw4fQz»" }, "Headers": [ "«Authorization: Bearer k9Xw5fQz»" ] }""")]
    [InlineData("""{ "ConnectionStrings": { "Orders": "«Endpoint=https://orders.example;ApiKey=k9Xw4fQz»" } }""")]
    public Task What_authenticates_calls_is_a_warning(string text) =>
        Verify.Reports("", ConfigFileSetup.With("appsettings.json", text), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""{ "ConnectionStrings": { "Db": "«Host=db;Username=svc;Password=\"k9Xw4fQz\"»", "Mongo": "«mongodb://svc:k9Xw5fQz@db»" } }""")]
    [InlineData("""{ "ConnectionStrings": { "Bus": "«Endpoint=sb://o.example/;SharedAccessKeyName=Root;SharedAccessKey=azlYdzRmUXo=»", "Sas": "«SharedAccessSignature=k9Xw4fQz»" } }""")]
    [InlineData("""{ "Kestrel": { "Certificates": { "Default": { "Path": "orders.pfx", "Password": "«k9Xw4fQz»" } } } }""")]
    [InlineData("""{ "Smtp": { "Host": "mail.example", "Password": "«k9Xw4fQz»" }, "RabbitMq": { "Pass": "«k9Xw5fQz»" } }""")]
    [InlineData("""{ "Kafka": { "SaslSecret": "«k9Xw4fQz»" }, "Storage": { "AccountKey": "«k9Xw5fQz»" }, "Aws": { "SecretAccessKey": "«k9Xw6fQz»" } }""")]
    [InlineData("""{ "KeyStorePassphrase": "«k9Xw4fQz»", "DataProtection": { "EncryptionKey": "«k9Xw5fQz»" } }""")]
    [InlineData("""{ "Encryption": { "Key": "«k9Xw4fQz»" } }""")]
    public Task Passwords_of_other_servers_are_information(string text) =>
        Verify.Reports("", ConfigFileSetup.With("appsettings.json", text), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("{ \"Token\": \"«k9Xw4fQz»\", \"Smtp\": { \"Password\": \"k9Xw5fQz\" }, \"ConnectionStrings\": { \"Db\": \"Host=db;Password=k9Xw6fQz\" } }", "tokens")]
    [InlineData("{ \"Token\": \"«k9Xw4fQz»\", \"Smtp\": { \"Password\": \"«k9Xw5fQz»\" }, \"ConnectionStrings\": { \"Db\": \"«Host=db;Password=k9Xw6fQz»\" } }", "all")]
    public Task The_option_chooses(string text, string policy) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", text) with { EditorConfig = "grpc_auth.config_secrets = " + policy },
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("tokens")]
    [InlineData("graded")]
    [InlineData("all")]
    public Task A_known_format_is_reported_whatever_the_option_says(string policy) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", $$"""{ "ConnectionStrings": { "Db": "‹{{new FakeSecrets(1).GitHubPersonal}}›" } }""") with
        {
            EditorConfig = "grpc_auth.config_secrets = " + policy,
        },
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""{ "A": { "Token": "«k9Xw4fQz»" }, "B": { "Token": "k9Xw4fQz" }, "C": { "ApiKey": "Bearer k9Xw4fQz" } }""")]
    [InlineData("""{ "Smtp": { "Password": "k9Xw4fQz" }, "Grpc": { "Token": "«k9Xw4fQz»" } }""")]
    [InlineData("""{ "ConnectionStrings": { "A": "Host=a;Password=k9Xw4fQz", "B": "Host=b;Password=k9Xw4fQz" }, "Grpc": { "Headers": [ "«x-api-key: k9Xw4fQz»" ] } }""")]
    [InlineData("""
        {
          "Token": "k9Xw4fQz", // grpc-auth-ignore: the key of the public demo
          "ApiKey": "«k9Xw4fQz»"
        }
        """)]
    public Task The_same_secret_has_one_report_in_a_file(string text) =>
        Verify.Reports("", ConfigFileSetup.With("appsettings.json", text), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Launch_profiles_repeat_their_variables() => Verify.Reports(
        "",
        ConfigFileSetup.With("Properties/launchSettings.json", """
            {
              "profiles": {
                "api": { "environmentVariables": { "GRPC_TOKEN": "«k9Xw4fQz»" } },
                "api2": { "environmentVariables": { "GRPC_TOKEN": "k9Xw4fQz" } }
              }
            }
            """));

    [Fact]
    public Task Two_files_with_the_same_secret_have_one_report_each() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """{ "Token": "«k9Xw4fQz»" }""").With("appsettings.Production.json", """{ "Token": "«k9Xw4fQz»" }"""));
}
