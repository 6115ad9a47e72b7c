using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5003: a credential header is sent over http to another machine.</summary>
internal sealed class CredentialOverPlaintext : ICallRule, IRegistrationRule
{
    public void Check(GrpcCall call, RuleContext context)
    {
        if (PlainHeader.Of(call, context.ClientOf(call), context.Ask(call.Operation)) is not { } header)
            return;

        var at = header.Entry is { } entry && entry.SyntaxTree == call.Operation.Syntax.SyntaxTree ? entry : call.Place;
        Report(header, at, context);
    }

    public void Check(ClientRegistration registration, RuleContext context)
    {
        if (PlainHeader.Of(registration, context.Ask(until: null)) is { } header)
            Report(header, registration.Place, context);
    }

    /// <summary>Once for each channel and file.</summary>
    private static void Report(PlainHeader header, SyntaxNode at, RuleContext context)
    {
        var channel = header.Channel;
        var reach = PlainChannel.ReachOf(channel, context.Options);
        if (reach is not (HostReach.Public or HostReach.Private)
            || DevelopmentSwitch.IsAround(channel.Creation)
            || !context.IsFirst(RuleCatalog.CredentialOverPlaintext, channel.Creation.Syntax))
            return;

        context.Report(
            RuleCatalog.CredentialOverPlaintext, at, new List<Location> { channel.Creation.Syntax.GetLocation() },
            ImmutableDictionary<string, string?>.Empty,
            new object[] { header.Name, HostName.Of(channel).Name }, isInformation: reach == HostReach.Private);
    }
}
