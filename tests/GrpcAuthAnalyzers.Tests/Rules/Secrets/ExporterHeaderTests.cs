using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>The headers of an OpenTelemetry exporter, in code, launch settings and <c>.env</c>.</summary>
public sealed class ExporterHeaderTests
{
    [Theory]
    [InlineData("options.Headers = {|GRPCAUTH2001:\"api-key=k9Xw4fQz7bN2\"|};")]
    [InlineData("options.Headers = {|GRPCAUTH2001:\"x-team=orders,authorization=Bearer letmein123\"|};")]
    [InlineData("var options2 = new OpenTelemetry.Exporter.OtlpExporterOptions { Headers = {|GRPCAUTH2001:\"x-api-key=letmein123\"|} };")]
    [InlineData("options.Headers = \"api-key=\" + {|GRPCAUTH2001:Key|};")]
    public Task A_hard_coded_key(string statement) => Verify.Reports(
        Program(statement.Replace("{|GRPCAUTH2001:Key|}", "Key", System.StringComparison.Ordinal), isKeyReported: statement.Contains("Key|}", System.StringComparison.Ordinal)),
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"authorization=Bearer {tokens.GetAccessToken()}\"|};", DiagnosticSeverity.Warning)]
    [InlineData("var token = tokens.GetAccessToken(); {|GRPCAUTH3003:options.Headers = \"x-team=a,Authorization=Bearer \" + token|};", DiagnosticSeverity.Warning)]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"authorization=Bearer {tokens.GetAccessToken()},x-auth-token=Bearer {tokens.GetAccessToken()}\"|};", DiagnosticSeverity.Warning)]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"authorization=Bearer {tokens.Read()}\"|};", DiagnosticSeverity.Info)]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"x-team={tokens.Read()},authorization=Bearer {tokens.GetAccessToken()}\"|};", DiagnosticSeverity.Warning)]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"x-team={tokens.GetAccessToken()},authorization=Bearer {tokens.Read()}\"|};", DiagnosticSeverity.Info)]
    [InlineData("{|GRPCAUTH3003:options.Headers = $\"authorization=Bearer {tokens.GetAccessToken()}.{tokens.Read()}\"|};", DiagnosticSeverity.Warning)]
    [InlineData("{|GRPCAUTH3003:options.Headers = \"authorization=Bearer \" + Environment.MachineName|};", DiagnosticSeverity.Info)]
    public Task A_token_that_is_read_once(string statement, DiagnosticSeverity severity) => Verify.Reports(
        Program(statement),
        message: "'authorization' is set once in the default headers of the OpenTelemetry exporter; calls fail with Unauthenticated once it expires or is rotated",
        severity: severity);

    [Fact]
    public Task A_value_that_a_fact_calls_a_token() => Verify.Reports(
        Program("{|GRPCAUTH3003:options.Headers = $\"authorization=Bearer {Acme.Auth.Vault.Read()}\"|};"),
        new Setup
        {
            Library = "namespace Acme.Auth { public static class Vault { public static string Read() => System.Environment.MachineName; } }",
            AdditionalFiles = [("GrpcAuth.Facts.txt", "M:Acme.Auth.Vault.Read; token")],
        },
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task There_is_no_fix_in_the_list_of_an_exporter() => Verify.NotFixable(Program("options.Headers = {|GRPCAUTH2001:\"api-key=k9Xw4fQz7bN2\"|};"));

    [Theory]
    [InlineData("options.Headers = \"x-team=orders\";")]
    [InlineData("options.Headers = \"api-key=<your key>\";")]
    [InlineData("options.Headers = $\"api-key={Environment.GetEnvironmentVariable(\"OTLP_KEY\")}\";")]
    [InlineData("options.Headers = Environment.GetEnvironmentVariable(\"OTEL_EXPORTER_OTLP_HEADERS\");")]
    [InlineData("options.Headers = \"\";")]
    [InlineData("new Other { Headers = \"api-key=k9Xw4fQz7bN2\" }.ToString();")]
    public Task Other_headers_are_silent(string statement) => Verify.Silent(Program(statement));

    [Theory]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "a": { "environmentVariables": { "OTEL_EXPORTER_OTLP_HEADERS": "«api-key=k9Xw4fQz7bN2»" } } } }""")]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "a": { "environmentVariables": { "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "«x-team=a,Authorization=Bearer%20k9Xw4fQz»" } } } }""")]
    [InlineData(".env", "OTEL_EXPORTER_OTLP_HEADERS=«x-honeycomb-team=k9Xw4fQz7bN2»\n")]
    [InlineData(".env", "OTEL_EXPORTER_OTLP_HEADERS=\"«signoz-ingestion-key=k9Xw4fQz7bN2»\"\nOTEL_SERVICE_NAME=orders\n")]
    [InlineData("appsettings.json", """{ "OTEL_EXPORTER_OTLP_HEADERS": "«api-key=k9Xw4fQz7bN2»" }""")]
    public Task In_a_file(string path, string text) => Verify.Reports("", ConfigFileSetup.With(path, text), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData(".env", "OTEL_EXPORTER_OTLP_HEADERS=x-team=orders\nOTEL_RESOURCE_ATTRIBUTES=service.instance.id=k9Xw4fQz7bN2\n")]
    [InlineData(".env", "OTEL_EXPORTER_OTLP_HEADERS=api-key=${OTLP_KEY}\n")]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "a": { "environmentVariables": { "OTEL_EXPORTER_OTLP_HEADERS": "" } } } }""")]
    public Task In_a_file_other_headers_are_silent(string path, string text) => Verify.Silent("", ConfigFileSetup.With(path, text));

    private static string Program(string statement, bool isKeyReported = false) => $$"""
        public static class Telemetry
        {
            private const string Key = {{(isKeyReported ? "{|GRPCAUTH2001:\"k9Xw4fQz7bN2\"|}" : "\"unused\"")}};

            public static void Add(OpenTelemetry.Exporter.OtlpExporterOptions options, ITokens tokens)
            {
                {{statement}}
            }

            public static string Used => Key;
        }

        public interface ITokens { string GetAccessToken(); string Read(); }

        public class Other { public string? Headers { get; set; } }

        namespace OpenTelemetry.Exporter
        {
            public class OtlpExporterOptions { public string? Headers { get; set; } }
        }
        """;
}
