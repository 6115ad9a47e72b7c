using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1001: a gRPC call for which no layer, from its options down to its HTTP handler, adds a credential.</summary>
internal sealed class CallWithoutCredentials : ICallRule
{
    public void Check(GrpcCall call, RuleContext context)
    {
        if (AnonymousCalls.Contains(call.Name, context.Options))
            return;

        var own = ClientCall.Of(call, context.Facts, context.Options).Own;
        if (own.Presence != CredentialPresence.Absent)
            return;

        var finding = own.And(context.BelowOf(call));
        var injected = finding.Presence == CredentialPresence.Unknown ? InjectedCall.WithoutCredential(call, context.Ask(call.Operation)) : null;
        finding = injected ?? finding;
        if (finding.Presence != CredentialPresence.Absent
            || ServedRpcs.In(context.Facts).LeaveOpen(call.Name)
            || OwnAttributes.IsAnonymous(EnclosingFunction.SymbolOf(EnclosingFunction.Root(call.Operation)))
            || CookieLogins.Under(context.Facts, context.Options).MaySignIn(finding.Channels))
            return;

        // 4005 says it, and its fix would send a second credential beside that of this one.
        var query = context.Ask(call.Operation);
        var headers = OtherHeaders.EntriesOf(call, query);
        if (!context.IsRelaxed && HasMisspelledName(headers, context.Ask(until: null)))
            return;

        var channels = new List<Location>();
        foreach (var channel in finding.Channels)
            channels.Add(channel.Creation.Syntax.GetLocation());

        var server = ServedRpcs.In(context.Facts).ThatRefuses(call.Name);
        if (server is not null)
            channels.Add(server.Mapping.Syntax.GetLocation());

        var because = OtherHeaders.DescriptionOf(headers, query)
            ?? (injected is null ? null : $"the registration of '{call.Receiver.Type!.Name}' adds none")
            ?? (server is not null ? $"'{server.Type.Name}' asks for authorization"
                : call.Name.IsDeclaredClosed ? "a facts file says that its server asks for them"
                : null);
        context.Report(
            RuleCatalog.CallWithoutCredentials,
            at: call.Place,
            also: channels,
            injected is null ? FixHints.Of(finding.OnlyChannel) : FixHints.Of(finding.OnlyChannel).Add(FixHints.Injected, ""),
            new object[] { call.Operation.TargetMethod.Name, because is null ? "" : ": " + because });
    }

    private static bool HasMisspelledName(IReadOnlyList<(HeaderWrite Write, string Name)> headers, CredentialQuery query)
    {
        foreach (var (write, _) in headers)
        {
            if (MisspelledHeader.NameIn(write, query) is not null)
                return true;
        }

        return false;
    }
}
