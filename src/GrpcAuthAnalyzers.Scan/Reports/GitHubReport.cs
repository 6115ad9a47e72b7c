using System;
using System.IO;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>Annotations of a GitHub workflow: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-a-warning-message.</summary>
internal static class GitHubReport
{
    internal static void Write(ScanResult result, TextWriter output)
    {
        // GitHub knows the files of a repository by their path from its checkout.
        var workspace = Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } folder ? folder : Environment.CurrentDirectory;
        foreach (var finding in result.Findings)
        {
            var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var file = Path.GetRelativePath(workspace, Path.Combine(result.Root, finding.File)).Replace('\\', '/');
            var place = $"file={OfProperty(file)}";
            if (finding.Line > 0)
                place += $",line={finding.Line},endLine={finding.EndLine},col={finding.Column},endColumn={finding.EndColumn}";
            output.WriteLine($"::{command} {place},title={OfProperty($"{finding.RuleId}: {finding.Title}")}::{OfText($"{finding.Message} {finding.Help}")}");
        }
    }

    private static string OfText(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string OfProperty(string text) => OfText(text).Replace(":", "%3A").Replace(",", "%2C");
}
