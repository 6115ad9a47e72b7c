using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Texts whose form tells what they are: GRPCAUTH2002, once, under any name and in every file.</summary>
public sealed class SecretInConfigFileFormatTests
{
    private static readonly FakeSecrets Fake = new(20_263);

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Development.json")]
    [InlineData("appsettings.example.json")]
    [InlineData("Properties/launchSettings.json")]
    public Task A_token_of_a_service_under_any_name(string file) => Verify.Reports(
        "",
        ConfigFileSetup.With(file, "{ \"GitHub\": { \"Note\": \"‹" + Fake.GitHubPersonal + "›\", \"Token\": \"‹" + Fake.GitLab + "›\" } }"),
        "Hard-coded GitHub token in setting 'GitHub:Note'",
        DiagnosticSeverity.Warning);

    [Fact]
    public Task A_token_within_a_longer_text() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "{ \"Feed\": \"‹https://user:" + Fake.GitHubPersonal + "@example.com›\", \"Db\": \"‹Server=x;Password=" + Fake.GitLab + "›\" }"),
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_private_key() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", "{ \"Jwt\": { \"SigningKey\": \"‹" + Fake.PrivateKey.Replace("\n", "\\n", StringComparison.Ordinal) + "›\" } }"));

    [Fact]
    public Task A_private_key_over_several_lines() => Verify.Reports(
        "", ConfigFileSetup.With(".env", "NOTE=x\nSIGNING=\"‹" + Fake.PrivateKey + "›\"\nOTHER=y\n"), "Hard-coded private key in setting 'SIGNING'");

    [Fact]
    public Task A_token_in_XML() => Verify.Reports(
        "",
        ConfigFileSetup.With("web.config", "<configuration><appSettings><add key=\"Note\" value=\"‹" + Fake.GitHubPersonal + "›\" /></appSettings><a><b>‹" + Fake.GitLab + "›</b></a></configuration>"),
        "Hard-coded GitHub token in setting 'Note'");

    [Fact]
    public Task A_JSON_Web_Token_under_any_name() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", "{ \"Grpc\": { \"Note\": \"‹" + Fake.JwtValid + "›\", \"Authorization\": \"‹Bearer " + Fake.JwtExpired + "›\" } }"));

    [Fact]
    public Task Basic_credentials_under_the_name_of_a_secret() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", "{ \"Authorization\": \"‹Basic " + Fake.Basic + "›\", \"Note\": \"Basic " + Fake.Basic + "\" }"), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task In_tests_only_tokens_of_services_and_private_keys() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "{ \"A\": \"‹" + Fake.GitHubPersonal + "›\", \"Token\": \"" + Fake.JwtValid + "\", \"Authorization\": \"Basic " + Fake.Basic + "\", \"ApiKey\": \"s3cr3t\" }") with
        {
            GlobalConfig = "build_property.IsTestProject = true",
        },
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_token_as_a_name_is_not_told() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "{ \"" + Fake.GitHubPersonal + "\": { \"Token\": \"«s3cr3t»\" } }"),
        "Setting '\u2026:Token' contains a credential, and the file is part of the project");

    [Fact]
    public Task A_token_that_a_comment_covers() => Verify.Silent(
        "", ConfigFileSetup.With("appsettings.json", "{\n  // grpc-auth-ignore: revoked long ago\n  \"Note\": \"" + Fake.GitHubPersonal + "\" }"));

    [Fact]
    public Task A_token_in_a_file_that_an_option_leaves_out() => Verify.Silent(
        "", ConfigFileSetup.With("appsettings.json", "{ \"Note\": \"" + Fake.GitHubPersonal + "\" }") with { EditorConfig = "[appsettings.json]\ngrpc_auth.config_files = ignore" });

    [Fact]
    public Task A_token_in_a_comment_of_the_file_is_no_setting() => Verify.Silent(
        "", ConfigFileSetup.With("appsettings.json", "{ // " + Fake.GitHubPersonal + "\n  \"A\": 1 }"));
}
