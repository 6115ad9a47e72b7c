using System;
using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>One search for an id finds its descriptor, class, tests, document and release row, each where its band says.</summary>
public sealed class CompletenessTests
{
    public static TheoryData<string> Ids => Rule.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_band_of_an_id_is_the_folder_and_namespace_of_its_class_and_of_its_tests(string id)
    {
        var rule = Rule.Of(id);
        Assert.True(Repository.Has($"src/GrpcAuthAnalyzers/Rules/{rule.Band}/{rule.Name}.cs"), $"src/GrpcAuthAnalyzers/Rules/{rule.Band}/{rule.Name}.cs is missing.");
        Assert.NotNull(typeof(GrpcAuthAnalyzer).Assembly.GetType($"GrpcAuthAnalyzers.Rules.{rule.Band}.{rule.Name}"));
        Assert.NotEmpty(TestSources.Of(rule));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_tests_where_it_reports_and_where_it_is_silent(string id)
    {
        var rule = Rule.Of(id);
        Assert.True(TestSources.Count(rule, "Reports") > 0, $"No Reports test for {id} {rule.Name}.");
        Assert.True(TestSources.Count(rule, "Silent") > 0, $"No Silent test for {id} {rule.Name}.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_document_and_a_row_of_the_catalogue_that_links_to_it(string id)
    {
        Assert.True(Repository.Has($"docs/rules/{id}.md"), $"docs/rules/{id}.md is missing.");
        var rows = Repository.Read("docs/rules/README.md").Split('\n').Where(line => line.StartsWith($"| [{id}]({id}.md) |", StringComparison.Ordinal));
        Assert.Single(rows);
    }
}
