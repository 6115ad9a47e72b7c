using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Fix-all as <c>dotnet format</c> asks for it: one equivalence key, that of the chosen action of the first fixable report, and one step.</summary>
internal sealed class FixAll(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes)
{
    /// <summary>The project after fix-all; fails when nothing can be fixed.</summary>
    internal async Task<Project> RunAsync(Project project, FixAllScope scope, FixChoice choice)
    {
        var reports = await ReportsAsync(project, CancellationToken.None);
        foreach (var report in reports)
        {
            foreach (var provider in fixes.Where(provider => provider.FixableDiagnosticIds.Contains(report.Id)))
            {
                if (project.GetDocument(report.Location.SourceTree) is { } document
                    && await ChosenAsync(provider, document, report, choice) is { } action)
                {
                    return await ApplyAsync(provider, document, report.Id, action, scope);
                }
            }
        }

        Assert.Fail("No fix is offered for any of the reports:\n" + Analysis.Lines(reports));
        return project;
    }

    private static async Task<CodeAction?> ChosenAsync(CodeFixProvider provider, Document document, Diagnostic report, FixChoice choice)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        var chosen = choice.Key is { } key
            ? actions.FirstOrDefault(action => action.EquivalenceKey == key)
            : actions.ElementAtOrDefault(choice.Action ?? 0);
        if (chosen is not null && choice.Title is { } title)
            Assert.Equal(title, chosen.Title);

        return chosen;
    }

    private async Task<Project> ApplyAsync(CodeFixProvider provider, Document document, string id, CodeAction action, FixAllScope scope)
    {
        var fixAll = provider.GetFixAllProvider();
        Assert.True(fixAll is not null, $"{provider.GetType().Name} has no fix-all, so dotnet format skips it.");
        Assert.Contains(scope, fixAll.GetSupportedFixAllScopes());
        var context = new FixAllContext(
            document, provider, scope, action.EquivalenceKey!, [id], new Reports(this), CancellationToken.None);
        var all = await fixAll.GetFixAsync(context);
        Assert.True(all is not null, $"Fix-all in {scope} does nothing.");

        var operations = await all.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(document.Project.Id)!;
    }

    private async Task<ImmutableArray<Diagnostic>> ReportsAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        return await Analysis.WholeAsync(compilation, project.AnalyzerOptions, analyzer);
    }

    private sealed class Reports(FixAll owner) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await owner.ReportsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await owner.ReportsAsync(document.Project, cancellationToken)).Where(report => report.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await owner.ReportsAsync(project, cancellationToken)).Where(report => report.Location == Location.None);
    }
}
