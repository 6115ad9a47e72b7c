using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;
using CompilerServer = GrpcAuthAnalyzers.Scanning.CompilerServer;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Which compiler server a scan calls, and that it leaves none of its own behind.</summary>
[Collection(Scan.Name)]
public sealed class CompilerServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "/shared")]
    [InlineData("company", "/shared:company")]
    public void The_analyzers_run_in_the_server_that_compiled_the_target(string name, string option) =>
        Assert.Equal([option], new CompilerServer().OptionsFor(name));

    [Fact]
    public void Where_the_target_was_compiled_by_no_server_they_have_their_own()
    {
        var server = new CompilerServer();

        var options = server.OptionsFor(null);

        Assert.StartsWith("/shared:grpc-auth-scan-", options[0], StringComparison.Ordinal);
        Assert.Equal("/keepalive:10", options[1]);
        Assert.Equal(options, server.OptionsFor(null));
        Assert.NotEqual(options[0], new CompilerServer().OptionsFor(null)[0]);
    }

    /// <summary>Only on Linux, which shows the environment of a process. The project does not compile, so that nothing else would end the server.</summary>
    [Fact]
    public async Task Where_builds_do_without_a_server_that_of_the_scan_ends_with_it()
    {
        if (!OperatingSystem.IsLinux())
            return;

        _folder.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        _folder.Write("App/Broken.cs", "class C { int M() => nothing; }");
        var temporary = Directory.CreateDirectory(_folder.PathTo("tmp")).FullName;

        var scan = await Command.RunAsync(
            _folder.Root, [new("TMPDIR", temporary), new("UseSharedCompilation", "false")], "dotnet", Scan.Tool, _folder.PathTo("App"));

        Assert.Contains("CS0103", scan.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), process => IsOf(process, temporary));
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsOf(string process, string temporary)
    {
        try
        {
            return File.ReadAllText(process + "/environ").Contains($"TMPDIR={temporary}\0", StringComparison.Ordinal);
        }
        catch (Exception other) when (other is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or is another user's
        }
    }
}
