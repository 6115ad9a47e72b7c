using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Each promise can be broken: a fix that breaks exactly that one fails, and the failure says which.</summary>
public sealed class FixPromiseTests
{
    private const string One = "class {|TEST0001:SHOUTED|} { }";
    private const string Two = "class {|TEST0001:SHOUTED|} { }\nclass {|TEST0001:LOUD|} { }";

    [Fact]
    public async Task A_fix_that_does_what_it_says_passes()
    {
        await With(new RewriteShoutedNames(Lower)).ReportsAsync(One, Setup.Usual);
        await With(new RewriteShoutedNames(Lower)).ReportsAsync(Two, Setup.Usual);
        await With(new RewriteShoutedNames(Lower)).ReportsAsync("class {|TEST0001:SHOUTED|} { } // why", Setup.Usual);
    }

    [Fact]
    public Task It_changes_nothing() => Breaks(new RewriteShoutedNames(static (name, _) => name), "changes nothing");

    [Fact]
    public Task The_result_does_not_compile() => Breaks(new RewriteShoutedNames(static (_, _) => "Quiet : Missing"), "CS0246");

    [Fact]
    public Task The_result_has_a_new_warning_of_the_compiler() =>
        Breaks(new RewriteShoutedNames(static (_, _) => "Quiet { private int _unused; } class Other"), "CS0169");

    [Fact]
    public Task The_result_has_a_new_warning_of_nullable_code() =>
        Breaks(new RewriteShoutedNames(static (_, _) => "Quiet { private string Name() => null; } class Other"), "CS8603");

    [Fact]
    public Task Another_report_comes() => Breaks(new RewriteShoutedNames(static (_, _) => "LOUD { } class LOUDER"), "brings a new report");

    [Fact]
    public Task The_report_is_still_there() => Breaks(new RewriteShoutedNames(static (_, _) => "STILL"), "leaves reports");

    [Fact]
    public Task After_all_is_done_there_is_more_to_do() =>
        Breaks(new RewriteShoutedNames(Lower) { IsOffered = static (name, shouted) => name == "SHOUTED" || shouted == 1 }, "has more to do", Two);

    [Fact]
    public Task The_layout_is_not_that_of_dotnet_format() => Breaks(new RewriteShoutedNames(static (_, _) => "Quiet  {   } class Other"), "leaves a layout");

    [Fact]
    public Task A_comment_is_lost() => Breaks(
        new RewriteShoutedNames(Lower) { Finish = static text => text.Replace(" // why", "", StringComparison.Ordinal) },
        "loses // why",
        "class {|TEST0001:SHOUTED|} { } // why");

    [Theory]
    [InlineData(FixAllScope.Solution, "in the solution")]
    [InlineData(FixAllScope.Document, "in the document")]
    public Task Another_scope_does_something_else(FixAllScope scope, string because) =>
        Breaks(new RewriteShoutedNames(Lower) { FixAll = new FixAllOfOneScope(scope) }, because);

    [Fact]
    public Task There_is_no_fix_all() => Breaks(new RewriteShoutedNames(Lower) { FixAll = null }, "no fix-all");

    [Fact]
    public Task One_by_one_ends_in_another_text() =>
        Breaks(new RewriteShoutedNames(static (name, shouted) => name.ToLowerInvariant() + "Of" + shouted), "does something else one by one", Two);

    [Fact]
    public async Task A_title_shows_a_secret()
    {
        const string Source = """class Desk { void Fill(Metadata headers) => headers.Add("authorization", {|GRPCAUTH2001:"Bearer archive-writer-88c4"|}); }""";
        var fix = new RewriteShoutedNames(static (_, _) => "Environment.MachineName") { Id = "GRPCAUTH2001" };
        await new Verifier(Verify.ProductAnalyzer, [fix]).ReportsAsync(Source, Setup.Usual);

        var telling = new RewriteShoutedNames(static (_, _) => "Environment.MachineName") { Id = "GRPCAUTH2001", Title = static text => "Replace " + text };
        await Fails(() => new Verifier(Verify.ProductAnalyzer, [telling]).ReportsAsync(Source, Setup.Usual), "shows a secret");
    }

    [Theory]
    [InlineData("rewrite the name")]
    [InlineData("Rewrite the name.")]
    [InlineData("Rewrite the name (it is loud)")]
    [InlineData("Rewrite a name that is so loud that nobody who reads this title is still listening at its end")]
    public Task A_title_is_not_plain(string title) => Breaks(new RewriteShoutedNames(Lower) { Title = _ => title }, "not plain");

    [Fact]
    public async Task The_order_of_the_fixes_shows_in_the_text()
    {
        var project = await ProjectUnderTest.CreateAsync(One, Setup.Usual);
        var (quiet, silent) = (new RewriteShoutedNames(static (_, _) => "Quiet"), new RewriteShoutedNames(static (_, _) => "Silent"));
        Assert.Equal("class Quiet { }", await new FixPromise(new ShoutedNames(), [quiet]).InAnyOrderAsync(project));
        await Fails(() => new FixPromise(new ShoutedNames(), [quiet, silent]).InAnyOrderAsync(project), "Silent");
    }

    [Fact]
    public async Task A_program_without_a_report_or_with_an_error_proves_nothing()
    {
        var promise = new FixPromise(new ShoutedNames(), [new RewriteShoutedNames(Lower)]);
        var (quiet, broken) = (await ProjectUnderTest.CreateAsync("class Quiet { }", Setup.Usual), await ProjectUnderTest.CreateAsync(One + " class Broken : Missing { }", Setup.Usual));
        await Fails(() => promise.InAnyOrderAsync(quiet), "Assert.Contains");
        await Fails(() => promise.InAnyOrderAsync(broken), "CS0246");
    }

    private static string Lower(string name, int shouted) => name.ToLowerInvariant() + "Name";

    private static Verifier With(RewriteShoutedNames fix) => new(new ShoutedNames(), [fix]);

    private static Task Breaks(RewriteShoutedNames fix, string because, string source = One) => Fails(() => With(fix).ReportsAsync(source, Setup.Usual), because);

    private static async Task Fails(Func<Task> run, string because)
    {
        var failure = await Record.ExceptionAsync(run);
        Assert.NotNull(failure);
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Fix-all that lowers the name, and adds a letter to it in this scope only.</summary>
    private sealed class FixAllOfOneScope(FixAllScope scope) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var text = await fixAllContext.Document!.GetTextAsync();
            var report = Assert.Single(await fixAllContext.GetDocumentDiagnosticsAsync(fixAllContext.Document));
            var name = Lower(text.ToString(report.Location.SourceSpan), 1) + (fixAllContext.Scope == scope ? "X" : "");
            var changed = fixAllContext.Document.WithText(text.WithChanges(new TextChange(report.Location.SourceSpan, name)));
            return CodeAction.Create("Rewrite all", _ => Task.FromResult(changed));
        }
    }
}
