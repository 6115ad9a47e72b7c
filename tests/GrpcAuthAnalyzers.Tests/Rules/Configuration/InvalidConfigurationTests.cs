using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Configuration;

/// <summary>GRPCAUTH0001 has no location: no markup stands for it.</summary>
public sealed class InvalidConfigurationTests
{
    private const string Source = "class First { } class Second { }";

    [Theory]
    [InlineData("grpc_auth.anonymous_service", "a.B", "unknown option")]
    [InlineData("grpc_auth.tests", "sometimes", "expected relaxed, same or off")]
    [InlineData("grpc_auth.token_provider", "Tokens", "expected Namespace.Type.Method")]
    [InlineData("grpc_auth.token_provider", "Acme.Tokens.Get()", "expected Namespace.Type.Method")]
    [InlineData("grpc_auth.anonymous_methods", "a.B/C/D", "expected a list such as pkg.Service/Method, pkg.Other/*")]
    [InlineData("grpc_auth.anonymous_services", "a b", "expected a list such as pkg.Service, pkg.*")]
    [InlineData("grpc_auth.credential_headers", "x-acme: token", "expected a list of header names")]
    [InlineData("grpc_auth.ignored_headers", "x-acme: token", "expected a list of header names")]
    [InlineData("grpc_auth.jwt_clock", "2026-31-01", "expected utc, off or a date such as 2026-01-31")]
    [InlineData("grpc_auth.known_formats_everywhere", "no", "expected true or false")]
    [InlineData("grpc_auth.config_files", "off", "expected report or ignore")]
    [InlineData("grpc_auth.config_secrets", "some", "expected tokens, graded or all")]
    [InlineData("grpc_auth.secret_keys", "Acme Key", "expected a list of setting names")]
    public Task An_option_that_cannot_be_read_is_reported_once(string key, string value, string reason) => Verify.Reports(
        Source,
        Configured($"{key} = {value}"),
        withoutPlace: [("GRPCAUTH0001", $"'{key} = {value}' is ignored and the default applies: {reason}")]);

    [Fact]
    public Task An_option_of_a_configuration_file_alone() => Verify.Reports(
        Source,
        ConfigFileSetup.With("appsettings.json", """{ "Token": "«s3cr3t»" }""") with { EditorConfig = "[appsettings.json]\ngrpc_auth.config_files = skip" },
        withoutPlace: [("GRPCAUTH0001", "'grpc_auth.config_files = skip' is ignored and the default applies: expected report or ignore")]);

    [Theory]
    [InlineData("grpc_auth.anonymous_services = a.B, pkg.*")]
    [InlineData("grpc_auth.anonymous_services =")]
    [InlineData("grpc_auth.anonymous_methods = a.B/C, Orders/*, Ping")]
    [InlineData("grpc_auth.credential_headers = x-acme, x-other")]
    [InlineData("grpc_auth.token_provider = Acme.Tokens.GetTokenAsync")]
    [InlineData("grpc_auth.tests = Same")]
    [InlineData("grpc_auth.jwt_clock = off")]
    [InlineData("grpc_auth.jwt_clock = UTC")]
    [InlineData("grpc_auth.jwt_clock = 2026-01-31")]
    [InlineData("grpc_auth.known_formats_everywhere = false")]
    [InlineData("grpc_auth.config_files = ignore")]
    [InlineData("grpc_auth.placeholder_words = put yours here, acme")]
    [InlineData("grpc_auth.secret_keys = Acme:Pin, Lozenge")]
    [InlineData("grpc_auth_other.key = 1")]
    [InlineData("dotnet_diagnostic.GRPCAUTH1001.severity = error")]
    public Task An_option_that_is_understood_is_silent(string option) => Verify.Silent(Source, Configured(option));

    [Fact]
    public async Task A_host_whose_options_have_no_keys_is_no_crash()
    {
        var project = await ProjectUnderTest.CreateAsync(Source, Setup.Usual);
        var analysis = (await project.GetCompilationAsync())!.WithAnalyzers([new GrpcAuthAnalyzer()], new AnalyzerOptions([], new OptionsWithoutKeys()));

        Assert.Empty(await analysis.GetAnalyzerDiagnosticsAsync());
    }

    private sealed class OptionsWithoutKeys : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        /// <summary>The base class throws for <c>Keys</c>.</summary>
        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = null;
                return false;
            }
        }
    }

    /// <summary>Two documents, so that a report for each would show.</summary>
    private static Setup Configured(string option) => Setup.Usual with { EditorConfig = option, Documents = [("Other.cs", "class Third { }")] };
}
