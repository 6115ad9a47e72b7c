using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Each verb passes where it should, and can fail.</summary>
public sealed class VerifierTests
{
    private const string Shouted = "class {|TEST0001:SHOUTED|} { }";
    private const string Quiet = "class Shouted { }";

    private static readonly Verifier Verb = new(new ShoutedNames(), [new LowerShoutedNames()]);

    [Fact]
    public Task Reports_passes_where_markup_and_report_agree() =>
        Verb.ReportsAsync(Shouted, Setup.Usual, "The name 'SHOUTED' is shouted", DiagnosticSeverity.Warning);

    [Fact]
    public async Task Reports_fails_where_a_report_is_missing_or_unmarked()
    {
        await Fails(() => Verb.ReportsAsync("class {|TEST0001:Quiet|} { }", Setup.Usual));
        await Fails(() => Verb.ReportsAsync("class {|TEST0001:SHOUTED|} { } class AGAIN { }", Setup.Usual));
    }

    [Fact]
    public async Task Reports_fails_on_another_message_or_severity_and_without_markup()
    {
        await Fails(() => Verb.ReportsAsync(Shouted, Setup.Usual, "The name is fine", null));
        await Fails(() => Verb.ReportsAsync(Shouted, Setup.Usual, null, DiagnosticSeverity.Info));
        await Fails(() => Verb.ReportsAsync(Quiet, Setup.Usual));
    }

    [Fact]
    public async Task Reports_checks_the_places_that_are_marked_as_additional_locations()
    {
        await Verb.ReportsAsync("class {|#0:Outer|} { class {|TEST0001:SHOUTED|} { } }", Setup.Usual);
        await Fails(() => Verb.ReportsAsync("class Outer { class {|TEST0001:SHOUTED|} { } } class {|#0:Other|} { }", Setup.Usual));
    }

    [Fact]
    public async Task Reports_without_a_place_are_named_by_id_and_message()
    {
        const string Source = "class {|TEST0001:NOWHERE|} { }";
        await Verb.ReportsAsync(Source, Setup.Usual, withoutPlace: (ShoutedNames.PlacelessId, "The compilation 'NOWHERE' is shouted"));
        await Fails(() => Verb.ReportsAsync(Source, Setup.Usual));
        await Fails(() => Verb.ReportsAsync(Source, Setup.Usual, withoutPlace: (ShoutedNames.PlacelessId, "The compilation is fine")));
        await Fails(() => Verb.ReportsAsync(Shouted, Setup.Usual, withoutPlace: (ShoutedNames.PlacelessId, "The compilation 'NOWHERE' is shouted")));
    }

    [Fact]
    public async Task Silent_passes_without_reports_and_fails_with_one()
    {
        await Verb.SilentAsync(Quiet, Setup.Usual);
        await Fails(() => Verb.SilentAsync("class SHOUTED { }", Setup.Usual));
        await Fails(() => Verb.SilentAsync(Shouted, Setup.Usual));
    }

    [Fact]
    public async Task Every_verb_fails_when_the_analyzer_throws()
    {
        await Fails(() => Verb.SilentAsync("class Boom { }", Setup.Usual with { CompilerErrors = true }));
        await Fails(() => Verb.ReportsAsync("class Boom { } class {|TEST0001:SHOUTED|} { }", Setup.Usual));
    }

    [Fact]
    public Task Reports_fails_on_a_report_that_depends_on_the_order_of_documents() =>
        Fails(() => Verb.ReportsAsync("class {|TEST0001:UNORDERED|} { }", Setup.Usual), "documents in reverse order");

    [Fact]
    public Task Reports_fails_on_a_report_that_an_editor_with_one_open_document_does_not_show() =>
        Fails(() => Verb.ReportsAsync("class {|TEST0001:LATE|} { }", Setup.Usual), "opened alone");

    [Fact]
    public async Task Compiler_errors_fail_unless_the_setup_allows_them()
    {
        await Fails(() => Verb.SilentAsync("class Broken { Missing field; ", Setup.Usual));
        await Verb.SilentAsync("class Broken { Missing field; ", Setup.Usual with { CompilerErrors = true });
    }

    [Fact]
    public async Task Fixes_compares_the_text_and_the_title()
    {
        var choice = new FixChoice { Title = "Lower it" };
        await Verb.FixesAsync(Shouted, Quiet, Setup.Usual, Setup.Usual, choice);
        await Fails(() => Verb.FixesAsync(Shouted, "class Loud { }", Setup.Usual, Setup.Usual, choice));
        await Fails(() => Verb.FixesAsync(Shouted, Quiet, Setup.Usual, Setup.Usual, new FixChoice { Title = "Shout it" }));
    }

    [Fact]
    public async Task Fixes_fails_where_a_report_remains_or_the_result_does_not_compile()
    {
        await Fails(() => Verb.FixesAsync("class {|TEST0001:AB|} { }", "class AB { }", Setup.Usual, Setup.Usual, FixChoice.First));
        await Fails(() => Verb.FixesAsync(Shouted + " class Shouted { }", Quiet + " class Shouted { }", Setup.Usual, Setup.Usual, FixChoice.First));
    }

    [Fact]
    public async Task FixesAll_fixes_every_document_in_one_step()
    {
        var before = Setup.Usual with { Documents = [("Other.cs", "class {|TEST0001:OTHER|} { }")] };
        await Verb.FixesAllAsync(Shouted, Quiet, before, Verify.After(before, [("Other.cs", "class Other { }")]), FixChoice.First);
        await Fails(() => Verb.FixesAllAsync(Shouted, Quiet, before, before, FixChoice.First));
    }

    [Fact]
    public async Task NotFixable_passes_without_an_action_and_fails_with_one()
    {
        await Verb.NotFixableAsync("class {|TEST0001:AB|} { }", Setup.Usual);
        await Fails(() => Verb.NotFixableAsync(Shouted, Setup.Usual));
    }

    private static async Task Fails(Func<Task> verb, string because = "")
    {
        var failure = await Record.ExceptionAsync(verb);
        Assert.True(failure is not null, "The verb passed, but it should have failed.");
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }
}
