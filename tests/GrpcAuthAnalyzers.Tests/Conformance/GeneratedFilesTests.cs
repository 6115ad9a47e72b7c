using System.Linq;
using GrpcAuthAnalyzers.Generation;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>What follows from the table of rules is generated from it, and nobody has edited it since.</summary>
public sealed class GeneratedFilesTests
{
    [Fact]
    public void Every_generated_file_is_up_to_date()
    {
        var stale = GeneratedFiles.Stale(Repository.Read).Select(file => file.Path).ToArray();
        Assert.True(stale.Length == 0, $"Out of date: {string.Join(", ", stale)}. Run '{GeneratedFiles.Command}'.");
    }

    [Theory]
    [InlineData("build/presets/Strict.globalconfig")]
    [InlineData("src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md")]
    [InlineData("docs/rules/README.md")]
    [InlineData("docs/rules/GRPCAUTH2001.md")]
    public void A_row_that_is_missing_makes_its_file_stale_and_is_written_back(string path)
    {
        const string Id = "GRPCAUTH2001";
        var without = string.Join('\n', Repository.Read(path).Split('\n').Where(line => !line.Contains(Id)));
        var stale = Assert.Single(GeneratedFiles.Stale(read => read == path ? without : Repository.Read(read)));
        Assert.Equal(path, stale.Path);
        Assert.Equal(Repository.Read(path), stale.Text);
    }

    [Fact]
    public void A_rule_without_a_document_gets_one_that_begins_with_its_header()
    {
        const string Path = "docs/rules/GRPCAUTH2001.md";
        var created = Assert.Single(GeneratedFiles.Stale(read => read == Path ? "" : Repository.Read(read)));
        Assert.StartsWith("<!-- generated: header -->\n# GRPCAUTH2001: Credential is hard-coded\n", created.Text);
    }

    [Fact]
    public void Shipped_rules_have_no_unshipped_row()
    {
        const string Shipped = "AnalyzerReleases.Shipped.md", Row = "GRPCAUTH2001 | GrpcAuth.Secrets | Warning | HardCodedCredential\n";
        var unshipped = Assert.Single(GeneratedFiles.Stale(read => read == Shipped ? Repository.Read(read) + Row : Repository.Read(read)));
        Assert.Equal(Repository.Read("src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md").Replace(Row, ""), unshipped.Text);
    }
}
