using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5002: a channel that may send call credentials over http.</summary>
internal sealed class UnsafeInsecureCallCredentials : IChannelRule, IRegistrationRule, IChannelOptionRule
{
    public void Check(ChannelSite channel, CredentialFinding finding, RuleContext context)
    {
        foreach (var optIn in finding.OptIns)
            Check(optIn, channel, finding.MayGoElsewhere, context);
    }

    public void Check(ClientRegistration registration, RuleContext context) =>
        Check(RegistrationLayer.Of(context.Ask(until: null), registration), context);

    public void Check(ChannelOption option, RuleContext context)
    {
        if (option.Name == ChannelLayer.OptIn
            && option.ConfiguringCallIn(context.Facts) is { } configure
            && RegistrationInGenericCode(configure) is { } registration)
            Check(RegistrationLayer.OfCall(context.Ask(until: null), registration), context);
    }

    /// <summary>The <c>AddGrpcClient&lt;T&gt;</c> of a type parameter at the beginning of a chain: whatever the client is, the channel is made so.</summary>
    private static IInvocationOperation? RegistrationInGenericCode(IInvocationOperation call)
    {
        for (var current = call; current is not null; current = current.Receiver() as IInvocationOperation)
        {
            if (current.TargetMethod is { Name: "AddGrpcClient", TypeArguments: { Length: 1 } types })
                return types[0] is ITypeParameterSymbol ? current : null;
        }

        return null;
    }

    private static void Check(CredentialFinding finding, RuleContext context)
    {
        foreach (var optIn in finding.OptIns)
        {
            if (finding.OnlyChannel is { } channel)
                Check(optIn, channel, finding.MayGoElsewhere, context);
        }
    }

    /// <summary>Only the constant true is a decision of the code; where the address is not known, it takes effect with an http address.</summary>
    private static void Check(TracedValue optIn, ChannelSite site, bool mayGoElsewhere, RuleContext context)
    {
        if (IsOfDevelopment(optIn, context.Facts))
            return;

        var query = context.Ask(until: null);
        if (PassedOptIn.Decided(optIn, query) is { } decided)
            Report(decided.Syntax, site, mayGoElsewhere, context);

        foreach (var (given, channel) in PassedOptIn.Of(optIn, site, query))
            Report(given.Syntax, channel, mayGoElsewhere, context);
    }

    /// <summary>Whether the option is set by code of development only, or by a method that such code calls for this registration.</summary>
    private static bool IsOfDevelopment(TracedValue optIn, CompilationFacts facts)
    {
        if (DevelopmentSwitch.IsOnWayOf(optIn.Operation, facts))
            return true;

        for (var frame = optIn.Frame; frame is not null; frame = frame.Caller)
        {
            if (frame.Site is { } call && DevelopmentSwitch.IsOnWayOf(call, facts))
                return true;
        }

        return false;
    }

    private static void Report(SyntaxNode assignment, ChannelSite site, bool mayGoElsewhere, RuleContext context)
    {
        var channel = ConfiguredAddress.Of(site, context.Ask(until: null));
        var reach = PlainChannel.ReachOf(channel, context.Options);
        if (reach is HostReach.Loopback or HostReach.Accepted || channel.Transport is ChannelTransport.Local or ChannelTransport.Loopback)
            return;

        if (mayGoElsewhere)
            reach = HostReach.Unknown;

        var at = assignment.SyntaxTree == channel.Creation.Syntax.SyntaxTree ? assignment : channel.Creation.Syntax;
        if (!context.IsFirst(RuleCatalog.UnsafeInsecureCallCredentials, at))
            return;

        context.Report(
            RuleCatalog.UnsafeInsecureCallCredentials, at, new[] { channel.Creation.Syntax.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
            new object[] { EffectOf(channel, reach) }, isInformation: reach != HostReach.Public);
    }

    private static string EffectOf(ChannelSite channel, HostReach reach)
    {
        if (channel.Transport == ChannelTransport.Tls)
            return "need no opt-in on an https address, where it has no effect";

        return reach is HostReach.Public or HostReach.Private
            ? $"are sent unencrypted to '{HostName.Of(channel).Name}'; whoever reads them on the way can use them"
            : "are sent unencrypted where the address is http";
    }
}
