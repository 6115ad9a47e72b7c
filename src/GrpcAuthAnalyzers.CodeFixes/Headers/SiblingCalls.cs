using System.Collections.Generic;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Passes a reported call what other calls of its client pass.</summary>
internal static class SiblingCalls
{
    /// <summary>
    /// The plan by the first sibling whose headers or options mean the same at the call. Null when there is none, and where a forgotten result or metadata
    /// comes first.
    /// </summary>
    internal static async Task<FixPlan?> PlanAsync(FixSession session, Document document, ReportedCall reported, IEnumerable<ClientCall> siblings)
    {
        // What the fixes of GRPCAUTH1006 and GRPCAUTH1007 give to this call would be sent beside what its siblings pass.
        if (DroppedResults.AreBehindOptions(reported.File, reported.Syntax))
            return null;
        if (ForgottenMetadata.PlanForCall(reported.File, reported.Syntax) is { } forgotten)
            return forgotten;

        foreach (var sibling in siblings)
        {
            if (await session.NodeAtAsync(document.Project, sibling.Call.Operation.Syntax.GetLocation()).ConfigureAwait(false) is { } place
                && place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } other
                && HeadersArgument.Of(place.File, other) is { } argument
                && await SiblingHeaders.PlanAsync(session, reported.File, reported.Syntax, place.File, argument).ConfigureAwait(false) is { } plan)
                return plan;
        }

        return null;
    }
}
