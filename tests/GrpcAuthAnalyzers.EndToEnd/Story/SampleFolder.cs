using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Story;

/// <summary>A copy of the samples outside the repository, with the package added: what a user has.</summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal SampleFolder()
    {
        var source = RepositoryFolder.PathTo("tests", "Samples");
        foreach (var file in SourceFiles(source))
        {
            var target = _folder.PathTo(file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(source, file), target);
        }
    }

    internal string Root => _folder.Root;

    /// <summary>The program of a sample, as it was built.</summary>
    internal string ProgramOf(string project) => _folder.PathTo(project, "bin", "Debug", "net10.0", project + ".dll");

    /// <summary>Hash of every file that is not build output, by its path.</summary>
    internal IReadOnlyDictionary<string, string> Snapshot() =>
        SourceFiles(Root).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder.PathTo(file)))));

    internal string Read(string file) => File.ReadAllText(_folder.PathTo(file));

    /// <summary>References the package from every project, and lets the compiler log everything that is reported.</summary>
    internal async Task AddPackageAsync(LocalPackage package)
    {
        _folder.Write("Directory.Build.targets", $"""
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
        await DotnetAsync("restore", "Samples.sln");
    }

    /// <summary>Builds everything anew; the answer is what the package reported, in the order of files and ids.</summary>
    internal async Task<IReadOnlyList<Finding>> BuildAsync()
    {
        await DotnetAsync("build", "Samples.sln", "--no-restore", "--no-incremental", "--disable-build-servers");
        var logs = Directory.GetFiles(Root, "findings.sarif", SearchOption.AllDirectories);
        Assert.Equal(Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories).Length, logs.Length);
        return [.. logs
            .SelectMany(log => Finding.ReadAll(log, Root))
            .OrderBy(finding => (finding.File, finding.Id, finding.Code))];
    }

    /// <summary>Applies the fixes for these ids, as the README says.</summary>
    internal Task FormatAsync(IEnumerable<string> ids) =>
        DotnetAsync(["format", "analyzers", "Samples.sln", "--no-restore", "--severity", "info", "--diagnostics", .. ids]);

    public void Dispose() => _folder.Dispose();

    private async Task DotnetAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(Root, "dotnet", arguments);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}{Environment.NewLine}{result.All}");
    }

    private static IEnumerable<string> SourceFiles(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
