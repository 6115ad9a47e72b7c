using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>
/// The base class of every fix. A fix only plans the edits for one diagnostic; this class plans many, merges and applies them, so a
/// single fix is a fix-all of one. Providers have no state and carry no <c>[Shared]</c>: see docs/architecture.md.
/// </summary>
public abstract class GrpcAuthFixProvider : CodeFixProvider
{
    private protected GrpcAuthFixProvider()
    {
    }

    /// <summary>Constant for the rule and the action, whatever the plan writes: <c>dotnet format</c> applies the key of the first action to all.</summary>
    internal string KeyOf(FixAction action) => action == FixAction.First ? FixableDiagnosticIds[0] : FixableDiagnosticIds[0] + "." + action;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => GrpcAuthFixAllProvider.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var session = new FixSession(document.Project.Solution, context.CancellationToken);
        foreach (var diagnostic in context.Diagnostics)
        {
            var titles = new HashSet<string>(StringComparer.Ordinal);
            foreach (var action in ActionsIn(document))
            {
                var plans = await PlanAsync(session, document, diagnostic, action).ConfigureAwait(false);
                if (plans.IsEmpty && action == FixAction.First)
                    break;
                if (plans.IsEmpty || action == FixAction.InterceptorInNewFile && plans[0].NewFile is null)
                    continue;

                // Where the channel cannot take the credential, the first action is the interceptor already.
                if (!titles.Add(plans[0].Title))
                    continue;

                context.RegisterCodeFix(
                    CodeAction.Create(
                        plans[0].Title,
                        cancellation => ApplyAsync(document.Project.Solution, new[] { (document, diagnostic) }, action, cancellation), KeyOf(action)),
                    diagnostic);
            }
        }
    }

    /// <summary>The solution in which all these diagnostics are answered, as far as there are plans for them.</summary>
    internal async Task<Solution> ApplyAsync(
        Solution solution, IEnumerable<(Document Document, Diagnostic Diagnostic)> diagnostics, FixAction action, CancellationToken cancellation)
    {
        var session = new FixSession(solution, cancellation);
        var merged = new MergedEdits();
        var ordered = diagnostics
            .OrderBy(static d => SourceFile.KeyOf(d.Document), StringComparer.Ordinal)
            .ThenBy(static d => d.Diagnostic.Location.SourceSpan.Start);
        foreach (var (document, diagnostic) in ordered)
        {
            foreach (var plan in await PlanAsync(session, document, diagnostic, action).ConfigureAwait(false))
            {
                if (merged.TryAdd(plan))
                    break;
            }
        }

        return await merged.ApplyAsync(solution, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The plans for one diagnostic, the best first; empty if no correct fix is known. The first plan that does not conflict with the
    /// others is applied.
    /// </summary>
    private protected abstract Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic);

    /// <summary>The plan by which an interceptor class sends the credential; null for a fix that has no such action, and where https is not known.</summary>
    private protected virtual Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile) =>
        Task.FromResult<FixPlan?>(null);

    /// <summary>The plan that adds call credentials although https is not known; null where the first action does it, and where that is wrong.</summary>
    private protected virtual Task<FixPlan?> PlanCallCredentialsAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        Task.FromResult<FixPlan?>(null);

    private async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic, FixAction action) => action switch
    {
        FixAction.First => await PlanAsync(session, document, diagnostic).ConfigureAwait(false),
        FixAction.CallCredentials => Plans(await PlanCallCredentialsAsync(session, document, diagnostic).ConfigureAwait(false)),
        _ => Plans(await PlanInterceptorAsync(session, document, diagnostic, action == FixAction.InterceptorInNewFile).ConfigureAwait(false)),
    };

    private static IEnumerable<FixAction> ActionsIn(Document document)
    {
        yield return FixAction.First;
        yield return FixAction.CallCredentials;
        yield return FixAction.Interceptor;
        var workspace = document.Project.Solution.Workspace;
        if (workspace.Kind != WorkspaceKind.MSBuild && workspace.CanApplyChange(ApplyChangesKind.AddDocument) && document.GetLinkedDocumentIds().IsEmpty)
            yield return FixAction.InterceptorInNewFile;
    }

    /// <summary>One plan, or none for null.</summary>
    private protected static ImmutableArray<FixPlan> Plans(FixPlan? plan) => plan is null ? ImmutableArray<FixPlan>.Empty : ImmutableArray.Create(plan);
}
