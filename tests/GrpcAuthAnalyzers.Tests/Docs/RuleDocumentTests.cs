using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Docs;

/// <summary>The document of a rule says what the descriptor says, and its examples are compiled and analysed.</summary>
public sealed class RuleDocumentTests
{
    /// <summary>The rules that have a document.</summary>
    private static IEnumerable<(Rule Rule, string Text)> Documents =>
        Rule.All.Select(rule => (rule, Repository.Read($"docs/rules/{rule.Id}.md"))).Where(document => document.Item2.Length > 0);

    [Fact]
    public void A_document_has_id_name_title_severity_and_category_of_the_descriptor() => Assert.All(Documents, document =>
    {
        var (rule, text) = document;
        var heading = text.Split('\n').First(line => line.StartsWith("# ", StringComparison.Ordinal));
        Assert.Contains(rule.Id, heading, StringComparison.Ordinal);
        Assert.Contains(rule.Name, text, StringComparison.Ordinal);
        Assert.Contains(rule.Descriptor.Title.ToString(), text, StringComparison.Ordinal);
        Assert.Contains(rule.Descriptor.Category, text, StringComparison.Ordinal);
        Assert.Contains(rule.Descriptor.DefaultSeverity.ToString(), text, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_document_belongs_to_a_rule() =>
        Assert.Equal(Documents.Select(document => $"docs/rules/{document.Rule.Id}.md").Append("docs/rules/README.md"), Repository.Files("docs/rules", "*.md"));

    [Fact]
    public void A_document_about_code_shows_a_violation_and_a_fix() => Assert.All(Documents.Where(document => document.Rule.IsAboutCode), document =>
    {
        var kinds = Fence.In(document.Text).Select(fence => fence.Kind).ToArray();
        Assert.Contains("violation", kinds);
        Assert.True(kinds.Contains("fixed") || kinds.Contains("rewritten"), $"{document.Rule.Id} shows no code without the defect.");
    });

    [Fact]
    public async Task Violations_are_reported_and_fixed_examples_are_silent()
    {
        foreach (var (rule, text) in Documents)
        {
            foreach (var fence in Fence.In(text).Where(fence => fence.Kind is "violation" or "fixed" or "rewritten"))
                await AssertExampleAsync(rule, fence);
        }
    }

    [Fact]
    public async Task A_fixed_example_is_exactly_what_the_fix_writes()
    {
        foreach (var (rule, text) in Documents)
        {
            var violation = "";
            foreach (var fence in Fence.In(text).Where(fence => fence.Language == "csharp"))
            {
                if (fence.Kind == "violation")
                    violation = fence.Code;
                else if (fence.Kind == "fixed")
                    AssertSame($"docs/rules/{rule.Id}.md, line {fence.Line}", fence.Code, await FixPromise.HoldsAsync(violation, SetupOf(violation)));
            }
        }
    }

    private static void AssertSame(string place, string shown, string written) =>
        Assert.True(shown.Trim() == written.ReplaceLineEndings("\n").Trim(), $"{place} shows\n{shown}\nbut the fix writes\n{written}");

    /// <summary>Examples that obtain tokens refer to the libraries that they name.</summary>
    private static Setup SetupOf(string code) =>
        code.Contains("Azure.Identity", StringComparison.Ordinal) || code.Contains("Google.Apis", StringComparison.Ordinal)
            ? new Setup { TokenPackages = true }
            : Setup.Usual;

    private static async Task AssertExampleAsync(Rule rule, Fence fence)
    {
        var place = $"docs/rules/{rule.Id}.md, line {fence.Line}";
        var (code, setup) = fence.Language == "json" ? ("", ConfigFileSetup.With("appsettings.json", fence.Code)) : (fence.Code, SetupOf(fence.Code));
        var project = await ProjectUnderTest.CreateAsync(code, setup);
        var errors = (await project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.False(errors.Any(), $"{place}: {errors.FirstOrDefault()}");

        var reports = await Analysis.SameInEveryHostAsync(code, setup, new GrpcAuthAnalyzer());
        string[] expected = fence.Kind == "violation" ? [rule.Id] : [];
        Assert.True(
            expected.SequenceEqual(reports.Select(report => report.Id).Distinct()),
            $"{place}: expected [{string.Join(", ", expected)}], reported:\n{Analysis.Lines(reports)}");
    }
}
