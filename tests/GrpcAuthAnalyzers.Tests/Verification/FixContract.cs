using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// What "a fix is offered" promises, checked for any source: it changes something, the result compiles without a new diagnostic of the compiler, the
/// diagnostic is gone and none of ours is new, doing it twice is doing it once, and fix-all is the same as one by one.
/// </summary>
internal static class FixContract
{
    private const int MostRounds = 20;

    private static readonly CodeFixProvider[] Fixes = [.. Verify.ProductFixes];

    /// <summary>
    /// The main document after fix-all of each rule in turn, as <c>dotnet format</c> does it; fails when the contract does not hold, or when another order
    /// of the rules ends in another text: the order of <c>dotnet format</c> changes from run to run.
    /// </summary>
    internal static async Task<string> HoldsAsync(string source, Setup? setup = null)
    {
        var text = await InOrderAsync(source, setup, Fixes);
        Assert.Equal(text, await InOrderAsync(source, setup, [.. Fixes.Reverse()]));
        return text;
    }

    private static async Task<string> InOrderAsync(string source, Setup? setup, CodeFixProvider[] providers)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup ?? Setup.Usual);
        Assert.DoesNotContain(await CompilerAsync(project), static d => d.Severity == DiagnosticSeverity.Error);
        Assert.NotEmpty(await OursAsync(project));
        foreach (var provider in providers)
        {
            var all = await FixAllAsync(project, provider);
            if (all is null)
                continue;

            await AssertBetterAsync(project, all, provider);
            var oneByOne = await OneByOneAsync(project, provider);
            foreach (var document in all.Documents)
                Assert.Equal((await document.GetTextAsync()).ToString(), (await oneByOne.GetDocument(document.Id)!.GetTextAsync()).ToString());

            var again = await FixAllAsync(all, provider);
            Assert.True(again is null, provider.GetType().Name + " has more to do after it has done all:\n" + (again is null ? "" : await TextAsync(again)));
            project = all;
        }

        return await TextAsync(project);
    }

    /// <summary>As <see cref="HoldsAsync"/>, and the result has this text in it.</summary>
    internal static async Task WritesAsync(string expected, string source, Setup? setup = null)
    {
        var text = await HoldsAsync(source, setup);
        Assert.True(text.Contains(expected, System.StringComparison.Ordinal), expected + "\n\nis not in\n\n" + text);
    }

    /// <summary>The reports that remain of a source after <see cref="HoldsAsync"/>.</summary>
    internal static async Task<string[]> RemainingAsync(string source, Setup? setup = null)
    {
        var text = await HoldsAsync(source, setup);
        var project = await ProjectUnderTest.CreateAsync(text, setup ?? Setup.Usual);
        return [.. (await OursAsync(project)).Select(static d => d.Id).Order()];
    }

    private static async Task<Project?> FixAllAsync(Project project, CodeFixProvider provider)
    {
        foreach (var diagnostic in await OursAsync(project, provider))
        {
            if (await ActionAsync(project, provider, diagnostic) is not { } action)
                continue;

            var fixAll = provider.GetFixAllProvider()!;
            var context = new FixAllContext(
                project.GetDocument(diagnostic.Location.SourceTree)!, provider, FixAllScope.Solution, action.EquivalenceKey!, provider.FixableDiagnosticIds, new Reports(provider), CancellationToken.None);
            return await ChangedAsync(project, (await fixAll.GetFixAsync(context))!);
        }

        return null;
    }

    private static async Task<Project> OneByOneAsync(Project project, CodeFixProvider provider)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var before = await OursAsync(project, provider);
            var changed = false;
            foreach (var diagnostic in before)
            {
                if (await ActionAsync(project, provider, diagnostic) is not { } action)
                    continue;

                var after = await ChangedAsync(project, action);
                await AssertBetterAsync(project, after, provider);
                project = after;
                changed = true;
                break;
            }

            if (!changed)
                return project;
        }

        Assert.Fail(provider.GetType().Name + " does not come to an end");
        return project;
    }

    private static async Task AssertBetterAsync(Project before, Project after, CodeFixProvider provider)
    {
        var text = await TextAsync(after);
        Assert.True(await TextAsync(before) != text || before.Documents.Count() > 1, "the fix changes nothing");
        var old = (await CompilerAsync(before)).GroupBy(static d => d.Id).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var group in (await CompilerAsync(after)).GroupBy(static d => d.Id))
            Assert.True(group.Count() <= old.GetValueOrDefault(group.Key), $"new: {group.First()}\n{text}");

        var ours = (await OursAsync(before)).GroupBy(static d => d.Id).ToDictionary(static g => g.Key, static g => g.Count());
        var now = (await OursAsync(after)).GroupBy(static d => d.Id).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var (id, count) in now)
            Assert.True(count <= ours.GetValueOrDefault(id), $"new: {id}\n{text}");
        Assert.True(provider.FixableDiagnosticIds.Sum(id => now.GetValueOrDefault(id)) < provider.FixableDiagnosticIds.Sum(id => ours.GetValueOrDefault(id)), $"still there: {provider.GetType().Name}\n{text}");
    }

    private static async Task<CodeAction?> ActionAsync(Project project, CodeFixProvider provider, Diagnostic diagnostic)
    {
        CodeAction? first = null;
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => first ??= action, CancellationToken.None));
        return first;
    }

    private static async Task<Project> ChangedAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task<List<Diagnostic>> OursAsync(Project project, CodeFixProvider? provider = null)
    {
        var compilation = (await project.GetCompilationAsync())!;
        return [.. (await Analysis.WholeAsync(compilation, project.AnalyzerOptions, new GrpcAuthAnalyzer()))
            .Where(d => d.Location.IsInSource && (provider is null || provider.FixableDiagnosticIds.Contains(d.Id)))];
    }

    private static async Task<List<Diagnostic>> CompilerAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701")];

    private static async Task<string> TextAsync(Project project) => (await project.Documents.Single(static d => d.FilePath == ProjectUnderTest.MainPath).GetTextAsync()).ToString();

    private sealed class Reports(CodeFixProvider provider) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await OursAsync(project, provider);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await OursAsync(document.Project, provider)).Where(report => report.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
