using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>
/// docs/troubleshooting.md promises an answer to each cause of a refused token: a rule, a call that fails live because of it, and a fix or the reason why there
/// is none.
/// </summary>
public sealed class CausesTests
{
    private const string Document = "docs/troubleshooting.md";
    private const string LiveFacts = "tests/GrpcAuthAnalyzers.EndToEnd/RuntimeFacts";

    private static readonly string[] Lines = Repository.Read(Document).Split('\n');

    /// <summary>The rows of the first table: cause, places below, rules.</summary>
    private static readonly string[][] Causes = [.. RowsBelow("| cause of \"invalid API token\" | below | rules |")];

    /// <summary>The rows of each table of code and rule.</summary>
    private static readonly string[][] Codes = [.. RowsBelow("| code | rule |")];

    public static TheoryData<string> Ids => [.. Rule.All.Where(rule => rule.IsAboutCode).Select(rule => rule.Id)];

    public static TheoryData<string> CauseNames => [.. Causes.Select(cells => cells[0])];

    [Fact]
    public void The_document_has_causes_and_code() => Assert.True(Causes.Length >= 8 && Codes.Length >= Rule.All.Count, $"{Causes.Length} and {Codes.Length} rows");

    [Theory]
    [MemberData(nameof(CauseNames))]
    public void A_cause_has_rules_and_a_place_below_where_they_are(string cause)
    {
        var cells = Causes.Single(cells => cells[0] == cause);
        var ids = IdsOf(cells[2]);
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains(Rule.All, rule => rule.Id == id));

        var places = Regex.Matches(cells[1], @"\]\(#([^)]+)\)").Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.Contains(Lines, line => line.StartsWith("## ", StringComparison.Ordinal) && Anchor(line[3..]) == place));
        Assert.Contains(places.SelectMany(LinkedIn), id => ids.Contains(id));
    }

    [Fact]
    public void Every_rule_about_code_answers_a_cause() =>
        Assert.Empty(Rule.All.Where(rule => rule.IsAboutCode).Select(rule => rule.Id).Except(Causes.SelectMany(cells => IdsOf(cells[2]))));

    [Fact]
    public void Every_row_of_code_names_a_rule_and_every_rule_has_a_row()
    {
        Assert.All(Codes, cells => Assert.NotEmpty(Linked(cells[1])));
        Assert.Equal(Rule.All.Select(rule => rule.Id), Codes.SelectMany(cells => Linked(cells[1])).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_rule_names_its_cause(string id) => Assert.Matches(@"(?m)^Causes?: \*\*.{8,}\*\*", Repository.Read($"docs/rules/{id}.md"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sample_fails_live_or_the_page_names_a_live_test(string id)
    {
        if (SampleTable.FailsLive(id))
            return;

        var named = Regex.Matches(Repository.Read($"docs/rules/{id}.md"), @"`(\w+Facts)(?:\.(\w+))?`").ToArray();
        Assert.True(named.Length > 0, $"No call of a sample fails because of {id}, and its page names no live test.");
        Assert.All(named, match =>
        {
            var source = Repository.Read($"{LiveFacts}/{match.Groups[1].Value}.cs");
            Assert.Matches(match.Groups[2].Length > 0 ? $@"public (async )?(Task|void) {match.Groups[2].Value}\(" : @"\[\w*(Fact|Theory)\]", source);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_fix_that_its_page_shows_or_the_page_says_why_there_is_none(string id)
    {
        var page = Repository.Read($"docs/rules/{id}.md");
        var hasFix = RuleCatalog.Entries.Single(entry => entry.Descriptor.Id == id).Texts.Fix.Length > 0;
        Assert.Equal(hasFix, Fixable.Contains(id));
        if (hasFix)
            Assert.True(
                TestSources.Count(Rule.Of(id), "Fixes") + TestSources.Count(Rule.Of(id), "FixesAll") > 0 || page.Contains("```csharp fixed", StringComparison.Ordinal),
                $"No test of the fix of {id}, and its page does not show what it writes.");
        else
            Assert.Matches(@"There is no code fix[.:,] [\s\S]{40,}", page);
    }

    /// <summary>The ids that a fix is exported for.</summary>
    private static HashSet<string> Fixable { get; } =
    [
        .. typeof(GrpcAuthFixProvider).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(GrpcAuthFixProvider)))
            .SelectMany(type => ((GrpcAuthFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    /// <summary>The cells of the rows of each table with this header.</summary>
    private static IEnumerable<string[]> RowsBelow(string header)
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Lines[i] != header)
                continue;

            for (i += 2; i < Lines.Length && Lines[i].StartsWith('|'); i++)
                yield return [.. Lines[i].Trim('|').Split(" | ").Select(cell => cell.Trim())];
        }
    }

    /// <summary><c>1001 to 1003, 4006</c>.</summary>
    private static List<string> IdsOf(string ranges) =>
    [
        .. ranges.Split(", ").SelectMany(range =>
        {
            var ends = range.Split(" to ").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Select(number => $"GRPCAUTH{number}");
        }),
    ];

    /// <summary>The rules that a cell links to, each by its page.</summary>
    private static IEnumerable<string> Linked(string cell) =>
        Regex.Matches(cell, @"\[(GRPCAUTH\d{4})\]\(rules/\1\.md\)").Select(match => match.Groups[1].Value);

    /// <summary>The rules that the section with this anchor links to.</summary>
    private static IEnumerable<string> LinkedIn(string anchor) => Lines
        .SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal) || Anchor(line[3..]) != anchor)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .SelectMany(Linked);

    private static string Anchor(string heading) => Regex.Replace(heading.ToLowerInvariant(), "[^a-z0-9 -]", "").Replace(' ', '-');
}
