using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Refactorings;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>The light bulb at the one place that <c>[|...|]</c> marks in a source.</summary>
internal static class RefactoringRun
{
    /// <summary>The titles that are offered.</summary>
    internal static async Task<string[]> OffersAsync(string source, Setup? setup = null) =>
        [.. (await ActionsAsync(source, setup ?? Setup.Usual)).Actions.Select(action => action.Title)];

    /// <summary>
    /// The main document after the only action. Fails unless the whole project then compiles without a warning and without a report of this product.
    /// </summary>
    internal static async Task<string> WritesAsync(string source, Setup? setup = null)
    {
        var (document, actions) = await ActionsAsync(source, setup ?? Setup.Usual);
        var changed = await ChangedAsync(Assert.Single(actions), document.Id);
        await AssertCleanAsync(changed.Project);
        return (await changed.GetTextAsync()).ToString();
    }

    /// <summary>The document after an action.</summary>
    internal static async Task<Document> ChangedAsync(CodeAction action, DocumentId document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document)!;
    }

    /// <summary>No error, no warning, no report. CS1701 (another version of an assembly) is off in every project of the SDK.</summary>
    internal static async Task AssertCleanAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var reports = await Analysis.WholeAsync(compilation, project.AnalyzerOptions, new GrpcAuthAnalyzer());
        var found = compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701").Concat(reports).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found) + "\n" + string.Join("\n", project.Documents.Select(d => d.GetTextAsync().Result.ToString())));
    }

    /// <summary>What is offered for a span of a document.</summary>
    internal static async Task<List<CodeAction>> ActionsAsync(Document document, TextSpan span)
    {
        var actions = new List<CodeAction>();
        foreach (var refactoring in new CodeRefactoringProvider[] { new TokenProviderRefactoring(), new DevelopmentLoggingRefactoring() })
            actions.AddRange(await ActionsAsync(refactoring, document, span));

        return actions;
    }

    /// <summary>What one refactoring offers for a span of a document.</summary>
    internal static async Task<List<CodeAction>> ActionsAsync(CodeRefactoringProvider refactoring, Document document, TextSpan span)
    {
        var actions = new List<CodeAction>();
        await refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, CancellationToken.None));
        return actions;
    }

    /// <summary>The document of a source in a project, and the span that is marked in it.</summary>
    internal static async Task<(Document Document, TextSpan Span)> OpenAsync(string source, Setup setup)
    {
        TestFileMarkupParser.GetSpans(source, out _, out ImmutableArray<TextSpan> spans);
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var document = project.Documents.Single(d => d.FilePath == ProjectUnderTest.MainPath);
        return (document, Assert.Single(spans));
    }

    private static async Task<(Document Document, List<CodeAction> Actions)> ActionsAsync(string source, Setup setup)
    {
        var (document, span) = await OpenAsync(source, setup);
        return (document, await ActionsAsync(document, span));
    }
}
