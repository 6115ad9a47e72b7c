using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verifying;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Configuration;

/// <summary>GRPCAUTH0001 has no location, so it is asked for without markup.</summary>
public sealed class InvalidConfigurationTests
{
    private const string Source = "class First { } class Second { }";

    [Theory]
    [InlineData("grpc_auth.anonymous_service = a.B", "there is no such option")]
    [InlineData("grpc_auth.tests = sometimes", "relaxed, same or off is expected")]
    [InlineData("grpc_auth.token_provider = Tokens", "Namespace.Type.Method is expected")]
    [InlineData("grpc_auth.token_provider = Acme.Tokens.Get()", "Namespace.Type.Method is expected")]
    [InlineData("grpc_auth.anonymous_methods = a.B/C/D", "a list such as pkg.Service/Method, pkg.Other/* is expected")]
    [InlineData("grpc_auth.anonymous_services = a b", "a list such as pkg.Service, pkg.* is expected")]
    [InlineData("grpc_auth.credential_headers = x-acme: token", "a list of header names is expected")]
    public async Task An_option_that_cannot_be_read_is_reported_once(string option, string reason)
    {
        var reports = await ReportsAsync(option);

        var report = Assert.Single(reports, r => r.Id == "GRPCAUTH0001");
        Assert.Equal(Location.None, report.Location);
        var (key, value) = (option.Split('=')[0].Trim(), option.Split('=')[1].Trim());
        Assert.Equal($"'{key} = {value}' is not understood ({reason}), so the default is used", report.GetMessage(null));
    }

    [Theory]
    [InlineData("grpc_auth.anonymous_services = a.B, pkg.*")]
    [InlineData("grpc_auth.anonymous_services =")]
    [InlineData("grpc_auth.anonymous_methods = a.B/C, Orders/*, Ping")]
    [InlineData("grpc_auth.credential_headers = x-acme, x-other")]
    [InlineData("grpc_auth.token_provider = Acme.Tokens.GetTokenAsync")]
    [InlineData("grpc_auth.tests = Same")]
    [InlineData("grpc_auth_other.key = 1")]
    [InlineData("dotnet_diagnostic.GRPCAUTH1001.severity = error")]
    public async Task An_option_that_is_understood_is_silent(string option) =>
        Assert.DoesNotContain(await ReportsAsync(option), r => r.Id == "GRPCAUTH0001");

    private static async Task<Diagnostic[]> ReportsAsync(string option)
    {
        var project = await ProjectUnderTest.CreateAsync(Source, Setup.Usual with { EditorConfig = option, Documents = [("Other.cs", "class Third { }")] });
        var compilation = await project.GetCompilationAsync();
        return [.. (await Analysis.WholeAsync(compilation!, project.AnalyzerOptions, new GrpcAuthAnalyzer())).Where(r => r.Id.StartsWith("GRPCAUTH", System.StringComparison.Ordinal))];
    }
}
