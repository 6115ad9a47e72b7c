using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>Every file that follows from the table of rules.</summary>
internal static class GeneratedFiles
{
    /// <summary>What writes them.</summary>
    internal const string Command = "dotnet run build/generate.cs";

    private const string Shipped = "AnalyzerReleases.Shipped.md";
    private const string Unshipped = "src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md";

    /// <summary>The files whose text is not what the table says, with the text that they should have; none if all are up to date.</summary>
    /// <param name="read">Gives the text of a path, and an empty text if there is no such file.</param>
    internal static IEnumerable<GeneratedFile> Stale(Func<string, string> read) => All(read).Where(file => read(file.Path) != file.Text);

    private static IEnumerable<GeneratedFile> All(Func<string, string> read)
    {
        foreach (var preset in Presets.All)
            yield return preset;
        yield return new(Unshipped, ReleaseRows(read(Unshipped), read(Shipped)));
        yield return new("README.md", WithRegion("README.md", "bands", RuleDocuments.Bands, read));
        yield return new("docs/rules/README.md", RuleDocuments.Catalogue);
        foreach (var rule in RuleCatalog.Entries)
        {
            var path = $"docs/rules/{rule.Descriptor.Id}.md";
            var header = RuleDocuments.HeaderOf(rule);
            yield return new(path, read(path).Length == 0 ? Region.Of("header", header) + "\n" : WithRegion(path, "header", header, read));
        }
    }

    private static string WithRegion(string path, string name, string content, Func<string, string> read) => Region.Replace(read(path), name, content)
        ?? throw new InvalidOperationException($"{path} needs the lines '<!-- generated: {name} -->' and '<!-- end -->'; what is between them is generated.");

    /// <summary>
    /// The unshipped releases with one row in "New Rules" for each rule that has not been shipped. A release moves the rows to the shipped file;
    /// other sections (changed and removed rules) are kept.
    /// </summary>
    private static string ReleaseRows(string unshipped, string shipped)
    {
        var rows = RuleCatalog.Entries
            .Where(rule => !shipped.Contains($"\n{rule.Descriptor.Id} |", StringComparison.Ordinal))
            .Select(rule => $"{rule.Descriptor.Id} | {rule.Descriptor.Category} | {rule.Descriptor.DefaultSeverity} | {rule.Name}");
        var lines = unshipped.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("---", StringComparison.Ordinal)) + 1;
        return string.Join('\n', [.. lines[..first], .. rows, .. lines[first..].SkipWhile(line => line.StartsWith("GRPCAUTH", StringComparison.Ordinal))]);
    }
}
