using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Fixing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1003: passes the call what its siblings pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallMissesCredentialsOfItsSiblingsFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1003");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || GrpcFacts.For(at.File.Compilation) is not { } facts
            || facts.Bodies.OperationOf(call) is not { } operation || GrpcCall.From(operation, facts) is not { } grpc)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        // What the fixes of GRPCAUTH1006 and GRPCAUTH1007 give to this call would be sent beside what its siblings pass.
        if (DroppedResults.AreBehindOptions(at.File, call))
            return ImmutableArray<FixPlan>.Empty;
        if (ForgottenMetadata.PlanForCall(at.File, call) is { } forgotten)
            return ImmutableArray.Create(forgotten);

        var options = GrpcAuthOptions.Of(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider, at.File.Root.SyntaxTree);
        foreach (var sibling in facts.CallsWith(grpc, options)?.SiblingsThatShow(grpc) ?? ImmutableArray<ClientCall>.Empty)
        {
            if (await session.NodeAtAsync(document.Project, sibling.Call.Operation.Syntax.GetLocation()).ConfigureAwait(false) is { } place
                && place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } other
                && HeadersArgument.Of(place.File, other) is { } argument
                && SiblingHeaders.Plan(at.File, call, place.File, argument) is { } plan)
                return ImmutableArray.Create(plan);
        }

        return ImmutableArray<FixPlan>.Empty;
    }
}
