using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>Plans every diagnostic of the scope, then merges: the channel of fifty calls is written once (BatchFixer would write it fifty times).</summary>
internal sealed class GrpcAuthFixAllProvider : FixAllProvider
{
    internal static readonly GrpcAuthFixAllProvider Instance = new();

    private static readonly FixAction[] Actions = { FixAction.First, FixAction.CallCredentials, FixAction.Interceptor, FixAction.InterceptorInNewFile };

    private GrpcAuthFixAllProvider()
    {
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        if (context.CodeFixProvider is not GrpcAuthFixProvider provider)
            return null;

        var action = Actions.FirstOrDefault(a => provider.KeyOf(a) == context.CodeActionEquivalenceKey);
        var diagnostics = await DiagnosticsOfAsync(context).ConfigureAwait(false);
        return diagnostics.Count == 0
            ? null
            : CodeAction.Create(
                "Fix all: " + provider.KeyOf(action), cancellation => provider.ApplyAsync(context.Solution, diagnostics, action, cancellation),
                provider.KeyOf(action));
    }

    private static async Task<List<(Document, Diagnostic)>> DiagnosticsOfAsync(FixAllContext context)
    {
        var found = new List<(Document, Diagnostic)>();
        if (context.Scope == FixAllScope.Document && context.Document is { } only)
        {
            foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(only).ConfigureAwait(false))
                found.Add((only, diagnostic));
            return found;
        }

        var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : new[] { context.Project };
        foreach (var project in projects.Where(static p => p.Language == LanguageNames.CSharp))
        {
            foreach (var diagnostic in await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
            {
                if (diagnostic.Location.SourceTree is { } tree && project.GetDocument(tree) is { } document)
                    found.Add((document, diagnostic));
            }
        }

        return found;
    }
}
