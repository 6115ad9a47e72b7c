using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>
/// A repository with everything that could hide findings or be disturbed: it is built already and keeps what it built, switches analyzers off,
/// makes warnings errors, has output paths, MSBuild extensions and a source generator of its own. It is scanned twice, from different folders.
/// </summary>
public sealed class HostileRepository : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder that is scanned. Its name has a blank.</summary>
    internal string Root => _folder.PathTo("their code");

    internal CommandResult First { get; private set; } = new(-1, "", "");

    internal CommandResult Second { get; private set; } = new(-1, "", "");

    internal string FirstSarif { get; private set; } = "";

    internal string SecondSarif { get; private set; } = "";

    internal IReadOnlyList<string> FilesBefore { get; private set; } = [];

    internal IReadOnlyList<string> FilesAfter { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var (path, text) in HostileFiles.All)
            _folder.Write(Path.Combine("their code", path), text);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), Path.Combine(Root, "Contracts", "orders.proto"));

        var built = await Command.RunAsync(Root, "dotnet", "build", "Theirs.slnx");
        Assert.True(built.ExitCode == 0, built.All);
        FilesBefore = Files();

        First = await Scan.RunScriptAsync(Root, "--sarif", _folder.PathTo("logs", "first.sarif"));
        Second = await Scan.RunInAsync(Root, "Theirs.slnx", "--fail-on", "warning", "--sarif", _folder.PathTo("logs", "second.sarif"));
        FilesAfter = Files();
        Assert.True(First.ExitCode == 0, First.All);
        FirstSarif = File.ReadAllText(_folder.PathTo("logs", "first.sarif"));
        SecondSarif = File.ReadAllText(_folder.PathTo("logs", "second.sarif"));
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The place of a text in a file of the repository, as the report prints it: file, line and column.</summary>
    internal string PlaceOf(string file, string text)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, file));
        var line = Array.FindIndex(lines, each => each.Contains(text, StringComparison.Ordinal));
        Assert.True(line >= 0, $"{text} is not in {file}");
        return $"{file}:{line + 1}:{lines[line].IndexOf(text, StringComparison.Ordinal) + 1}";
    }

    private string[] Files() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(Root, file)} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}")];
}
