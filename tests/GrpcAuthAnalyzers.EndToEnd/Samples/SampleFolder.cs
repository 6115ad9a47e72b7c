using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>A copy of the samples, or of another solution below <c>tests</c>, outside the repository, with the package added: what a user has.</summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _solution;

    internal SampleFolder()
        : this("Samples.sln")
    {
    }

    /// <summary>
    /// <paramref name="solution"/> stands in the folder of its name if it names no other; <paramref name="alsoNeeded"/> are folders of which it links files.
    /// </summary>
    internal SampleFolder(string solution, params string[] alsoNeeded)
    {
        _solution = Path.GetFileName(solution);
        var name = Path.GetDirectoryName(solution) is { Length: > 0 } named ? named : Path.GetFileNameWithoutExtension(solution);
        Root = _folder.PathTo(name);
        foreach (var folder in alsoNeeded.Prepend(name))
        {
            var source = RepositoryFolder.PathTo("tests", folder);
            foreach (var file in SourceFiles(source))
            {
                var target = _folder.PathTo(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(source, file), target);
            }
        }
    }

    /// <summary>The folder of the solution.</summary>
    internal string Root { get; }

    /// <summary>The program of a sample, as it was built.</summary>
    internal string ProgramOf(string project) => PathTo(project, "bin", "Debug", "net10.0", project + ".dll");

    /// <summary>Hash of every file that is not build output, by its path.</summary>
    internal IReadOnlyDictionary<string, string> Snapshot() =>
        SourceFiles(Root).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(PathTo(file)))));

    /// <summary>Replaces a text that stands in a file once.</summary>
    internal void Replace(string file, string from, string to)
    {
        var parts = Read(file).Split(from);
        Assert.True(parts.Length == 2, $"{file} has '{from}' {parts.Length - 1} times.");
        File.WriteAllText(PathTo(file), string.Join(to, parts));
    }

    internal string Read(string file) => File.ReadAllText(PathTo(file));

    /// <summary>References the package from every project, and lets the compiler log everything that is reported.</summary>
    internal async Task AddPackageAsync(PackedPackage package)
    {
        await File.WriteAllTextAsync(PathTo("Directory.Build.targets"), $"""
            <Project>
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
                <ErrorLog>$(MSBuildProjectDirectory)/obj/findings.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="GrpcAuthAnalyzers" Version="[{package.Version}]" />
                <PackageReference Include="GrpcAuthAnalyzers" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        await DotnetAsync("restore", _solution);
    }

    /// <summary>Builds everything anew; the answer is what the package reported, in the order of files and ids.</summary>
    internal async Task<IReadOnlyList<Finding>> BuildAsync(params string[] options)
    {
        await DotnetAsync(["build", _solution, "--no-restore", "--no-incremental", .. options]);
        var logs = Directory.GetFiles(Root, "findings.sarif", SearchOption.AllDirectories);
        Assert.Equal(Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories).Length, logs.Length);
        return [.. logs
            .SelectMany(log => Finding.ReadAll(log, Root))
            .OrderBy(finding => (finding.File, finding.Id, finding.Code))];
    }

    /// <summary>Applies the fixes for these ids, as the README says.</summary>
    internal Task FormatAsync(IEnumerable<string> ids, params string[] options) =>
        DotnetAsync(["format", "analyzers", _solution, "--no-restore", "--severity", "info", .. options, "--diagnostics", .. ids]);

    public void Dispose() => _folder.Dispose();

    internal string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private async Task DotnetAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(Root, "dotnet", arguments);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}{Environment.NewLine}{result.All}");
    }

    /// <summary>All but build output, and solutions of their own below.</summary>
    private static IEnumerable<string> SourceFiles(string root)
    {
        var others = Directory.GetFiles(root, "*.slnx", SearchOption.AllDirectories).Select(Path.GetDirectoryName).Where(folder => folder != root)
            .Select(folder => Path.GetRelativePath(root, folder!) + Path.DirectorySeparatorChar).ToArray();
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
                && !Array.Exists(others, other => file.StartsWith(other, StringComparison.Ordinal)));
    }
}
