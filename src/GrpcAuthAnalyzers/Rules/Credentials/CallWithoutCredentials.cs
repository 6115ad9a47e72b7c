using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
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

        var query = context.Ask(call.Operation);
        if (CallLayers.Of(query, call) != CredentialPresence.Absent || CookieLogins.Under(context.Facts, context.Options).MaySignIn(query.Owners))
            return;

        var owner = query.Owners.Count == 1 ? query.Owners[0] : (ChannelSite?)null;
        var channels = new List<Location>();
        foreach (var channel in query.Owners)
            channels.Add(channel.Creation.Syntax.GetLocation());

        context.Report(
            RuleCatalog.CallWithoutCredentials,
            at: call.Place,
            also: channels,
            FixHints.Of(owner),
            new object[] { call.Operation.TargetMethod.Name });
    }
}
