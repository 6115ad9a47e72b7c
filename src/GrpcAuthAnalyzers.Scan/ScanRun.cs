using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Scanning.Baselines;
using GrpcAuthAnalyzers.Scanning.Fixing;
using GrpcAuthAnalyzers.Scanning.Mapping;
using GrpcAuthAnalyzers.Scanning.Reports;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>
/// Analyses any solution, project or folder without editing it, unless it is told to fix what it finds:
/// 1. builds the target as it is, without analyzers; the files of <c>Targets/</c> send obj and bin to a temporary folder and note how the compiler was
///    called, with the configuration files that the package would add,
/// 2. calls the compiler once more for each compilation, with our analyzers only, so that RunAnalyzers=false, TreatWarningsAsErrors and NoWarn of the
///    target, error severities, and older versions of our package do not change what is found,
/// 3. does so again, with what all projects show each other, where that can change a report,
/// 4. merges the SARIF logs, prints the findings by rule, and how much was seen and decided.
/// </summary>
internal static class ScanRun
{
    /// <returns>One of <see cref="ExitCode"/>, or what a signal asks for.</returns>
    /// <exception cref="ScanException">Nothing is scanned.</exception>
    internal static async Task<int> RunAsync(ScanOptions options)
    {
        using var signals = new StopSignals();
        try
        {
            using var folder = new TemporaryFolder();
            await using var server = new CompilerServer();
            var targets = await ScanTarget.FindAllAsync(options.Paths, folder.Path, signals.Token);
            var root = ScanTarget.RootOf(targets);
            var baseline = options.Baseline is { } file ? Baseline.Read(file, options.WritesBaseline) : null;
            var (compilations, analysis, missing) = await ScanProgress.ShowAsync(options.IsQuiet ? null : ScanProgress.Terminal, async progress =>
            {
                var build = await TargetBuild.RunAsync(targets, folder.Path, server, progress, signals.Token);
                var asked = options.Map is null ? build.Compilations : MarkLog.Asking(build.Compilations, folder.Path);
                var analysed = await Analysis.RunAsync(asked, root, server, progress, signals.Token);
                return (build.Compilations, analysed, build.Missing.Concat(analysed.Failed).ToArray());
            });
            if (analysis.Coverage.Projects == 0)
                throw new ScanException(string.Join('\n', missing.Select(project => $"{project.Project} {project.Reason}")));
            if (options.Map is not null)
                MapFile.Write(MapBuilder.Build(MarkLog.Read(analysis.Logs, root), missing, root), options.Map, root);
            if (options.Facts is not null)
                LearnedFacts.Write(options.Facts, analysis.Facts);

            var unaccepted = options.WritesBaseline ? [] : baseline?.NewOf(analysis.Findings) ?? analysis.Findings;
            var findings = unaccepted.Where(options.Filter.Has).ToArray();
            if (options.IsFix)
            {
                var counted = analysis with { Findings = findings };
                var left = await FixCommand.RunAsync(compilations, counted, root, folder.Path, options, Console.Out, signals.Token);
                return ExitCodeOf(left >= options.FailOn, missing);
            }

            var result = new ScanResult(root, findings, analysis.Coverage, missing) { Baseline = OutcomeOf(baseline, options, analysis, missing, root) };
            Report.Write(result, options.Format, options.IsQuiet, Console.Out, Console.Error, Ink.OfOutput());
            if (options.Sarif is not null)
                SarifReport.Write(options.Sarif, findings, root, isNew: baseline is not null);
            return ExitCodeOf(findings.Any(finding => finding.Severity >= options.FailOn), missing);
        }
        catch (OperationCanceledException) when (signals.ExitCode != 0)
        {
            Console.Error.WriteLine("scan: stopped");
            return signals.ExitCode;
        }
    }

    private static int ExitCodeOf(bool hasFindings, NotAnalysed[] missing) =>
        hasFindings ? ExitCode.Findings : missing.Length > 0 ? ExitCode.PartlyScanned : ExitCode.Scanned;

    /// <summary>Compares with the baseline, and writes it if that is asked for. What projects have that are not analysed stays in it.</summary>
    private static BaselineOutcome? OutcomeOf(Baseline? baseline, ScanOptions options, Analysis analysis, NotAnalysed[] missing, string root)
    {
        if (baseline is null)
            return null;

        var unneeded = baseline.GoneFrom(analysis.Findings, root);
        var (gone, kept) = missing.Length > 0 ? ([], unneeded) : (unneeded, (IReadOnlyList<Accepted>)[]);
        if (!options.WritesBaseline)
            return new(analysis.Findings.Count - baseline.NewOf(analysis.Findings).Count, gone, IsWritten: false);

        return new(baseline.Write(options.Baseline!, analysis.Findings, kept, root), gone, IsWritten: true);
    }
}
