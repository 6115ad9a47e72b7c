using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// Callers that tell a method which makes a channel to send call credentials over http: <c>Open("http://orders.example.com", insecure: true)</c>.
/// </summary>
internal static class PassedOptIn
{
    /// <summary>
    /// The constants true that callers pass for a parameter which the option gets, each with the channel as it is made for that call. Empty where the option
    /// gets something else, where the call is one of development, and where the address of that call is not known to be http.
    /// </summary>
    internal static IEnumerable<(IOperation Given, ChannelSite Channel)> Of(TracedValue optIn, ChannelSite site, CredentialQuery query)
    {
        if (site.Creation is not IInvocationOperation { Arguments: var arguments } || arguments.Of(0) is not { Value: var address }
            || optIn.Frame is not null
            || EnclosingFunction.Root(optIn.Operation) != EnclosingFunction.Root(address))
            yield break;

        var bodies = query.Facts.Bodies;
        if (Conversions.BuiltInInside(optIn.Operation) is not IParameterReferenceOperation { Parameter: var parameter } reference
            || bodies.FactsOf(reference).WritesTo(parameter).Count > 0)
            yield break;

        foreach (var frame in Callers.SeenFramesOf(parameter, reference, bodies))
        {
            if (frame.ArgumentOf(parameter) is not { Operation: { ConstantValue: { HasValue: true, Value: true } } given }
                || frame.Site is not { } call
                || DevelopmentSwitch.IsOnWayOf(call, query.Facts))
                continue;

            var texts = query.Texts.Alternatives(new TracedValue(address, frame));
            var channel = new ChannelSite(site.Creation, site.Kind, ChannelAddress.TransportOf(texts), texts);
            if (ChannelAddress.IsHttp(ConfiguredAddress.Of(channel, query).Address))
                yield return (given, channel);
        }
    }
}
