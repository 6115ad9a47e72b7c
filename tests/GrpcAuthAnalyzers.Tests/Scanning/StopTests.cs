using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>
/// A scan that is told to stop leaves nothing behind. Only on Linux: elsewhere no program is certain to be there that sends these signals, or that lets
/// them through where the tests run in the background of a shell, which ignores Ctrl-C.
/// </summary>
[Collection(Scan.Name)]
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_scan_and_its_folder_is_gone(string signal, int exitCode)
    {
        if (!OperatingSystem.IsLinux())
            return;

        _folder.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="Wait" BeforeTargets="CoreCompile"><Exec Command="touch ../waiting; sleep 120" /></Target>
            </Project>
            """);
        var temporary = Directory.CreateDirectory(_folder.PathTo("tmp")).FullName;
        var scan = Command.RunAsync(
            _folder.Root, [new("TMPDIR", temporary)],
            "env", "--default-signal=INT,TERM", "dotnet", Scan.Tool, _folder.PathTo("App"));
        var clock = Stopwatch.StartNew();
        while (!File.Exists(_folder.PathTo("waiting")))
        {
            Assert.False(scan.IsCompleted || clock.Elapsed > TimeSpan.FromMinutes(4), "the scan does not come to its build");
            await Task.Delay(100);
        }

        var folder = Assert.Single(Directory.GetDirectories(temporary, "grpc-auth-scan-*"));
        await Command.RunAsync(_folder.Root, "sh", "-c", $"kill -{signal} {ScanOf(_folder.PathTo("App"))}");
        var ended = await scan;

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Equal("scan: stopped", ended.Error.Trim());
        Assert.False(Directory.Exists(folder), "the folder of the scan is still there");
    }

    /// <summary>The process of the scan.</summary>
    private static string ScanOf(string target) => Assert.Single(
        Directory.GetDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)).Where(process =>
        {
            try { return File.ReadAllText(process + "/cmdline").EndsWith($"{Scan.Tool}\0{target}\0", StringComparison.Ordinal); }
            catch (IOException) { return false; } // it has ended
        }).Select(process => Path.GetFileName(process)));

    public void Dispose() => _folder.Dispose();
}
