using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Runs <c>dotnet</c> to its end, without the variables that the <c>dotnet run</c> around this program left.</summary>
internal static class DotNet
{
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    // No server of the build outlives the scan. And no process lives long enough to earn back what profiling its methods costs, a quarter of a compilation.
    private static readonly (string Name, string Value)[] Always =
    [
        ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("DOTNET_NOLOGO", "1"), ("DOTNET_TieredPGO", "0"),
    ];

    /// <param name="folder">The folder in which it runs.</param>
    /// <param name="variables">More environment variables.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="stop">Ends it, with all that it started.</param>
    /// <param name="read">Gets each line as it is printed, one at a time.</param>
    /// <returns>The exit code, and what was printed without repeated lines.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop, and has ended.</exception>
    internal static async Task<(int ExitCode, string Text)> RunAsync(
        string folder, (string Name, string Value)[] variables, IEnumerable<string> arguments, CancellationToken stop, Action<string>? read = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in Inherited)
            start.Environment.Remove(name);
        foreach (var (name, value) in variables.Concat(Always))
            start.Environment[name] = value;

        stop.ThrowIfCancellationRequested();
        using var process = Process.Start(start)!;
        using var kill = stop.Register(() => process.Kill(entireProcessTree: true));
        var lines = new List<string>();
        await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return (process.ExitCode, string.Join('\n', lines.Distinct()));

        async Task ReadAsync(StreamReader stream)
        {
            while (await stream.ReadLineAsync(CancellationToken.None) is { } line)
            {
                if (line.Length == 0)
                    continue;

                lock (lines)
                {
                    lines.Add(line);
                    read?.Invoke(line);
                }
            }
        }
    }
}
