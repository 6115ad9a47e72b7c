using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc.Channels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Transport;

/// <summary>
/// GRPCAUTH5007: removes the statement that sets the switch, and variables that nothing else reads. Not where the file is also compiled for a framework that
/// needs it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ObsoleteUnencryptedSwitchFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH5007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || statement.Expression.Span != diagnostic.Location.SourceSpan
            || statement.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || await IsNeededElsewhereAsync(session, document).ConfigureAwait(false))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        plan.Replace(at.File, at.File.Layout.Removal(statement), "");
        await UnusedDeclarations.CleanUpAsync(session, plan, at.File, statement).ConfigureAwait(false);
        return Plans(plan.Build("Remove the switch for unencrypted HTTP/2"));
    }

    /// <summary>Whether another target of the project, which has the same file, is compiled for a framework that needs the switch.</summary>
    private static async Task<bool> IsNeededElsewhereAsync(FixSession session, Document document)
    {
        foreach (var linked in document.GetLinkedDocumentIds().Select(id => session.Solution.GetProject(id.ProjectId)!))
        {
            if (await linked.GetCompilationAsync(session.Cancellation).ConfigureAwait(false) is not { } compilation
                || !UnencryptedSwitch.IsObsoleteIn(compilation))
                return true;
        }

        return false;
    }
}
