using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>What the Markdown documents say of the rules.</summary>
internal static class RuleDocuments
{
    /// <summary>The table of bands for the README.</summary>
    internal static string Bands => Lines(
        ["| band | question | rules |", "|---|---|---|", .. WithRules().Select(band =>
            $"| [{band.Digit}xxx {band.Title}](docs/rules/README.md#{AnchorOf(band)}) | {band.About} | {RulesOf(band).Count()} |")]);

    /// <summary>docs/rules/README.md: every rule, by band.</summary>
    internal static string Catalogue => Lines(
        [$"<!-- generated from src/GrpcAuthAnalyzers/Rules/RuleCatalog*.cs by {GeneratedFiles.Command} -->",
        "# Rules",
        "",
        "*Warning or information*: the severity depends on the evidence; the page of the rule says on what. Test projects get less: see `grpc_auth.tests` in",
        "[configuration](../configuration.md). Any severity can be changed with `dotnet_diagnostic.<id>.severity`.",
        .. WithRules().SelectMany(SectionOf),
        ""]);

    /// <summary>The title and table that a document of a rule begins with.</summary>
    internal static string HeaderOf(CatalogueEntry rule) => Lines(
        [$"# {rule.Descriptor.Id}: {rule.Descriptor.Title}",
        "",
        "| | |",
        "|---|---|",
        $"| Rule | {rule.Name} |",
        $"| Category | {rule.Descriptor.Category} |",
        $"| Severity | {SeverityOf(rule)} |",
        $"| Fix | {(rule.Texts.Fix.Length == 0 ? "none" : rule.Texts.Fix)} |",
        ""]);

    private static IEnumerable<string> SectionOf(RuleBand band) =>
    [
        "",
        $"## {band.Digit}xxx {band.Title}",
        "",
        band.About,
        "",
        "| id | reports | severity | fix |",
        "|---|---|---|---|",
        .. RulesOf(band).Select(rule =>
            $"| [{rule.Descriptor.Id}]({rule.Descriptor.Id}.md) | {rule.Texts.Reports} | {ShortSeverityOf(rule)} | {rule.Texts.Fix} |"),
    ];

    /// <summary>For the catalogue: without the conditions.</summary>
    private static string ShortSeverityOf(CatalogueEntry rule) =>
        NameOf(rule.Descriptor.DefaultSeverity).ToLowerInvariant() + (rule.Texts.Information.Length == 0 ? "" : " or information");

    /// <summary>For the page of the rule: for example <c>Warning for `authorization`; information for other headers, and in test projects</c>.</summary>
    private static string SeverityOf(CatalogueEntry rule)
    {
        var (texts, severity) = (rule.Texts, NameOf(rule.Descriptor.DefaultSeverity));
        if (texts.Where.Length > 0)
            severity += " " + texts.Where;
        if (texts.Information.Length > 0)
            severity += "; information " + texts.Information;

        return (texts.InTests, texts.Information.Length) switch
        {
            (InTests.Same, _) => severity,
            (InTests.Silent, 0) => severity + " (not reported in test projects)",
            (InTests.Silent, _) => severity + "; not reported in test projects",
            (_, 0) => severity + " (information in test projects)",
            _ => severity + ", and in test projects",
        };
    }

    private static string NameOf(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Info ? "Information" : severity.ToString();

    private static IEnumerable<RuleBand> WithRules() => RuleBand.All.Where(band => RulesOf(band).Any());

    private static IEnumerable<CatalogueEntry> RulesOf(RuleBand band) => RuleCatalog.Entries.Where(rule => RuleBand.Of(rule.Descriptor.Id) == band);

    /// <summary>The anchor that GitHub gives the heading of a band.</summary>
    private static string AnchorOf(RuleBand band) => $"{band.Digit}xxx-{band.Title.ToLowerInvariant().Replace(' ', '-')}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
