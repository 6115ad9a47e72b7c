using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        // What the fixes of GRPCAUTH1006 and GRPCAUTH1007 give to this call would be sent beside what its siblings pass.
        if (DroppedResults.AreBehindOptions(reported.File, reported.Syntax))
            return ImmutableArray<FixPlan>.Empty;
        if (ForgottenMetadata.PlanForCall(reported.File, reported.Syntax) is { } forgotten)
            return Plans(forgotten);

        foreach (var sibling in reported.Siblings?.SiblingsThatShow(reported.Call) ?? ImmutableArray<ClientCall>.Empty)
        {
            if (await session.NodeAtAsync(document.Project, sibling.Call.Operation.Syntax.GetLocation()).ConfigureAwait(false) is { } place
                && place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } other
                && HeadersArgument.Of(place.File, other) is { } argument
                && SiblingHeaders.Plan(reported.File, reported.Syntax, place.File, argument) is { } plan)
                return Plans(plan);
        }

        return ImmutableArray<FixPlan>.Empty;
    }
}
