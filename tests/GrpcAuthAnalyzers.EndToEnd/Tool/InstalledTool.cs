using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Tool;

/// <summary>The scan as a user gets it: packed, and installed from a feed. Once for all tests.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PackedPackage _package = null!;

    /// <summary>The folder with the package.</summary>
    internal string Feed => _package.Feed;

    /// <summary>The version of the package.</summary>
    internal string Version => _package.Version;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _package = await LocalPackage.Tool.PackAsync();
        var installed = await Command.RunAsync(
            _folder.Root, "dotnet", "tool", "install", "GrpcAuthAnalyzers.Scan", "--tool-path", _folder.PathTo("tools"), "--source", Feed,
            "--version", Version);
        Assert.True(installed.ExitCode == 0, installed.All);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    internal Task<CommandResult> RunAsync(string folder, params string[] arguments) =>
        Command.RunAsync(folder, _folder.PathTo("tools", "grpcauth"), arguments);
}

/// <summary>The tests of the installed tool: they share it, and take turns.</summary>
[CollectionDefinition(Name)]
public sealed class ToolCollection : ICollectionFixture<InstalledTool>
{
    internal const string Name = "tool";
}
