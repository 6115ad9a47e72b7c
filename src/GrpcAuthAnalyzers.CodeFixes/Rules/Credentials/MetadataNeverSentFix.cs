using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1007: passes the metadata to the one call that lacks it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MetadataNeverSentFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        Plans(await session.NodeAtAsync(
            document.Project, diagnostic.Location).ConfigureAwait(false) is { Node: BaseObjectCreationExpressionSyntax creation, File: var file }
            ? await ForgottenMetadata.PlanForAsync(session, file, creation).ConfigureAwait(false)
            : null);
}
