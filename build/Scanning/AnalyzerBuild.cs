using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Step 1: the analyzers of this repository, built to a folder that only scans use.</summary>
internal static class AnalyzerBuild
{
    /// <returns>The assemblies that the compiler loads: the analyzers, and what counts how much they decide.</returns>
    /// <exception cref="ScanException">They do not build.</exception>
    internal static async Task<string[]> RunAsync(string repository, CancellationToken stop)
    {
        var artifacts = Path.Combine(repository, "artifacts", "scan");
        Directory.CreateDirectory(artifacts);
        using var turn = await OneAtATimeAsync(Path.Combine(artifacts, ".lock"), stop);
        var project = Path.Combine(repository, "src", "GrpcAuthAnalyzers.Coverage", "GrpcAuthAnalyzers.Coverage.csproj");
        var built = await DotNet.RunAsync(
            repository, [], ["build", project, "--configuration", "Release", "--artifacts-path", artifacts, "-v:q", "-clp:ErrorsOnly;NoSummary"], stop);
        if (built.ExitCode != 0)
            throw new ScanException("the analyzers of this repository do not build:\n" + built.Text);

        // From one folder, so that the compiler loads the assembly that both need once.
        var folder = Path.Combine(artifacts, "bin", "GrpcAuthAnalyzers.Coverage", "release");
        return [Path.Combine(folder, "GrpcAuthAnalyzers.dll"), Path.Combine(folder, "GrpcAuthAnalyzers.Coverage.dll")];
    }

    private static async Task<FileStream> OneAtATimeAsync(string path, CancellationToken stop)
    {
        while (true)
        {
            try { return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) { await Task.Delay(200, stop); }
        }
    }
}
