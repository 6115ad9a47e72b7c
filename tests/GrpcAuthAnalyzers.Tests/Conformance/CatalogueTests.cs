using System;
using System.Linq;
using System.Reflection;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The catalogue is the table of contents: what it says is true everywhere else.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string> Ids => Rule.Ids;

    [Fact]
    public void Descriptors_are_ordered_by_id_and_none_is_left_out()
    {
        var ids = RuleCatalog.All.Select(descriptor => descriptor.Id).ToArray();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);

        var fields = typeof(RuleCatalog).GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor));
        Assert.Equal(ids.Length, fields.Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_row_says_what_is_reported_and_grades_a_rule_that_reports_information_as_well(string id)
    {
        var row = RuleCatalog.Entries.Single(entry => entry.Descriptor.Id == id);
        Assert.NotEmpty(row.Texts.Reports);
        Assert.True(row.Texts.IsGraded || (row.Texts.Information.Length == 0 && row.Texts.InTests != InTests.Information), $"{id} is not graded.");
        Assert.Equal(row.Texts.IsGraded, RuleCatalog.IsGraded(row.Descriptor));
    }

    [Fact]
    public void The_analyzer_announces_exactly_the_catalogue() =>
        Assert.Equal(RuleCatalog.All, new GrpcAuthAnalyzer().SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_descriptor_says_what_it_is(string id)
    {
        var rule = Rule.Of(id);
        var descriptor = rule.Descriptor;
        Assert.Matches("^GRPCAUTH[0-7][0-9]{3}$", id);
        Assert.Equal("GrpcAuth." + rule.Band, descriptor.Category);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Equal($"{Repository.Url}/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);
        Assert.NotEmpty(descriptor.Description.ToString());

        // RS1032: a title and a one-sentence message end without a full stop, a description with one.
        Assert.False(descriptor.Title.ToString().EndsWith('.'));
        Assert.True(descriptor.Description.ToString().EndsWith('.'));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_release_row_names_id_category_severity_and_rule(string id)
    {
        var rule = Rule.Of(id);
        var severity = rule.Descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "Info" : rule.Descriptor.DefaultSeverity.ToString();
        var rows = (Repository.Read("AnalyzerReleases.Shipped.md") + "\n" + Repository.Read("src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md"))
            .Split('\n').Where(line => line.StartsWith(id, StringComparison.Ordinal));
        Assert.Equal($"{id} | {rule.Descriptor.Category} | {severity} | {rule.Name}", Assert.Single(rows).Trim());
    }

    [Fact]
    public void There_are_at_least_as_many_tests_of_silence_as_of_reports()
    {
        var silent = Rule.All.Sum(rule => TestSources.Count(rule, "Silent"));
        var reports = Rule.All.Sum(rule => TestSources.Count(rule, "Reports"));
        Assert.True(reports > 0 && silent >= reports, $"{silent} tests of silence, {reports} of reports.");
    }
}
