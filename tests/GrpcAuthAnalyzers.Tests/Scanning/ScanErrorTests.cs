using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What cannot be scanned is never mistaken for code without findings.</summary>
[Collection(Scan.Name)]
public sealed class ScanErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_path_that_does_not_exist() =>
        NotScanned(await Scan.RunAsync(_folder.PathTo("nowhere")), "nowhere' does not exist");

    [Fact]
    public async Task A_folder_without_projects() =>
        NotScanned(await Scan.RunAsync(_folder.Root), "holds neither a solution nor a C# project");

    [Fact]
    public async Task A_file_that_is_no_project() =>
        NotScanned(await Scan.RunAsync(_folder.Write("notes.txt", "")), "is neither a solution nor a C# project");

    [Fact]
    public async Task An_option_that_is_not_known() =>
        NotScanned(await Scan.RunAsync("--fail-on", "sometimes"), "--fail-on is error, warning, info or never, not 'sometimes'");

    [Fact]
    public async Task A_word_with_a_dash_that_is_no_option() =>
        NotScanned(await Scan.RunAsync(_folder.Root, "--fail"), "'--fail' is not an option; see --help");

    [Fact]
    public async Task A_fix_that_should_write_a_report() =>
        NotScanned(await Scan.RunAsync(_folder.Root, "--fix", "--sarif", _folder.PathTo("a.sarif")), "--fix prints text, and writes no SARIF and no baseline");

    [Fact]
    public async Task A_rule_that_is_not_known() =>
        NotScanned(await Scan.RunAsync(_folder.Root, "--rules", "1001,CS8618"), "no rule is called 'CS8618'");

    [Fact]
    public async Task A_project_that_does_not_compile()
    {
        Project("");
        _folder.Write("Broken.cs", "class Broken { Missing field; }");
        NotScanned(await Scan.RunAsync(_folder.Root), "does not restore or build", "Broken.cs(1,16): error CS0246");
    }

    [Fact]
    public async Task A_project_that_does_not_restore()
    {
        Project("""<PackageReference Include="Acme.Does.Not.Exist" Version="1.0.0" />""");
        _folder.Write("nuget.config", """<configuration><packageSources><clear /><add key="empty" value="." /></packageSources></configuration>""");
        NotScanned(await Scan.RunAsync(_folder.Root), "does not restore or build", "error NU1101");
    }

    public void Dispose() => _folder.Dispose();

    private void Project(string item) => _folder.Write("Broken.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>{item}</ItemGroup>
        </Project>
        """);

    private static void NotScanned(CommandResult result, params string[] messages)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("findings:", result.Output);
        Assert.All(messages, message => Assert.Contains(message, result.Error));
    }
}
