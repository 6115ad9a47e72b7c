using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Scanning.Fixing;

/// <summary><c>--fix</c>: fixes the code that was analysed, and says what is left.</summary>
internal static class FixCommand
{
    /// <param name="compilations">What was analysed.</param>
    /// <param name="analysis">What was found: its facts decide here, too.</param>
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="temporary">The folder of the scan.</param>
    /// <param name="options">What the command line asks for.</param>
    /// <param name="output">Gets the report.</param>
    /// <param name="stop">Ends it; no file is written then.</param>
    /// <returns>The highest severity of what is left; null if nothing is.</returns>
    internal static async Task<Severity?> RunAsync(
        IReadOnlyList<Compilation> compilations, Analysis analysis, string root, string temporary, ScanOptions options, TextWriter output,
        CancellationToken stop)
    {
        using var workspace = new AdhocWorkspace();
        var (run, written) = await ScanProgress.ShowAsync(options.IsQuiet ? null : ScanProgress.Terminal, async progress =>
        {
            var before = SolutionLoader.Load(workspace, compilations, [.. AdditionalFiles(analysis, temporary, options.Baseline)]);
            var fixing = new FixRun(
                before,
                path => WrittenFiles.MayChange(path, temporary),
                report => report.Id.StartsWith("GRPCAUTH", StringComparison.Ordinal)
                    && options.Filter.Has(report.Id, SeverityOf(report), FileOf(report, root)),
                progress, stop);
            var after = await fixing.RunAsync();
            return (fixing, await WrittenFiles.WriteAsync(before, after, stop));
        });

        output.WriteLine(written.Count == 0
            ? "Nothing is fixed."
            : $"Fixed: {run.Fixed} of {run.Fixed + run.Left.Count} findings in code. Changed files ({written.Count}):");
        foreach (var file in written)
            output.WriteLine("  " + Relative(file, root));

        var left = run.Left
            .Select(each => (Place: PlaceOf(each.Report, root), Severity: SeverityOf(each.Report), each.Report.Id, Text: each.Report.GetMessage(), each.Reason))
            .Concat(analysis.Findings.Where(finding => Path.GetExtension(finding.File) != ".cs" && options.Filter.Has(finding))
                .Select(finding => (finding.Place, finding.Severity, Id: finding.RuleId, Text: finding.Message, Reason: "it is not in code")))
            .ToArray();
        if (left.Length == 0)
            return null;

        output.WriteLine($"Left ({left.Length}):");
        foreach (var (place, severity, id, text, reason) in left)
            output.WriteLine($"  {place}  {severity.ToText()} {id}: {text}\n      {reason}");
        return left.Max(each => each.Severity);
    }

    /// <summary>What decides in the analyzers besides the code, under the names that they know.</summary>
    private static IEnumerable<string> AdditionalFiles(Analysis analysis, string temporary, string? baseline)
    {
        var folder = Directory.CreateDirectory(Path.Combine(temporary, "fix")).FullName;
        if (analysis.Facts.Count > 0)
            yield return LearnedFacts.WriteInto(folder, analysis.Facts);

        if (baseline is null)
            yield break;

        var copy = Path.Combine(folder, "GrpcAuth.Baseline.sarif");
        File.Copy(baseline, copy);
        yield return copy;
    }

    private static Severity SeverityOf(Diagnostic report) => report.Severity switch
    {
        DiagnosticSeverity.Error => Severity.Error,
        DiagnosticSeverity.Warning => Severity.Warning,
        _ => Severity.Info,
    };

    private static string PlaceOf(Diagnostic report, string root)
    {
        var start = report.Location.GetLineSpan().StartLinePosition;
        return $"{FileOf(report, root)}:{start.Line + 1}:{start.Character + 1}";
    }

    private static string FileOf(Diagnostic report, string root) => Relative(report.Location.SourceTree!.FilePath, root);

    private static string Relative(string file, string root) => Path.GetRelativePath(root, file).Replace('\\', '/');
}
