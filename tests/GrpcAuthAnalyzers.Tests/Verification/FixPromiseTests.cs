using System;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Reports fails where a fix that is offered for the report is broken, in each way that one can be.</summary>
public sealed class FixPromiseTests
{
    private const string One = "class {|TEST0001:SHOUTED|} { }";
    private const string Two = "class {|TEST0001:SHOUTED|} { }\nclass {|TEST0001:LOUD|} { }";

    [Fact]
    public async Task A_fix_that_does_what_it_says_passes()
    {
        await With(static (name, _) => name.ToLowerInvariant() + "Name").ReportsAsync(One, Setup.Usual);
        await With(static (name, _) => name.ToLowerInvariant() + "Name").ReportsAsync(Two, Setup.Usual);
    }

    [Fact]
    public Task It_changes_nothing() => Breaks(static (name, _) => name, "nothing");

    [Fact]
    public Task The_report_is_still_there() => Breaks(static (_, _) => "STILL", "still there");

    [Fact]
    public Task Another_report_comes() => Breaks(static (_, _) => "LOUD { } class LOUDER", "new report");

    [Fact]
    public Task The_result_does_not_compile() => Breaks(static (_, _) => "Quiet : Missing", "CS0246");

    [Fact]
    public Task The_result_has_a_new_warning_of_the_compiler() => Breaks(static (_, _) => "Quiet { private int _unused; } class Other", "CS0169");

    [Fact]
    public Task The_layout_is_not_that_of_dotnet_format() => Breaks(static (_, _) => "Quiet  {   } class Other", "layout");

    [Fact]
    public Task One_by_one_ends_in_another_text() => Breaks(static (name, shouted) => name.ToLowerInvariant() + "Of" + shouted, "one by one", Two);

    private static Verifier With(Func<string, int, string> write) => new(new ShoutedNames(), [new RewriteShoutedNames(write)]);

    private static async Task Breaks(Func<string, int, string> write, string because, string source = One)
    {
        var failure = await Record.ExceptionAsync(() => With(write).ReportsAsync(source, Setup.Usual));
        Assert.NotNull(failure);
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }
}
