using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1003: passes the call what its siblings pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallMissesCredentialsOfItsSiblingsFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1003");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportedCall.AtAsync(session, document, diagnostic).ConfigureAwait(false) is not { } reported)
            return ImmutableArray<FixPlan>.Empty;

        return Plans(await SiblingCalls.PlanAsync(
            session, document, reported, reported.Siblings?.SiblingsThatShow(reported.Call) ?? ImmutableArray<ClientCall>.Empty).ConfigureAwait(false));
    }
}
