using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification.Promises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// What "a fix is offered" promises. A promise is a method here: it gets what a fix made of a project and says what is wrong with it, or null when it is
/// kept. To add one, write the method, name it in one of the two lists, and show in FixPromiseTests that it can be broken.
/// </summary>
internal sealed partial class FixPromise(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes)
{
    /// <summary>The promises of every change, also of the first of several that make a program right.</summary>
    private ImmutableArray<Promise> OfEveryChange =>
        [SomethingChangesAsync, NoCompilerDiagnosticIsNewAsync, ReportedTexts.NoneSpreadsAsync,
            change => NewReports.NoneComesAsync(change, MayBringWhatFollows), OtherCalls.NoneChangesAsync, BrowserReads.NoneComesAsync,
            FileHeads.LicenceIsFirstAsync, FileHeads.UsingsAreSortedAsync, FileHeads.LinesEndAlikeAsync, LineLengths.NoneGrowsAsync,
            AsyncFunctions.NoneLosesItsAwaitAsync];

    /// <summary>The promises of fix-all, when all is done.</summary>
    private ImmutableArray<Promise> OfAll =>
        [ReportsAreGoneAsync, TwiceIsOnceAsync, LayoutIsKeptAsync, CommentsAreKeptAsync, ScopesAgreeAsync, OneByOneAgreesAsync, NoTitleHasASecretAsync,
            TitlesArePlainAsync];

    private delegate Task<string?> Promise(FixChange change);

    /// <summary>Whether the reports that follow from a repaired call (<see cref="NewReports"/>) may come.</summary>
    internal bool MayBringWhatFollows { get; init; } = true;

    /// <summary>One by one takes an analysis for each report; above this number fix-all alone is checked.</summary>
    internal int MostOneByOne { get; init; } = 4;

    /// <summary>
    /// The main document of a program after fix-all of each fix of the product in turn, as <c>dotnet format</c> does it. Fails when a promise is broken, when
    /// a fix brings another rule's report, or when another order of the fixes ends in another text: the order of <c>dotnet format</c> changes from run to run.
    /// </summary>
    internal static async Task<string> HoldsAsync(string source, Setup? setup = null)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup ?? Setup.Usual);
        return await new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes) { MayBringWhatFollows = false, MostOneByOne = int.MaxValue }.InAnyOrderAsync(project);
    }

    /// <summary>As <see cref="HoldsAsync"/>, and the result has this text in it.</summary>
    internal static async Task WritesAsync(string expected, string source, Setup? setup = null)
    {
        var text = await HoldsAsync(source, setup);
        Assert.True(text.Contains(expected, StringComparison.Ordinal), expected + "\n\nis not in\n\n" + text);
    }

    /// <summary>The ids of the reports that remain of a source after <see cref="HoldsAsync"/>, in their order.</summary>
    internal static async Task<string[]> RemainingAsync(string source, Setup? setup = null)
    {
        var project = await ProjectUnderTest.CreateAsync(await HoldsAsync(source, setup), setup ?? Setup.Usual);
        return [.. (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports.Select(static report => report.Id).Order()];
    }

    /// <summary>Fails when a fix that is offered for one of the reports of the project breaks a promise; each action of a menu is tried alone.</summary>
    internal async Task KeptAsync(Project project)
    {
        foreach (var fix in fixes)
        {
            var all = await OffersAsync(fix, project);
            foreach (var menu in all.GroupBy(static offer => offer.Report))
                Assert.Distinct(menu.Select(static offer => offer.Action.Title));

            foreach (var offers in all.GroupBy(static offer => offer.Action.EquivalenceKey))
                await FixAllAsync(project, [.. offers]);
        }
    }

    /// <summary>The main document after fix-all of each fix in turn; fails when a promise is broken or the order of the fixes shows in the text.</summary>
    internal async Task<string> InAnyOrderAsync(Project project)
    {
        var found = await Analysis.OfAsync(project, analyzer);
        Assert.DoesNotContain(found.Compiler, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Contains(found.Reports, static report => report.Location.IsInSource);
        var text = await InOrderAsync(project, fixes);
        Assert.Equal(text, await InOrderAsync(project, [.. fixes.Reverse()]));
        return text;
    }

    private async Task<string> InOrderAsync(Project project, ImmutableArray<CodeFixProvider> ordered)
    {
        foreach (var fix in ordered)
        {
            var offers = await OffersAsync(fix, project);
            if (offers.IsEmpty)
                continue;

            project = await FixAllAsync(project, [.. offers.Where(offer => offer.Action.EquivalenceKey == offers[0].Action.EquivalenceKey)]);
            var again = await OffersAsync(fix, project);
            Assert.True(again.IsEmpty, $"{fix.GetType().Name} has another action to offer after it has done all.");
        }

        return (await project.Documents.Single(static document => document.FilePath == ProjectUnderTest.MainPath).GetTextAsync()).ToString();
    }

    /// <summary>The project after fix-all of these offers, which have one key.</summary>
    private async Task<Project> FixAllAsync(Project project, ImmutableArray<FixOffer> offers)
    {
        var reports = (await Analysis.OfAsync(project, analyzer)).Reports;
        var after = await FixHost.FixAllAsync(offers, reports, FixAllScope.Project);
        await AssertAsync(await ChangeAsync(project, offers, after), [.. OfEveryChange, .. OfAll]);
        return after;
    }

    private static async Task AssertAsync(FixChange change, ImmutableArray<Promise> promises)
    {
        foreach (var promise in promises)
        {
            if (await promise(change) is { } broken)
                Assert.Fail($"{change.Fix.GetType().Name} ({change.Offers[0].Action.Title}) {broken}\n{await change.TextAsync()}");
        }
    }

    private static async Task<string?> SomethingChangesAsync(FixChange change) =>
        (await change.DocumentsAsync()).IsEmpty ? "changes nothing." : null;

    private static Task<string?> NoCompilerDiagnosticIsNewAsync(FixChange change) =>
        Task.FromResult(More(change.Old.Compiler, change.Now.Compiler) is { } more ? "brings a diagnostic of the compiler:\n" + more : null);

    private static Task<string?> ReportsAreGoneAsync(FixChange change)
    {
        var remaining = Count(change.Old) - change.Offers.Select(static offer => offer.Report).Distinct().Count();
        return Task.FromResult(Count(change.Now) > remaining ? "leaves reports that it was offered for:\n" + Analysis.Lines(change.Now.Reports) : null);

        int Count(Found found) => found.Reports.Count(report => change.Fix.FixableDiagnosticIds.Contains(report.Id));
    }

    private async Task<string?> TwiceIsOnceAsync(FixChange change) =>
        (await OffersAsync(change.Fix, change.After)).Any(offer => offer.Action.EquivalenceKey == change.Key) ? "has more to do after it has done all." : null;

    private static async Task<string?> LayoutIsKeptAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            if (await FixLayout.ChangesAsync(before, after) is { IsEmpty: false } changes)
                return "leaves a layout that dotnet format changes: " + string.Join(", ", changes);
        }

        return null;
    }

    private static async Task<string?> CommentsAreKeptAsync(FixChange change)
    {
        var kept = (await CommentsAsync(change.After)).ToLookup(static comment => comment);
        var lost = (await CommentsAsync(change.Before)).GroupBy(static comment => comment).Where(comment => comment.Count() > kept[comment.Key].Count());
        return lost.Any() ? "loses " + string.Join(", ", lost.Select(static comment => comment.Key)) : null;
    }

    private static async Task<string?> ScopesAgreeAsync(FixChange change)
    {
        var inSolution = await FixHost.FixAllAsync(change.Offers, change.Old.Reports, FixAllScope.Solution);
        if (await DifferenceAsync(change.After, inSolution) is { } difference)
            return "does something else with fix-all in the solution: " + difference;

        return change.Offers.All(offer => offer.Document == change.Offers[0].Document)
            && await DifferenceAsync(change.After, await FixHost.FixAllAsync(change.Offers, change.Old.Reports, FixAllScope.Document)) is { } other
                ? "does something else with fix-all in the document: " + other
                : null;
    }

    private async Task<string?> OneByOneAgreesAsync(FixChange change) =>
        change.Offers.Length <= MostOneByOne && await DifferenceAsync(change.After, await OneByOneAsync(change.Before, change.Offers)) is { } difference
            ? "does something else one by one: " + difference
            : null;

    /// <summary>The words of the texts at a place that is reported as a secret: what looks made at random is in no title.</summary>
    private static Task<string?> NoTitleHasASecretAsync(FixChange change)
    {
        var words = from offer in change.Offers
                    where offer.Report.Id.StartsWith("GRPCAUTH2", StringComparison.Ordinal)
                    from token in offer.Report.Location.SourceTree!.GetRoot().DescendantTokens(offer.Report.Location.SourceSpan)
                    where offer.Report.Location.SourceSpan.Contains(token.Span) && token.Value is string
                    from word in token.ValueText.Split(' ', ':')
                    where word.Length > 5 && word.Any(char.IsAsciiDigit) && offer.Action.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
                    select word;
        return Task.FromResult(words.Any() ? "shows a secret in its title." : null);
    }

    /// <summary>A title says what will change, in one line: no note in brackets and no full stop. Names of the code may make it longer than 80 characters.</summary>
    private static Task<string?> TitlesArePlainAsync(FixChange change)
    {
        var titles = change.Offers.Select(static offer => offer.Action.Title).Where(static title =>
            !Regex.IsMatch(title, "^[A-Z][a-z]+ [^()\\n]*[^.]$") || title.Length - Quoted().Matches(title).Sum(static name => name.Length) > 80);
        return Task.FromResult(titles.Any() ? "has a title that is not plain: " + titles.First() : null);
    }

    [GeneratedRegex("'[^']+'")]
    private static partial Regex Quoted();

    private async Task<Project> OneByOneAsync(Project project, ImmutableArray<FixOffer> offers)
    {
        for (var round = offers.Length; !offers.IsEmpty; round--)
        {
            Assert.True(round > 0, offers[0].Fix.GetType().Name + " does not come to an end one by one.");
            var next = await FixHost.ApplyAsync(offers[0]);
            if (round == 1)
                return next;

            await AssertAsync(await ChangeAsync(project, offers, next), OfEveryChange);
            project = next;
            var (key, all) = (offers[0].Action.EquivalenceKey!, await OffersAsync(offers[0].Fix, project));
            offers = [.. all.Where(offer => offer.Action.EquivalenceKey == key)];

            // The class is in its file now: what is left is to attach it.
            if (offers.IsEmpty)
                offers = [.. all.Where(offer => offer.Action.EquivalenceKey == key.Replace("InterceptorInNewFile", "Interceptor", StringComparison.Ordinal))];
        }

        return project;
    }

    private async Task<FixChange> ChangeAsync(Project before, ImmutableArray<FixOffer> offers, Project after) =>
        new(offers, before, await Analysis.OfAsync(before, analyzer), after, await Analysis.OfAsync(after, analyzer));

    private async Task<ImmutableArray<FixOffer>> OffersAsync(CodeFixProvider fix, Project project) =>
        await FixHost.OffersAsync([fix], project, (await Analysis.OfAsync(project, analyzer)).Reports);

    /// <summary>The diagnostics whose id comes more often than before; null when none does.</summary>
    private static string? More(ImmutableArray<Diagnostic> old, ImmutableArray<Diagnostic> now)
    {
        var more = now.GroupBy(static diagnostic => diagnostic.Id).Where(group => group.Count() > old.Count(diagnostic => diagnostic.Id == group.Key));
        return more.Any() ? Analysis.Lines(more.First()) : null;
    }

    private static async Task<List<string>> CommentsAsync(Project project)
    {
        var comments = new List<string>();
        foreach (var document in project.Documents)
        {
            comments.AddRange((await document.GetSyntaxRootAsync())!.DescendantTrivia()
                .Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                .Select(static trivia => trivia.ToString()));
        }

        return comments;
    }

    /// <summary>Where the texts of two projects differ; null when they do not. A document that a fix adds has another id each time, so names are compared.</summary>
    private static async Task<string?> DifferenceAsync(Project expected, Project actual)
    {
        var (texts, others) = (await TextsAsync(expected), await TextsAsync(actual));
        return texts.SequenceEqual(others) ? null : string.Join("\n----\n", others.Except(texts));
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(Project project) =>
        await Task.WhenAll(project.Documents.OrderBy(static document => string.Join('/', [.. document.Folders, document.Name]), StringComparer.Ordinal)
            .Select(static async document => $"{string.Join('/', [.. document.Folders, document.Name])}\n{await document.GetTextAsync()}"));
}
