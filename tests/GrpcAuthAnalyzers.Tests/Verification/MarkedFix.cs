using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification.Promises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// Runs a fix on diagnostics that a test makes itself, so that what a fix writes can be tested apart from what a rule finds. <c>[|...|]</c> is the place of
/// a diagnostic; <c>{|#0:...|}</c>, <c>{|#1:...|}</c> and so on are its additional locations, in any document.
/// </summary>
internal sealed class MarkedFix(GrpcAuthFixProvider provider)
{
    internal Setup Setup { get; init; } = Setup.Usual;

    /// <summary>What the diagnostics hand over.</summary>
    internal ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    internal MarkedFix With(string property, string value) => new(provider) { Setup = Setup, Properties = Properties.SetItem(property, value) };

    internal MarkedFix In(Setup setup) => new(provider) { Setup = setup, Properties = Properties };

    /// <summary>The main document after the fix; asserts that the result compiles without a new diagnostic of the compiler.</summary>
    internal async Task<string> ApplyAsync(string source) => (await ApplyToAllAsync(source))[ProjectUnderTest.MainPath];

    /// <summary>Every document after the fix, by path.</summary>
    internal async Task<Dictionary<string, string>> ApplyToAllAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup);
        var before = await WarningsAsync(project);
        Assert.All(before, static d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));
        var diagnostics = Diagnostics(source, project);
        var actions = await ActionsAsync(diagnostics[0]);
        Assert.True(actions.Count > 0, "no fix is offered");
        var solution = await provider.ApplyAsync(project.Solution, diagnostics, FixAction.First, CancellationToken.None);
        var texts = new Dictionary<string, string>();
        foreach (var document in solution.GetProject(project.Id)!.Documents)
            texts.Add(document.FilePath!, (await document.GetTextAsync()).ToString());
        var bad = (await WarningsAsync(solution.GetProject(project.Id)!)).Where(after => before.All(d => d.Id != after.Id)).ToList();
        Assert.True(bad.Count == 0, string.Join("\n", bad) + "\n\n" + string.Join("\n", texts.Where(t => t.Key != "/0/GlobalUsings.g.cs").Select(t => t.Value)));
        Assert.Null(await AsyncFunctions.MoreWithoutAwaitAsync(project, solution.GetProject(project.Id)!));
        return texts;
    }

    /// <summary>The title of the first action; null when none is offered.</summary>
    internal async Task<string?> TitleAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup);
        return (await ActionsAsync(Diagnostics(source, project)[0])).FirstOrDefault()?.Title;
    }

    private async Task<List<CodeAction>> ActionsAsync((Document Document, Diagnostic Diagnostic) diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(diagnostic.Document, diagnostic.Diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private List<(Document Document, Diagnostic Diagnostic)> Diagnostics(string source, Project project)
    {
        var places = new List<(Document, TextSpan)>();
        var also = new SortedDictionary<int, Location>();
        foreach (var (path, marked) in ProjectUnderTest.Documents(source, Setup))
        {
            TestFileMarkupParser.GetPositionsAndSpans(marked, out _, out _, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
            var document = project.Documents.Single(d => d.FilePath == path);
            foreach (var (key, value) in spans.Where(static pair => pair.Key.StartsWith('#')))
                also.Add(int.Parse(key.TrimStart('#'), System.Globalization.CultureInfo.InvariantCulture), Location.Create(document.GetSyntaxTreeAsync().Result!, value.Single()));
            if (spans.TryGetValue("", out var unnamed))
                places.AddRange(unnamed.Select(span => (document, span)));
        }

        var id = provider.FixableDiagnosticIds[0];
        var descriptor = RuleCatalog.All.Single(rule => rule.Id == id);
        return [.. places.Select(place => (place.Item1, Diagnostic.Create(
            descriptor, Location.Create(place.Item1.GetSyntaxTreeAsync().Result!, place.Item2), also.Values, Properties, "it", "that")))];
    }

    private static async Task<List<Diagnostic>> WarningsAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
}
