using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>Release tracking is silently off unless both of its files reach the compiler. This proves that it is on.</summary>
[Trait("Speed", "Slow")]
public sealed class ReleaseTrackingTests
{
    private const string Rows = "src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md";

    [Fact]
    public async Task An_id_without_a_release_row_fails_the_build()
    {
        using var copy = WithoutRow();
        var build = await Command.RunAsync(copy.PathTo("src", "GrpcAuthAnalyzers"), "dotnet", "build", "-v:minimal");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("RS2000", build.Output, StringComparison.Ordinal);
        Assert.Contains("GRPCAUTH2001", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GRPCAUTH1001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_generator_builds_without_the_release_row_and_writes_it()
    {
        using var copy = WithoutRow();
        foreach (var file in Repository.Files("build", "*").Concat(Repository.Files("docs/rules", "*.md")).Append("README.md"))
            copy.Write(file, Repository.Read(file));
        var generate = await Command.RunAsync(copy.Root, "dotnet", "run", "build/generate.cs");

        Assert.True(generate.ExitCode == 0, generate.Output);
        Assert.Equal(Repository.Read(Rows), (await File.ReadAllTextAsync(copy.PathTo(Rows))).ReplaceLineEndings("\n"));
    }

    /// <summary>A copy of the analyzer project in which one rule has no release row.</summary>
    private static TemporaryFolder WithoutRow()
    {
        var copy = new TemporaryFolder();
        string[] top = ["Directory.Build.props", "Directory.Packages.props", "AnalyzerReleases.Shipped.md"];
        foreach (var file in top.Concat(Repository.Files("src/GrpcAuthAnalyzers", "*")))
            copy.Write(file, Repository.Read(file));

        var kept = Repository.Read(Rows).Split('\n').Where(line => !line.StartsWith("GRPCAUTH2001", StringComparison.Ordinal)).ToArray();
        Assert.NotEqual(Repository.Read(Rows).Split('\n').Length, kept.Length);
        copy.Write(Rows, string.Join('\n', kept));
        return copy;
    }
}
