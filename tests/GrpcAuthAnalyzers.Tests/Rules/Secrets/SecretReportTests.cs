using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Where and how often 2001 to 2005 report a constant, and what they say of it.</summary>
public sealed class SecretReportTests
{
    private static readonly FakeSecrets Fake = new(seed: 4713);

    [Theory]
    [InlineData("GRPCAUTH2001", "letmein123")]
    [InlineData("GRPCAUTH2002", "TOKEN")]
    [InlineData("GRPCAUTH2005", "<token>")]
    public Task A_constant_that_is_sent_twice_has_one_report(string id, string text) => Verify.Reports($$"""
        public static class Sender
        {
            private const string Token = {|{{id}}:"{{Filled(text)}}"|};

            public static void Fill(Metadata metadata, Metadata other)
            {
                metadata.Add("authorization", "Bearer " + Token);
                other.Add("x-api-key", Token);
            }
        }
        """);

    [Fact]
    public Task A_constant_that_two_members_return_has_one_report() => Verify.Reports("""
        public sealed class FixedTokenProvider
        {
            private const string Token = {|GRPCAUTH2003:"archive-writer-88c4"|};

            public string GetToken() => Token;

            public string GetAccessToken() => Token;
        }
        """);

    [Theory]
    [InlineData("\"Basic BASIC\"", "GRPCAUTH2003", "grpc_auth.known_formats_everywhere = true")]
    [InlineData("\"JWT\"", "GRPCAUTH2002", "grpc_auth.known_formats_everywhere = true")]
    [InlineData("\"JWT\"", "GRPCAUTH2003", "grpc_auth.known_formats_everywhere = false")]
    public Task A_provider_that_returns_a_known_form(string returned, string id, string option) => Verify.Reports($$"""
        public sealed class FixedTokenProvider
        {
            public string GetAuthorizationToken() => {|{{id}}:{{Filled(returned)}}|};
        }
        """, Setup.Usual with { EditorConfig = option });

    [Theory]
    [InlineData("true", "Tokens.Token", "GRPCAUTH2002:\"TOKEN\"", false)]
    [InlineData("false", "{|GRPCAUTH2002:\"Bearer \" + Tokens.Token|}", "\"TOKEN\"", true)]
    public Task A_literal_of_another_file(string everywhere, string sent, string literal, bool isReportedWhereSent) => Verify.Reports(
        $$"""
        public static class Sender
        {
            public static void Fill(Metadata metadata) => metadata.Add("authorization", {{sent}});
        }
        """,
        Setup.Usual with
        {
            EditorConfig = "grpc_auth.known_formats_everywhere = " + everywhere,
            Documents = [("Tokens.cs", "public static class Tokens { public const string Token = " + Filled(isReportedWhereSent ? literal : "{|" + literal + "|}") + "; }")],
        });

    [Fact]
    public Task A_password_of_another_file_is_known_only_where_it_is_sent() => Verify.Reports(
        """
        public static class Sender
        {
            public static void Fill(Metadata metadata) =>
                metadata.Add("authorization", {|GRPCAUTH2002:"Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("svc:" + Tokens.Password))|});
        }
        """,
        Setup.Usual with { Documents = [("Tokens.cs", "public static class Tokens { public const string Password = \"Rose7!x\"; }")] });

    [Theory]
    [InlineData("A", "Hard-coded GitHub token in setting 'A'")]
    [InlineData("AB", "Hard-coded GitHub token in setting 'AB'")]
    public Task The_setting_of_a_token_is_named(string name, string message) => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", "{ \"" + name + "\": \"‹" + Fake.GitHubPersonal + "›\" }"), message);

    [Fact]
    public Task A_file_that_is_a_token() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", "\"‹" + Fake.GitHubPersonal + "›\""), "Hard-coded GitHub token in a configuration file");

    [Theory]
    [InlineData("Server=localhost;User Id=sa;Password=k9Xw4fQz", DiagnosticSeverity.Info)]
    [InlineData("Server=db.example;User Id=sa;Password=k9Xw4fQz", DiagnosticSeverity.Warning)]
    public Task What_opens_a_server_on_the_machine_itself_under_every_policy(string value, DiagnosticSeverity severity) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", $$"""{ "ConnectionStrings": { "Orders": "«{{value}}»" } }""") with { EditorConfig = "grpc_auth.config_secrets = all" },
        severity: severity);

    [Fact]
    public Task The_message_about_an_exporter() => Verify.Reports(
        Exporter("options.Headers = {|GRPCAUTH2001:\"api-key=k9Xw4fQz7bN2\"|};"), message: "Hard-coded credential is sent as HTTP header 'api-key' of the OpenTelemetry exporter");

    [Theory]
    [InlineData("api-key=TOKEN")]
    [InlineData("x-team=TOKEN,authorization=Bearer letmein123")]
    public Task A_token_of_a_service_in_the_headers_of_an_exporter_has_one_report(string headers) =>
        Verify.Reports(Exporter(Filled($"options.Headers = {{|GRPCAUTH2002:\"{headers}\"|}};")));

    [Fact]
    public Task A_header_of_an_exporter_whose_name_is_a_secret_is_not_told() => Verify.Reports(
        Exporter("options.Headers = {|GRPCAUTH2001:\"k9Xw4fQz7bN2Rt5Y=letmein123\"|};"),
        Setup.Usual with { EditorConfig = "grpc_auth.credential_headers = k9Xw4fQz7bN2Rt5Y" },
        message: "Hard-coded credential is sent as HTTP header of the OpenTelemetry exporter");

    [Fact]
    public Task An_exporter_of_a_test() => Verify.Silent(
        Exporter("options.Headers = \"api-key=k9Xw4fQz7bN2\";"), Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task A_key_of_another_file_is_reported_where_the_exporter_gets_it() => Verify.Reports(
        Exporter("options.Headers = {|GRPCAUTH2001:\"api-key=\" + Keys.Orders|};"),
        Setup.Usual with { Documents = [("Keys.cs", "public static class Keys { public const string Orders = \"k9Xw4fQz7bN2\"; }")] });

    [Fact]
    public Task A_key_of_an_exporter_that_two_get_has_one_report() => Verify.Reports(
        Exporter("options.Headers = \"api-key=\" + Key; other.Headers = \"api-key=\" + Key;").Replace("// more", "private const string Key = {|GRPCAUTH2001:\"k9Xw4fQz7bN2\"|};"));

    private static string Exporter(string statement) => $$"""
        public static class Telemetry
        {
            // more

            public static void Add(OpenTelemetry.Exporter.OtlpExporterOptions options, OpenTelemetry.Exporter.OtlpExporterOptions other)
            {
                {{statement}}
            }
        }

        namespace OpenTelemetry.Exporter
        {
            public class OtlpExporterOptions { public string? Headers { get; set; } }
        }
        """;

    private static string Filled(string text) => text.Replace("TOKEN", Fake.GitHubPersonal).Replace("JWT", Fake.JwtValid).Replace("BASIC", Fake.Basic);
}
