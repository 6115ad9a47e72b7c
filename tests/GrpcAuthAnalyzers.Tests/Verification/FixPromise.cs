using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// What "a fix is offered" promises, for every fix of every source that a test of a rule reports: it changes something, the result has no new diagnostic
/// of the compiler and none of ours, what was offered is gone, twice is once, fix-all in the document, the project and the solution is the same as one by
/// one, the layout is one that <c>dotnet format</c> leaves alone, and no title has a word of a secret in it.
/// </summary>
internal sealed partial class FixPromise(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes)
{
    /// <summary>One by one takes an analysis for each report; above this number fix-all alone is checked.</summary>
    private const int MostOneByOne = 4;

    /// <summary>
    /// What a fix brings to light, for it is about what the fixed code does: a call that sends the header of its sibling is the second one with a header by
    /// hand (an information), headers that were never sent make the call the one with a credential among its siblings, or one of several with a header by hand,
    /// and metadata that is made for each call is attached by hand to each of them.
    /// </summary>
    private static readonly (string Fix, string Id)[] BroughtToLight =
    [
        ("CallMissesCredentialsOfItsSiblingsFix", "GRPCAUTH1004"), ("MetadataNeverSentFix", "GRPCAUTH1003"), ("MetadataNeverSentFix", "GRPCAUTH1004"), ("ResultDiscardedFix", "GRPCAUTH1003"), ("MetadataBuiltOnceFix", "GRPCAUTH1004"),
    ];

    /// <summary>Fails when a fix that is offered for one of the reports of the project does not keep what it promises.</summary>
    internal async Task KeptAsync(Project project, ImmutableArray<Diagnostic> reports)
    {
        foreach (var provider in fixes)
        {
            var all = await OffersAsync(provider, project, reports);
            foreach (var atOne in all.GroupBy(static offer => offer.Report))
                Assert.Distinct(atOne.Select(static offer => offer.Action.Title));

            foreach (var offers in all.GroupBy(static offer => offer.Action.EquivalenceKey))
                await KeptAsync(provider, project, reports, [.. offers]);
        }
    }

    private async Task KeptAsync(CodeFixProvider provider, Project before, ImmutableArray<Diagnostic> reports, List<Offer> offers)
    {
        var name = $"{provider.GetType().Name} ({offers[0].Action.Title})";
        var key = offers[0].Action.EquivalenceKey;
        foreach (var offer in offers)
        {
            AssertNoSecret(offer);
            AssertPlain(offer.Action.Title);
        }

        var all = await FixAllAsync(provider, offers[0], reports, FixAllScope.Project);
        AssertSame(all, await FixAllAsync(provider, offers[0], reports, FixAllScope.Solution), name + ", fix-all in the solution");
        if (offers.All(offer => offer.Document == offers[0].Document))
            AssertSame(all, await FixAllAsync(provider, offers[0], reports, FixAllScope.Document), name + ", fix-all in the document");

        var now = await BetterAsync(name, before, reports, all);
        Assert.True(Count(provider, now) <= Count(provider, reports) - offers.Count, $"{name}: reports that it was offered for are still there:\n{Analysis.Lines(now)}\n{await TextAsync(all, before)}");
        var again = await OffersAsync(provider, all, now, key);
        Assert.True(again.Count == 0, $"{name} has more to do after it has done all:\n{await TextAsync(all, before)}");
        await AssertLaidOutAsync(name, before, all);
        if (offers.Count <= MostOneByOne)
            AssertSame(all, await OneByOneAsync(provider, before, reports, offers), name + ", one by one");
    }

    private async Task<Project> OneByOneAsync(CodeFixProvider provider, Project project, ImmutableArray<Diagnostic> reports, List<Offer> offers)
    {
        for (var round = offers.Count; offers.Count > 0; round--)
        {
            Assert.True(round > 0, provider.GetType().Name + " does not come to an end one by one.");
            var next = await ChangedAsync(project, offers[0].Action);
            if (round == 1)
                return next;

            reports = await BetterAsync(provider.GetType().Name + ", one by one", project, reports, next);
            project = next;
            var key = offers[0].Action.EquivalenceKey!;
            offers = await OffersAsync(provider, project, reports, key);
            // The class is in its file now: what is left is to attach it.
            if (offers.Count == 0)
                offers = await OffersAsync(provider, project, reports, key.Replace("InterceptorInNewFile", "Interceptor", StringComparison.Ordinal));
        }

        return project;
    }

    /// <summary>What is reported after a change; fails when it changes nothing, or when the compiler or a rule says more than before.</summary>
    private async Task<ImmutableArray<Diagnostic>> BetterAsync(string name, Project before, ImmutableArray<Diagnostic> reports, Project after)
    {
        Assert.True((await TextAsync(after, before)).Length > 0, name + " changes nothing.");
        var (now, compiler) = await Analysis.OfAsync(after, analyzer);
        await AssertNoMoreAsync(name, (await Analysis.OfAsync(before, analyzer)).Compiler, compiler, before, after);
        await AssertNoMoreAsync(name, reports, now, before, after);
        return now;
    }

    private static async Task AssertNoMoreAsync(string name, ImmutableArray<Diagnostic> old, ImmutableArray<Diagnostic> now, Project before, Project after)
    {
        foreach (var group in now.GroupBy(static diagnostic => diagnostic.Id))
        {
            if (group.Count() > old.Count(diagnostic => diagnostic.Id == group.Key) && !BroughtToLight.Any(known => name.StartsWith(known.Fix, StringComparison.Ordinal) && known.Id == group.Key))
                Assert.Fail($"{name} brings a new report:\n{Analysis.Lines(group)}\n{await TextAsync(after, before)}");
        }
    }

    /// <summary>Fails when the formatter of <c>dotnet format</c> changes more lines than it did before the fix.</summary>
    private static async Task AssertLaidOutAsync(string name, Project before, Project after)
    {
        foreach (var document in after.Documents)
        {
            var old = before.GetDocument(document.Id);
            if (old is not null && IsCrowded(await old.GetTextAsync(), await document.GetTextAsync()))
                continue;

            var changes = await FormatsAsync(document);
            if (changes.Count > (old is null ? 0 : (await FormatsAsync(old)).Count))
                Assert.Fail($"{name} leaves a layout that dotnet format changes: {string.Join(", ", changes)}\n{await document.GetTextAsync()}");
        }
    }

    /// <summary>Whether nothing is changed, or a line break comes into a line that has a block, a second statement or a constructor initializer in it: there no layout is the one to keep.</summary>
    private static bool IsCrowded(SourceText before, SourceText after)
    {
        var lines = after.GetTextChanges(before).Where(static change => change.NewText!.Contains('\n')).SelectMany(change => before.Lines.GetLinePositionSpan(change.Span) is var span
            ? Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + 1)
            : []);
        return after.ContentEquals(before) || lines.Any(line => IsCrowded(before.Lines[line].ToString()));
    }

    private static bool IsCrowded(string line) => line.Count(static c => c == ';') > 1 || line.IndexOf('{') is >= 0 and var open && line.IndexOf(';', open) > 0 || line.Contains(") : this(", StringComparison.Ordinal);

    private static async Task<List<TextChange>> FormatsAsync(Document document)
    {
        var text = await document.GetTextAsync();
        var changes = Microsoft.CodeAnalysis.Formatting.Formatter.GetFormattedTextChanges((await document.GetSyntaxRootAsync())!, document.Project.Solution.Workspace, await document.GetOptionsAsync());
        return [.. changes.Where(change => text.ToString(change.Span) != change.NewText)];
    }

    /// <summary>A title says what will change, in one line: no note in brackets and no full stop. Names of the code may make it longer than 80 characters.</summary>
    private static void AssertPlain(string title)
    {
        Assert.Matches("^[A-Z][a-z]+ [^()\\n]*[^.]$", title);
        Assert.InRange(title.Length - Quoted().Matches(title).Sum(static name => name.Length), 1, 80);
    }

    [GeneratedRegex("'[^']+'")]
    private static partial Regex Quoted();

    /// <summary>The words of the texts at a place that is reported as a secret: what looks made at random is in no title.</summary>
    private static void AssertNoSecret(Offer offer)
    {
        if (!offer.Report.Id.StartsWith("GRPCAUTH2", StringComparison.Ordinal))
            return;

        var location = offer.Report.Location;
        foreach (var token in location.SourceTree!.GetRoot().DescendantTokens(location.SourceSpan).Where(token => location.SourceSpan.Contains(token.Span) && token.Value is string))
        {
            foreach (var word in token.ValueText.Split(' ', ':').Where(static word => word.Length > 5 && word.Any(char.IsAsciiDigit)))
                Assert.DoesNotContain(word, offer.Action.Title, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The actions that are offered for these reports; only those with the key, where one is given.</summary>
    private static async Task<List<Offer>> OffersAsync(CodeFixProvider provider, Project project, ImmutableArray<Diagnostic> reports, string? key = null)
    {
        var offers = new List<Offer>();
        foreach (var report in reports.Where(report => provider.FixableDiagnosticIds.Contains(report.Id)))
        {
            if (project.GetDocument(report.Location.SourceTree) is { } document)
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => Offered(document, report, action), CancellationToken.None));
        }

        return offers;

        void Offered(Document document, Diagnostic report, CodeAction action)
        {
            if (key is null || action.EquivalenceKey == key)
                offers.Add(new Offer(document, report, action));
        }
    }

    private static async Task<Project> FixAllAsync(CodeFixProvider provider, Offer offer, ImmutableArray<Diagnostic> reports, FixAllScope scope)
    {
        var context = new FixAllContext(
            offer.Document, provider, scope, offer.Action.EquivalenceKey!, provider.FixableDiagnosticIds, new Known(provider, reports), CancellationToken.None);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Assert.True(action is not null, $"{provider.GetType().Name}: fix-all in {scope} does nothing.");
        return await ChangedAsync(offer.Document.Project, action);
    }

    private static async Task<Project> ChangedAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
    }

    private static void AssertSame(Project expected, Project actual, string name)
    {
        // A document that the fix adds has another id each time.
        Assert.Equal(expected.Documents.Select(static document => document.Name).Order(), actual.Documents.Select(static document => document.Name).Order());
        foreach (var document in expected.Documents)
        {
            var (text, other) = (document.GetTextAsync().Result.ToString(), actual.Documents.Single(same => same.Name == document.Name && same.Folders.SequenceEqual(document.Folders)).GetTextAsync().Result.ToString());
            Assert.True(text == other, $"{name}, ends in another text. Expected:\n{text}\nActual:\n{other}");
        }
    }

    private static int Count(CodeFixProvider provider, ImmutableArray<Diagnostic> reports) => reports.Count(report => provider.FixableDiagnosticIds.Contains(report.Id));

    private static async Task<string> TextAsync(Project project, Project before)
    {
        var texts = new List<string>();
        foreach (var document in project.Documents)
        {
            var text = (await document.GetTextAsync()).ToString();
            if (before.GetDocument(document.Id) is not { } old || (await old.GetTextAsync()).ToString() != text)
                texts.Add(text);
        }

        return string.Join("\n----\n", texts);
    }

    private sealed record Offer(Document Document, Diagnostic Report, CodeAction Action);

    /// <summary>The reports that are known already: fix-all asks for no second analysis.</summary>
    private sealed class Known(CodeFixProvider provider, ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => provider.FixableDiagnosticIds.Contains(report.Id) && project.GetDocument(report.Location.SourceTree) is not null));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return reports.Where(report => provider.FixableDiagnosticIds.Contains(report.Id) && report.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
