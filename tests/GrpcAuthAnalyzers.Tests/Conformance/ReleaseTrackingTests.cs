using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>Release tracking is silently off unless both of its files reach the compiler. This proves that it is on.</summary>
[Trait("Speed", "Slow")]
public sealed class ReleaseTrackingTests
{
    [Fact]
    public async Task An_id_without_a_release_row_fails_the_build()
    {
        var copy = Directory.CreateTempSubdirectory("grpc-auth-release-tracking-");
        try
        {
            string[] top = ["Directory.Build.props", "Directory.Packages.props", "AnalyzerReleases.Shipped.md"];
            foreach (var file in top.Concat(Repository.Files("src/GrpcAuthAnalyzers", "*")))
            {
                var target = Path.Combine(copy.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Repository.PathOf(file), target);
            }

            var unshipped = Path.Combine(copy.FullName, "src/GrpcAuthAnalyzers/AnalyzerReleases.Unshipped.md");
            var rows = File.ReadAllLines(unshipped).Where(line => !line.StartsWith("GRPCAUTH2001", StringComparison.Ordinal)).ToArray();
            Assert.NotEqual(File.ReadAllLines(unshipped).Length, rows.Length);
            File.WriteAllLines(unshipped, rows);

            var (exitCode, output) = await BuildAsync(Path.Combine(copy.FullName, "src/GrpcAuthAnalyzers"));

            Assert.NotEqual(0, exitCode);
            Assert.Contains("RS2000", output, StringComparison.Ordinal);
            Assert.Contains("GRPCAUTH2001", output, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "--disable-build-servers", "-nodeReuse:false", "-v:minimal"])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A test host inherits settings of the build that started it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync();
        var errors = build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, await output + await errors);
    }
}
