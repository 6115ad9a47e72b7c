using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>The five verbs for one analyzer and its fixes; <see cref="Verify"/> is the one of the product.</summary>
internal sealed class Verifier(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes)
{
    internal async Task ReportsAsync(
        string source, Setup setup, string? message = null, DiagnosticSeverity? severity = null, params (string Id, string Message)[] withoutPlace)
    {
        Assert.True(withoutPlace.Length > 0 || Markup(source, setup).Any(), "Reports needs markup such as {|GRPCAUTH1001:...|}; a source without it is a case for Silent.");
        await RunAsync(source, setup, withoutPlace);
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var reports = await Analysis.SameInEveryHostAsync(project, source, setup, analyzer);
        if (message is not null)
            Assert.Contains(message, reports.Select(report => report.GetMessage()));

        if (severity is not null)
            Assert.All(reports, report => Assert.Equal(severity, report.Severity));

        AssertAlso(source, setup, reports);
        if (!setup.CompilerErrors)
            await new FixPromise(analyzer, fixes).KeptAsync(project, reports);
    }

    internal async Task SilentAsync(string source, Setup setup)
    {
        Assert.False(Markup(source, setup).Any(), "Silent takes no markup; a source with it is a case for Reports.");
        await RunAsync(source, setup);
        await Analysis.SameInEveryHostAsync(source, setup, analyzer);
    }

    internal async Task FixesAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice)
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

    internal async Task FixesAllAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice)
    {
        await RunAsync(before, setup);
        var expected = ProjectUnderTest.Documents(after, setupAfter).ToDictionary(document => document.Path, document => ProjectUnderTest.WithoutMarkup(document.Source));
        foreach (var scope in new[] { FixAllScope.Project, FixAllScope.Solution })
        {
            var project = await new FixAll(analyzer, fixes).RunAsync(await ProjectUnderTest.CreateAsync(before, setup), scope, choice);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), project.Documents.Select(document => document.FilePath).Order(StringComparer.Ordinal));
            foreach (var document in project.Documents)
                Assert.Equal(expected[document.FilePath!], (await document.GetTextAsync()).ToString());
        }

        await RunAsync(after, setupAfter);
        await AssertNoNewWarningsAsync(before, setup, after, setupAfter);
    }

    internal async Task NotFixableAsync(string source, Setup setup)
    {
        Assert.True(Markup(source, setup).Any(), "NotFixable needs markup: it is about a report that has no fix.");
        await RunAsync(source, setup);
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilation = (await project.GetCompilationAsync())!;
        foreach (var diagnostic in await Analysis.WholeAsync(compilation, project.AnalyzerOptions, analyzer))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is { } document)
                Assert.Empty(await ActionsAsync(document, diagnostic));
        }
    }

    /// <summary>Every action that the fixes offer for this report, in the order of an editor's menu.</summary>
    internal async Task<ImmutableArray<CodeAction>> ActionsAsync(Document document, Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var provider in fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        return actions.ToImmutable();
    }

    private Task RunAsync(string source, Setup setup, params (string Id, string Message)[] withoutPlace)
    {
        var test = new MarkupTest(analyzer, [], source, setup);
        foreach (var (id, message) in withoutPlace)
            test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult(DescriptorOf(id)).WithMessage(message));

        return test.RunAsync(CancellationToken.None);
    }

    private DiagnosticDescriptor DescriptorOf(string id) => analyzer.SupportedDiagnostics.Single(descriptor => descriptor.Id == id);

    private IEnumerable<KeyValuePair<string, ImmutableArray<TextSpan>>> Markup(string source, Setup setup) =>
        ProjectUnderTest.Documents(source, setup)
            .Concat(ProjectUnderTest.AdditionalFiles(setup))
            .SelectMany(document => NamedSpans(document.Source))
            .Where(pair => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == pair.Key));

    /// <summary>Each place that is marked as <c>{|#0:...|}</c> must be an additional location of a report.</summary>
    private static void AssertAlso(string source, Setup setup, ImmutableArray<Diagnostic> reports)
    {
        foreach (var document in ProjectUnderTest.Documents(source, setup))
        {
            foreach (var span in NamedSpans(document.Source).Where(pair => pair.Key.StartsWith('#')).SelectMany(pair => pair.Value))
            {
                Assert.True(
                    reports.Any(report => report.AdditionalLocations.Any(also => also.SourceTree?.FilePath == document.Path && also.SourceSpan == span)),
                    $"No report has {document.Path}{span} as an additional location:\n{Analysis.Lines(reports)}");
            }
        }
    }

    /// <summary>A fix must not buy its silence with a warning of the compiler (nullable, unused, obsolete).</summary>
    private static async Task AssertNoNewWarningsAsync(string before, Setup setup, string after, Setup setupAfter)
    {
        var old = await WarningsAsync(before, setup);
        var now = await WarningsAsync(after, setupAfter);
        foreach (var id in now.Select(warning => warning.Id).Distinct())
        {
            Assert.True(
                now.Count(warning => warning.Id == id) <= old.Count(warning => warning.Id == id),
                $"The fixed code has a compiler warning that was not there before: {now.Last(warning => warning.Id == id)}");
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> WarningsAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilation = await project.GetCompilationAsync();
        // The SDK turns CS1701 and CS1702 off in every project: a package was built against an older framework.
        return [.. compilation!.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1701" or "CS1702"))];
    }

    private static ImmutableDictionary<string, ImmutableArray<TextSpan>> NamedSpans(string source)
    {
        TestFileMarkupParser.GetPositionsAndSpans(source, out _, out _, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        return spans;
    }
}
