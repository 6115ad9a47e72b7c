#:package Microsoft.VisualStudio.SolutionPersistence
#:package Spectre.Console
#:property PublishAot=false
using System;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Scanning;

// Analyses any solution, project or folder without editing it:
//   1. builds the analyzers of this repository,
//   2. builds the target as it is, without analyzers; build/scan/ sends obj and bin to a temporary folder and notes how the compiler was called,
//      with the configuration files that the package would add,
//   3. calls the compiler once more for each compilation, with our analyzers only, so that RunAnalyzers=false, TreatWarningsAsErrors and
//      NoWarn of the target, error severities, and older versions of our package do not change what is found,
//   4. does so again, with what the servers of all projects ask of each RPC, where that can change a report,
//   5. merges the SARIF logs, prints the findings by rule, and how much was seen and decided.

const string Usage = """
    dotnet run build/scan.cs -- [PATH] [--sarif FILE] [--fail-on error|warning|info|never] [--write-facts FILE]

      PATH       a solution, a project or a folder; without it, the samples of this repository
      --sarif    also write the findings as SARIF 2.1.0
      --fail-on  exit with 1 if there is a finding of this severity or above (default: never)
      --write-facts
                 also write what the servers ask of each RPC, for builds and editors: GrpcAuth.Facts.txt, see docs/facts.md

    Exit codes: 0 scanned, 1 findings by --fail-on, 2 not scanned, 3 partly scanned: the projects that do not build are listed.
    """;

var repository = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
using var signals = new StopSignals();
try
{
    if (args is ["-h" or "--help" or "-?"])
    {
        Console.WriteLine(Usage);
        return 0;
    }

    var options = ScanOptions.Parse(args, samples: Path.Combine(repository, "tests", "Samples"));
    using var folder = new TemporaryFolder();
    var target = await ScanTarget.FindAsync(options.Path, folder.Path, signals.Token);
    var (analysis, missing) = await ScanProgress.ShowAsync(ScanProgress.Terminal, async progress =>
    {
        progress.Begin("Building the analyzers");
        var analyzers = await AnalyzerBuild.RunAsync(repository, signals.Token);
        var build = await TargetBuild.RunAsync(target, folder.Path, Path.Combine(repository, "build", "scan"), progress, signals.Token);
        var analysed = await Analysis.RunAsync(build.Compilations, analyzers, target.Root, progress, signals.Token);
        return (analysed, build.Missing.Concat(analysed.Failed).ToArray());
    });
    if (analysis.Coverage.Projects == 0)
        throw new ScanException(string.Join('\n', missing.Select(project => $"{project.Project} {project.Reason}")));

    ConsoleReport.Write(analysis.Findings, target.Root);
    ConsoleReport.WriteSummary(analysis.Findings, analysis.Coverage, missing, target.Root);
    if (options.Sarif is not null)
        SarifFile.Write(options.Sarif, analysis.Findings, target.Root);
    if (options.Facts is not null)
        File.WriteAllLines(options.Facts, analysis.Facts);
    return analysis.Findings.Any(finding => finding.Severity >= options.FailOn) ? 1 : missing.Length > 0 ? 3 : 0;
}
catch (ScanException exception)
{
    Console.Error.WriteLine("scan: " + exception.Message);
    return 2;
}
catch (OperationCanceledException) when (signals.ExitCode != 0)
{
    Console.Error.WriteLine("scan: stopped");
    return signals.ExitCode;
}
