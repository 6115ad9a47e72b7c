using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Step 1: the target, built into the temporary folder. What builds is kept; the rest is named with its reason.</summary>
internal static class TargetBuild
{
    // Global properties win over every value in the target.
    private static readonly string[] Properties =
    [
        "-p:ProvideCommandLineArgs=true", "-p:RunAnalyzers=false", "-p:GeneratePackageOnBuild=false", "-p:NuGetAudit=false", "-p:WarningsAsErrors=",
        "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:CodeAnalysisTreatWarningsAsErrors=false",
    ];

    /// <returns>One compilation for each C# project and target framework, never none, and the projects that have none.</returns>
    /// <exception cref="ScanException">Nothing is compiled.</exception>
    internal static async Task<(IReadOnlyList<Compilation> Compilations, IReadOnlyList<NotAnalysed> Missing)> RunAsync(
        IReadOnlyList<ScanTarget> targets, string folder, CompilerServer server, ScanProgress progress, CancellationToken stop)
    {
        // MSBuild imports every file in these two folders, so that no property of the target is taken away from it.
        var extensions = Path.Combine(folder, "msbuild");
        Import("Isolate.targets", "ImportBefore");
        Import("Capture.targets", "ImportAfter");
        Import("GrpcAuthAnalyzers.targets", "ImportAfter");

        var logs = new List<BuildLog>();
        var failures = new List<(NotAnalysed Target, BuildLog Log)>();
        foreach (var target in targets)
        {
            var log = new BuildLog(server);
            logs.Add(log);
            if (await FailureOfAsync(target, log, folder, extensions, server, progress, stop) is { } failure)
                failures.Add((new(target.Name, failure), log));
        }

        var compilations = Directory.EnumerateFiles(folder, "compilation.txt", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Compilation.Read).ToArray();
        if (compilations.Length > 0)
        {
            var missing = logs.SelectMany(log => log.ProjectsWithout(compilations))
                .Concat(failures.Where(failure => !failure.Log.NamesProjects).Select(failure => failure.Target));
            return (compilations, [.. missing.DistinctBy(each => each.Project)]);
        }

        throw new ScanException(failures.Count > 0
            ? string.Join('\n', failures.Select(failure => $"{failure.Target.Project} does not restore or build:\n{failure.Target.Reason}"))
            : $"{string.Join(", ", targets.Select(target => target.Name))} compiles no C#");

        void Import(string file, string when)
        {
            var into = Directory.CreateDirectory(Path.Combine(extensions, "Current", "Microsoft.Common.targets", when));
            File.Copy(Path.Combine(ToolFiles.Targets, file), Path.Combine(into.FullName, file));
        }
    }

    /// <returns>What is wrong with a target, or null; some of its projects may be compiled all the same.</returns>
    private static async Task<string?> FailureOfAsync(
        ScanTarget target, BuildLog log, string folder, string extensions, CompilerServer server, ScanProgress progress, CancellationToken stop)
    {
        // Restored on its own: a build that restores ends if one of its projects does not restore.
        progress.Begin("Restoring");
        var restored = await DotNetAsync("restore");
        progress.Begin("Building", target.Projects);
        var built = await DotNetAsync("build", "--no-restore");
        return restored.ExitCode == 0 && built.ExitCode == 0 ? null : log.Errors.Length > 0 ? log.Errors : built.Text;

        Task<(int ExitCode, string Text)> DotNetAsync(params string[] command) => DotNet.RunAsync(
            target.Root,
            [("CustomAfterDirectoryBuildProps", Path.Combine(ToolFiles.Targets, "Isolate.props")), ("GrpcAuthScanFolder", folder)],
            [
                command[0], target.BuildFile, .. command[1..], "-tl:off", "-v:m", "-clp:NoSummary", "-p:MSBuildUserExtensionsPath=" + extensions, .. Properties,
                .. server.BuildProperties,
            ],
            stop,
            line =>
            {
                log.Read(line);
                progress.Show(log.Current, log.Done);
            });
    }
}
