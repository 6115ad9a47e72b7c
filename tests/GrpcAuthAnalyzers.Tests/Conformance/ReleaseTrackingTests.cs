using System;
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
        using var copy = new TemporaryFolder();
        string[] top = ["Directory.Build.props", "Directory.Packages.props", "AnalyzerReleases.Shipped.md"];
        foreach (var file in top.Concat(Repository.Files("src/GrpcAuthAnalyzers", "*")))
            copy.Write(file, Repository.Read(file));

        var kept = Repository.Read(Rows).Split('\n').Where(line => !line.StartsWith("GRPCAUTH2001", StringComparison.Ordinal)).ToArray();
        Assert.NotEqual(Repository.Read(Rows).Split('\n').Length, kept.Length);
        copy.Write(Rows, string.Join('\n', kept));

        var build = await Command.RunAsync(copy.PathTo("src", "GrpcAuthAnalyzers"), "dotnet", "build", "--disable-build-servers", "-v:minimal");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("RS2000", build.Output, StringComparison.Ordinal);
        Assert.Contains("GRPCAUTH2001", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GRPCAUTH1001", build.Output, StringComparison.Ordinal);
    }
}
