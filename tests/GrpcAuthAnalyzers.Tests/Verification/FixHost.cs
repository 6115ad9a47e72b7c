using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Asks for fixes and applies them as an editor and <c>dotnet format</c> do. It judges nothing: that is what <c>FixPromise</c> does.</summary>
internal static class FixHost
{
    /// <summary>Every action that the fixes offer for the reports, in the order of fixes, reports and menu. Reports outside the documents have none.</summary>
    internal static async Task<ImmutableArray<FixOffer>> OffersAsync(
        IEnumerable<CodeFixProvider> fixes, Project project, ImmutableArray<Diagnostic> reports)
    {
        var offers = ImmutableArray.CreateBuilder<FixOffer>();
        foreach (var fix in fixes)
        {
            foreach (var report in reports.Where(report => fix.FixableDiagnosticIds.Contains(report.Id)))
            {
                if (project.GetDocument(report.Location.SourceTree) is { } document)
                {
                    var begin = FixTimes.Begin();
                    await fix.RegisterCodeFixesAsync(new CodeFixContext(
                        document, report, (action, _) => offers.Add(new FixOffer(fix, document, report, action)), CancellationToken.None));
                    FixTimes.End(begin, report);
                }
            }
        }

        return offers.ToImmutable();
    }

    /// <summary>The project after one action.</summary>
    internal static Task<Project> ApplyAsync(FixOffer offer) => ApplyAsync(offer.Document.Project, offer.Action);

    /// <summary>
    /// The project after fix-all, as <c>dotnet format</c> asks for it: one equivalence key, that of the first offer, and one step. Fails when the fix has
    /// no fix-all, when it does not support the scope, or when fix-all does nothing.
    /// </summary>
    internal static async Task<Project> FixAllAsync(ImmutableArray<FixOffer> offers, ImmutableArray<Diagnostic> reports, FixAllScope scope)
    {
        var (fix, document, _, action) = offers[0];
        var fixAll = fix.GetFixAllProvider();
        Assert.True(fixAll is not null, $"{fix.GetType().Name} has no fix-all, so dotnet format skips it.");
        Assert.Contains(scope, fixAll.GetSupportedFixAllScopes());
        var ids = offers.Select(static offer => offer.Report.Id).ToImmutableHashSet();
        var context = new FixAllContext(
            document, fix, scope, action.EquivalenceKey!, ids, new Known([.. reports.Where(report => ids.Contains(report.Id))]), CancellationToken.None);
        var all = await fixAll.GetFixAsync(context);
        Assert.True(all is not null, $"{fix.GetType().Name}: fix-all in {scope} does nothing.");
        return await ApplyAsync(document.Project, all);
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>The reports that are known already: fix-all asks for no second analysis.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => project.GetDocument(report.Location.SourceTree) is not null));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return reports.Where(report => report.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
