using System.Threading.Tasks;
using GrpcAuthAnalyzers.Scanning;
using Spectre.Console.Testing;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What a person sees while a scan runs, and what a pipeline does not.</summary>
public sealed class ScanProgressTests
{
    [Fact]
    public async Task A_terminal_shows_the_step_the_projects_the_time_and_the_current_project()
    {
        using var terminal = new TestConsole().Interactive().Width(120);
        await WorkAsync(terminal);
        Assert.Contains("Building 2 of 5 projects  Client.csproj", terminal.Output);
        Assert.Contains("00:00:0", terminal.Output);
    }

    [Fact]
    public async Task The_name_of_a_project_is_no_markup()
    {
        using var terminal = new TestConsole().Interactive().Width(120);
        await WorkAsync(terminal, "[red]Client.csproj");
        Assert.Contains("[red]Client.csproj", terminal.Output);
    }

    [Fact]
    public async Task Nothing_is_shown_where_no_person_looks_on()
    {
        using var pipe = new TestConsole();
        Assert.Equal(7, await WorkAsync(pipe));
        Assert.Equal("", pipe.Output);
    }

    private static Task<int> WorkAsync(TestConsole terminal, string current = "Client.csproj") => ScanProgress.ShowAsync(terminal, async progress =>
    {
        progress.Begin("Restoring");
        progress.Begin("Building", 5);
        progress.Show(current, 2);
        await Task.Delay(300); // the bars are drawn ten times a second
        return 7;
    });
}
