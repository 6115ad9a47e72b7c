using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>
/// GRPCAUTH6001: asks for authorization where the service is mapped. Only where the services of authorization are registered: else every call would fail.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ServiceWithoutAuthorizationFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.ContainsKey(FixHints.RequireAuthorization)
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        plan.Insert(at.File, diagnostic.Location.SourceSpan.End, ".RequireAuthorization()");
        return Plans(plan.Build("Require authorization for the service"));
    }
}
