using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>A package of this repository in a feed of its own, with a version that no cache has seen and that none keeps.</summary>
/// <param name="id">Its id.</param>
internal sealed class LocalPackage(string id = "GrpcAuthAnalyzers") : IDisposable
{
    private static int _count;

    private readonly TemporaryFolder _folder = new();

    internal string Version { get; } = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}.{Interlocked.Increment(ref _count)}";

    internal string Feed => _folder.PathTo("feed");

    internal async Task PackAsync()
    {
        var packed = await Command.RunAsync(
            RepositoryFolder.Root,
            "dotnet", "pack", RepositoryFolder.PathTo("src", id == "GrpcAuthAnalyzers" ? "GrpcAuthAnalyzers.Package" : id), $"-p:PackageVersion={Version}",
            "--output", Feed, "--artifacts-path", _folder.PathTo("artifacts"));
        Assert.True(packed.ExitCode == 0, packed.All);
    }

    public void Dispose()
    {
        _folder.Dispose();
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var unpacked = new DirectoryInfo(Path.Combine(cache, id.ToLowerInvariant(), Version));
        if (!unpacked.Exists)
            return;

        unpacked.Delete(recursive: true);
        if (unpacked.Parent!.GetFileSystemInfos().Length == 0)
            unpacked.Parent.Delete();
    }
}
