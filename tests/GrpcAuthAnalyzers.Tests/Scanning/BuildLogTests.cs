using System.Linq;
using GrpcAuthAnalyzers.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the scan reads from the lines of MSBuild.</summary>
public sealed class BuildLogTests
{
    private readonly BuildLog _log = new(new CompilerServer());

    [Theory]
    [InlineData("/r/App/A.cs(1,10): error CS0246: The type 'X' is missing [/r/App/App.csproj]", "A.cs(1,10): error CS0246: The type 'X' is missing")]
    [InlineData("/r/App/A.cs(1,10): error CS0246: 'X[]' is missing [/r/App/App.csproj::TargetFramework=net8.0]", "A.cs(1,10): error CS0246: 'X[]' is missing")]
    [InlineData("/r/App/App.csproj : error NU1101: Unable to find package X. [/tmp/all.slnx]", "error NU1101: Unable to find package X.")]
    [InlineData("/r/App/App.csproj : error : Could not resolve SDK \"X\".", "error : Could not resolve SDK \"X\".")]
    [InlineData("  /r/App/App.csproj(12,5): error MSB4019: The imported project was not found.", "error MSB4019: The imported project was not found.")]
    [InlineData("/sdk/Sdk.targets(90,5): error NETSDK1147: A workload is missing. [/r/App/App.csproj]", "Sdk.targets(90,5): error NETSDK1147: A workload is missing.")]
    public void An_error_belongs_to_its_project(string line, string reason)
    {
        _log.Read("  grpc-auth-scan|begun|/r/App/App.csproj|net10.0");
        _log.Read(line);

        var missing = Assert.Single(_log.ProjectsWithout([]));
        Assert.Equal("/r/App/App.csproj", missing.Project);
        Assert.Equal(reason, missing.Reason);
    }

    [Theory]
    [InlineData("/r/App/A.cs(1,10): warning CS0168: The variable 'error' is not used [/r/App/App.csproj]")]
    [InlineData("  App -> /r/App/bin/App.dll")]
    [InlineData("    0 Error(s)")]
    public void Other_lines_say_nothing(string line)
    {
        _log.Read(line);
        Assert.Empty(_log.ProjectsWithout([]));
        Assert.Equal("", _log.Errors);
    }

    [Fact]
    public void The_first_error_is_the_reason_and_a_dependent_project_has_none_of_its_own()
    {
        foreach (var project in new[] { "Broken", "Dependent", "Good" })
            _log.Read($"  grpc-auth-scan|begun|/r/{project}.csproj|net10.0");
        _log.Read("/r/B.cs(1,1): error CS0001: first [/r/Broken.csproj]");
        _log.Read("/r/B.cs(2,1): error CS0002: second [/r/Broken.csproj]");
        _log.Read("  grpc-auth-scan|compiled|/r/Good.csproj|net10.0");

        Assert.Equal(2, _log.Done);
        Assert.Equal(
            [("/r/Broken.csproj", "B.cs(1,1): error CS0001: first"), ("/r/Dependent.csproj", "a project that it refers to does not build")],
            _log.ProjectsWithout([Compiled("/r/Good.csproj", "net10.0")]).Select(each => (each.Project, each.Reason)));
    }

    [Fact]
    public void A_project_that_lacks_one_of_its_frameworks_is_listed()
    {
        _log.Read("  grpc-auth-scan|begun|/r/App.csproj|net8.0");
        _log.Read("  grpc-auth-scan|begun|/r/App.csproj|net10.0");
        Assert.Single(_log.ProjectsWithout([Compiled("/r/App.csproj", "net10.0")]));
        Assert.Empty(_log.ProjectsWithout([Compiled("/r/App.csproj", "net10.0"), Compiled("/r/App.csproj", "net8.0")]));
    }

    private static Compilation Compiled(string project, string framework) => new(project, framework, "", null, "", "", []);
}
