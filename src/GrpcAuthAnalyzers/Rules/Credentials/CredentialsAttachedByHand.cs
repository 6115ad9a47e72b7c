using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1004: the calls of a client add the same credential header by hand, although one interceptor could do it for all of them.</summary>
internal sealed class CredentialsAttachedByHand : ICallRule
{
    public void Check(GrpcCall call, RuleContext context)
    {
        if (context.IsRelaxed || ClientCalls.With(call, context.Facts, context.Options) is not { } calls)
            return;

        foreach (var attached in calls.AttachedByHand)
        {
            if (attached.Calls[0].Call.Operation.Syntax != call.Operation.Syntax || HasOthers(call, calls, context))
                continue;

            var also = new List<Location>();
            for (var i = 1; i < attached.Calls.Count; i++)
                also.Add(attached.Calls[i].Place.GetLocation());

            context.Report(
                RuleCatalog.CredentialsAttachedByHand,
                at: call.Place,
                also,
                FixHints.Of(null, attached.Header),
                new object[] { attached.Header, attached.Calls.Count, calls.Client.Symbol.Name },
                isInformation: true);
        }
    }

    /// <summary>Whether the client has credentials, or may have: then the header is sent beside them.</summary>
    private static bool HasOthers(GrpcCall call, ClientCalls calls, RuleContext context) => context.BelowOf(call).Presence switch
    {
        CredentialPresence.Present => true,
        CredentialPresence.Unknown => calls.Client.Type is INamedTypeSymbol client
            && ClientFacts.Under(context.Facts, context.Options).MayHaveCredentials(client),
        _ => false,
    };
}
