using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Metamorphic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>The five verbs for one analyzer and its fixes; <see cref="Verify"/> is the one of the product.</summary>
internal sealed class Verifier(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes) : IVerbs
{
    private bool IsOfProduct => analyzer == Verify.ProductAnalyzer;

    public async Task ReportsAsync(
        string source, Setup setup, string? message = null, DiagnosticSeverity? severity = null, params (string Id, string Message)[] withoutPlace)
    {
        Assert.True(
            withoutPlace.Length > 0 || Markup.MarksReports(source, setup),
            "Reports needs markup such as {|GRPCAUTH1001:...|}; a source without it is a case for Silent.");
        var project = await FoundAsync(source, setup, withoutPlace);
        var reports = await SameInHostsAsync(project, source, setup);
        Markup.AssertAlso(source, setup, reports);
        if (message is not null)
            Assert.Contains(message, reports.Select(report => report.GetMessage()));

        if (severity is not null)
            Assert.All(reports, report => Assert.Equal(severity, report.Severity));

        await HasOneMeaningAsync(project, source, setup, reports);
        if (!setup.CompilerErrors)
            await new FixPromise(analyzer, fixes).KeptAsync(project);
    }

    public async Task SilentAsync(string source, Setup setup)
    {
        Assert.False(Markup.MarksReports(source, setup), "Silent takes no markup; a source with it is a case for Reports.");
        var project = await FoundAsync(source, setup);
        await HasOneMeaningAsync(project, source, setup, await SameInHostsAsync(project, source, setup));
    }

    public async Task FixesAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice)
    {
        var test = new MarkupTest(analyzer, fixes, before, setup)
        {
            CodeActionIndex = choice.Key is null ? choice.Action : null,
            CodeActionEquivalenceKey = choice.Key,
            CodeActionVerifier = choice.Title is { } title ? (action, verify) => verify.Equal(title, action.Title, "Title of the code action.") : null,
        };
        test.ExpectAfterFix(test.FixedState, after, setupAfter);
        test.ExpectAfterFix(test.BatchFixedState, after, setupAfter);
        await test.RunAsync(CancellationToken.None);
        await AssertNoNewWarningsAsync(before, setup, after, setupAfter);
    }

    public async Task FixesAllAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice)
    {
        var start = await FoundAsync(before, setup);
        var reports = (await Analysis.OfAsync(start, analyzer)).Reports;
        var offer = await ChosenAsync(start, reports, choice);
        var expected = ProjectUnderTest.Documents(after, setupAfter).ToDictionary(document => document.Path, document => ProjectUnderTest.WithoutMarkup(document.Source));
        foreach (var scope in new[] { FixAllScope.Project, FixAllScope.Solution })
        {
            var project = await FixHost.FixAllAsync([offer], reports, scope);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), project.Documents.Select(document => document.FilePath).Order(StringComparer.Ordinal));
            foreach (var document in project.Documents)
                Assert.Equal(expected[document.FilePath!], (await document.GetTextAsync()).ToString());
        }

        await FoundAsync(after, setupAfter);
        await AssertNoNewWarningsAsync(before, setup, after, setupAfter);
    }

    public async Task NotFixableAsync(string source, Setup setup)
    {
        Assert.True(Markup.MarksReports(source, setup), "NotFixable needs markup: it is about a report that has no fix.");
        var project = await FoundAsync(source, setup);
        Assert.Empty(await OffersAsync(project));
    }

    /// <summary>Every action that the fixes offer for the reports of this project.</summary>
    internal async Task<ImmutableArray<FixOffer>> OffersAsync(Project project) =>
        await FixHost.OffersAsync(fixes, project, (await Analysis.OfAsync(project, analyzer)).Reports);

    /// <summary>The chosen action of the first report that has it: the one whose key <c>dotnet format</c> asks fix-all for.</summary>
    internal async Task<FixOffer> ChosenAsync(Project project, ImmutableArray<Diagnostic> reports, FixChoice choice)
    {
        foreach (var report in reports)
        {
            foreach (var menu in (await FixHost.OffersAsync(fixes, project, [report])).GroupBy(static offer => offer.Fix))
            {
                var chosen = choice.Key is { } key ? menu.FirstOrDefault(offer => offer.Action.EquivalenceKey == key) : menu.ElementAtOrDefault(choice.Action ?? 0);
                if (chosen is null)
                    continue;

                Assert.Equal(choice.Title ?? chosen.Action.Title, chosen.Action.Title);
                return chosen;
            }
        }

        throw new InvalidOperationException("No fix is offered for any of the reports:\n" + Analysis.Lines(reports));
    }

    /// <summary>The project of the source; fails unless a build has the reports of the markup, and no compiler error where the setup allows none.</summary>
    private async Task<Project> FoundAsync(string source, Setup setup, params (string Id, string Message)[] withoutPlace)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        foreach (var built in project.Solution.Projects)
        {
            var found = await Analysis.OfAsync(built, analyzer);
            if (built == project)
                Markup.AssertSame(source, setup, found.Reports, withoutPlace);
            else
                Assert.True(found.Reports.IsEmpty, $"{built.Name} is to be silent:\n{Analysis.Lines(found.Reports)}");

            var errors = found.Compiler.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Assert.True(setup.CompilerErrors || !errors.Any(), "The compiler says:\n" + string.Join("\n", errors));
        }

        return project;
    }

    /// <summary>What a build reports and another host, too; every other host is asked for an analyzer that is not the product.</summary>
    private async Task<ImmutableArray<Diagnostic>> SameInHostsAsync(Project project, string source, Setup setup)
    {
        var hosts = IsOfProduct ? OtherHost.Of(source, (await Analysis.OfAsync(project, analyzer)).Reports) : OtherHost.All;
        return await Analysis.SameInHostsAsync(project, source, setup, analyzer, hosts);
    }

    /// <summary>Whether another text of the same meaning has the same reports; asked for the product only.</summary>
    private Task HasOneMeaningAsync(Project project, string source, Setup setup, ImmutableArray<Diagnostic> reports) =>
        IsOfProduct ? SameMeaning.HoldsAsync(project, source, setup, reports) : Task.CompletedTask;

    /// <summary>A fix must not buy its silence with a warning of the compiler (nullable, unused, obsolete).</summary>
    private async Task AssertNoNewWarningsAsync(string before, Setup setup, string after, Setup setupAfter)
    {
        var old = (await Analysis.OfAsync(await ProjectUnderTest.CreateAsync(before, setup), analyzer)).Compiler;
        var now = (await Analysis.OfAsync(await ProjectUnderTest.CreateAsync(after, setupAfter), analyzer)).Compiler;
        foreach (var id in now.Select(warning => warning.Id).Distinct())
        {
            Assert.True(
                now.Count(warning => warning.Id == id) <= old.Count(warning => warning.Id == id),
                $"The fixed code has a compiler warning that was not there before: {now.Last(warning => warning.Id == id)}");
        }
    }
}
