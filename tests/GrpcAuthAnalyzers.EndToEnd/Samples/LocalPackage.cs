using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>
/// A package of this repository in a feed of its own, packed once for all tests, with a version that no cache has seen and that none keeps.
/// </summary>
internal sealed class LocalPackage
{
    internal static readonly LocalPackage Analyzers = new("GrpcAuthAnalyzers", "GrpcAuthAnalyzers.Package");

    /// <summary>The scan; it is packed after the analyzers, whose assemblies it carries.</summary>
    internal static readonly LocalPackage Tool = new("GrpcAuthAnalyzers.Scan", "GrpcAuthAnalyzers.Scan", Analyzers);

    private static readonly TemporaryFolder Artifacts = new();

    private readonly string _id;
    private readonly TemporaryFolder _feed = new();
    private readonly Lazy<Task<PackedPackage>> _packed;

    private LocalPackage(string id, string project, LocalPackage? after = null)
    {
        _id = id;
        _packed = new Lazy<Task<PackedPackage>>(async () =>
        {
            if (after is not null)
                await after.PackAsync();

            var packed = await Command.RunAsync(
                RepositoryFolder.Root,
                "dotnet", "pack", RepositoryFolder.PathTo("src", project), $"-p:PackageVersion={Version}", "--output", _feed.Root, "--artifacts-path", Artifacts.Root);
            Assert.True(packed.ExitCode == 0, packed.All);
            return new PackedPackage(_feed.Root, Version);
        });
    }

    private string Version { get; } = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The package, once it is in its feed.</summary>
    internal Task<PackedPackage> PackAsync() => _packed.Value;

    /// <summary>At the end of the run: nothing of the packages stays on the machine.</summary>
    internal static void ForgetAll()
    {
        Analyzers.Forget();
        Tool.Forget();
        Artifacts.Dispose();
    }

    private void Forget()
    {
        _feed.Dispose();
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var unpacked = new DirectoryInfo(Path.Combine(cache, _id.ToLowerInvariant(), Version));
        if (!unpacked.Exists)
            return;

        unpacked.Delete(recursive: true);
        if (unpacked.Parent!.GetFileSystemInfos().Length == 0)
            unpacked.Parent.Delete();
    }
}

/// <summary>A package in a feed.</summary>
/// <param name="Feed">The folder of the feed.</param>
/// <param name="Version">The version of the package.</param>
internal sealed record PackedPackage(string Feed, string Version);
