using GrpcAuthAnalyzers.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Which findings count.</summary>
public sealed class FindingFilterTests
{
    [Theory]
    [InlineData("GRPCAUTH1001", true)]
    [InlineData("grpcauth1001", true)]
    [InlineData("1001", true)]
    [InlineData("1xxx", true)]
    [InlineData("1*", true)]
    [InlineData("2004, 1001", true)]
    [InlineData("2xxx,1002", false)]
    public void A_rule_is_named_by_id_digits_or_band(string rules, bool counts) =>
        Assert.Equal(counts, new FindingFilter([rules], Severity.Info, []).Has(Findings.Of("GRPCAUTH1001", "warning", "App/Client.cs")));

    [Theory]
    [InlineData("9999")]
    [InlineData("CS8618")]
    [InlineData("1001,nope")]
    [InlineData("100.")]
    public void A_rule_that_does_not_exist_is_an_error(string rules) =>
        Assert.Contains("'explain' lists them", Assert.Throws<ScanException>(() => new FindingFilter([rules], Severity.Info, [])).Message);

    [Theory]
    [InlineData("**/Legacy/**", false)]
    [InlineData("App/", false)]
    [InlineData("app/legacy/*.CS", false)]
    [InlineData("Client.cs", true)]
    [InlineData("**/*.json", true)]
    public void A_glob_is_relative_to_the_scanned_folder(string glob, bool counts) =>
        Assert.Equal(counts, new FindingFilter([], Severity.Info, ["Other/**", glob]).Has(Findings.Of("GRPCAUTH1001", "warning", "App/Legacy/Client.cs")));

    [Theory]
    [InlineData("note", false)]
    [InlineData("warning", true)]
    [InlineData("error", true)]
    public void A_severity_is_the_lowest_that_counts(string level, bool counts) =>
        Assert.Equal(counts, new FindingFilter([], Severity.Warning, []).Has(Findings.Of("GRPCAUTH1001", level, "App/Client.cs")));
}
