using System;
using System.Linq;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>
/// Analyses any solution, project or folder without editing it:
/// 1. builds the target as it is, without analyzers; the files of <c>Targets/</c> send obj and bin to a temporary folder and note how the compiler was
///    called, with the configuration files that the package would add,
/// 2. calls the compiler once more for each compilation, with our analyzers only, so that RunAnalyzers=false, TreatWarningsAsErrors and NoWarn of the
///    target, error severities, and older versions of our package do not change what is found,
/// 3. does so again, with what the servers of all projects ask of each RPC, where that can change a report,
/// 4. merges the SARIF logs, prints the findings by rule, and how much was seen and decided.
/// </summary>
internal static class ScanRun
{
    /// <returns>One of <see cref="ExitCode"/>, or what a signal asks for.</returns>
    internal static async Task<int> RunAsync(ScanOptions options)
    {
        using var signals = new StopSignals();
        try
        {
            using var folder = new TemporaryFolder();
            var target = await ScanTarget.FindAsync(options.Path, folder.Path, signals.Token);
            var (analysis, missing) = await ScanProgress.ShowAsync(ScanProgress.Terminal, async progress =>
            {
                var build = await TargetBuild.RunAsync(target, folder.Path, progress, signals.Token);
                var analysed = await Analysis.RunAsync(build.Compilations, target.Root, progress, signals.Token);
                return (analysed, build.Missing.Concat(analysed.Failed).ToArray());
            });
            if (analysis.Coverage.Projects == 0)
                throw new ScanException(string.Join('\n', missing.Select(project => $"{project.Project} {project.Reason}")));

            ConsoleReport.Write(analysis.Findings, target.Root);
            ConsoleReport.WriteSummary(analysis.Findings, analysis.Coverage, missing, target.Root);
            if (options.Sarif is not null)
                SarifFile.Write(options.Sarif, analysis.Findings, target.Root);
            if (options.Facts is not null)
                LearnedFacts.Write(options.Facts, analysis.Facts);
            return analysis.Findings.Any(finding => finding.Severity >= options.FailOn) ? ExitCode.Findings
                : missing.Length > 0 ? ExitCode.PartlyScanned
                : ExitCode.Scanned;
        }
        catch (ScanException exception)
        {
            Console.Error.WriteLine("scan: " + exception.Message);
            return ExitCode.NotScanned;
        }
        catch (OperationCanceledException) when (signals.ExitCode != 0)
        {
            Console.Error.WriteLine("scan: stopped");
            return signals.ExitCode;
        }
    }
}
