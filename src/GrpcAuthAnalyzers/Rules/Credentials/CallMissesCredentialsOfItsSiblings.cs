using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1003: a call passes no credential where the other calls through the same client pass one, and neither the client nor its
/// registration is seen.</summary>
internal sealed class CallMissesCredentialsOfItsSiblings : ICallRule
{
    public void Check(GrpcCall call, RuleContext context)
    {
        if (ClientCalls.With(call, context.Facts, context.Options) is not { } calls
            || calls.SiblingsThatShow(call) is not { Count: > 0 } siblings
            || context.BelowOf(call).Presence != CredentialPresence.Unknown
            || InjectedCall.WithoutCredential(call, context.Ask(call.Operation)) is not null
            || calls.Client.Type is not INamedTypeSymbol client
            || (DeclaredClient.Is(client, context.Facts) && !context.Facts.Symbols.TakesCallOptions(call.Operation.TargetMethod))
            || calls.Client.IsOfSubclass(context.Facts.Symbols)
            || ClientFacts.Under(context.Facts, context.Options).MayHaveCredentials(client)
            || OwnAttributes.IsAnonymous(EnclosingFunction.SymbolOf(EnclosingFunction.Root(call.Operation))))
            return;

        var open = ServedRpcs.In(context.Facts).ThatLeavesOpen(call.Name);
        if (open is not null && !context.Options.ShowsAll)
            return;

        var shown = siblings[0].Forgotten;
        var credential = shown ?? siblings[0].Credentials[0];
        var others = siblings.Count == 1 ? "1 other call" : siblings.Count + " other calls";
        context.Report(
            RuleCatalog.CallMissesCredentialsOfItsSiblings,
            at: call.Place,
            also: open is null
                ? new[] { siblings[0].Place.GetLocation() }
                : new[] { siblings[0].Place.GetLocation(), open.Mapping.Syntax.GetLocation() },
            FixHints.Of(null, credential.Entry?.Header),
            shown is null
                ? new object[] { others, calls.Client.Symbol.Name, siblings.Count == 1 ? "passes" : "pass", credential.Name }
                : new object[] { "metadata for " + others, calls.Client.Symbol.Name, "holds", credential.Name },
            isInformation: open is not null);
    }
}
