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
    private const int MaxLevels = 3;

    /// <summary>
    /// The place that decides for the constant true: the assignment, or the argument of a call on the way to it. Null for another value, and where the callers
    /// of this code decide, each for its own address.
    /// </summary>
    internal static IOperation? Decided(TracedValue optIn, CredentialQuery query)
    {
        var assignment = optIn.Operation.Parent ?? optIn.Operation;
        if (optIn.Operation.ConstantValue.HasValue)
            return optIn.Operation.ConstantValue.Value is true ? assignment : null;

        if (!query.Origins.IsTrue(optIn))
            return null;

        foreach (var origin in query.Origins.Trace(optIn))
        {
            if (DevelopmentSwitch.IsAround(origin.Operation))
                return null;

            foreach (var alias in origin.Aliases)
            {
                if (alias.Symbol is IParameterSymbol)
                    return alias.Reference.Frame is null ? null : origin.Operation;
            }
        }

        return assignment;
    }

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

        foreach (var (given, frame) in GivenTo(optIn.Operation, query, level: 0))
        {
            var texts = query.Texts.Alternatives(new TracedValue(address, frame));
            var channel = new ChannelSite(site.Creation, site.Kind, ChannelAddress.TransportOf(texts), texts);
            if (ChannelAddress.IsHttp(ConfiguredAddress.Of(channel, query).Address))
                yield return (given, channel);
        }
    }

    /// <summary>The constants true that callers pass for a parameter, also through a parameter of their own, each with the call that leads to it.</summary>
    private static IEnumerable<(IOperation Given, CallFrame Frame)> GivenTo(IOperation value, CredentialQuery query, int level)
    {
        var bodies = query.Facts.Bodies;
        if (level == MaxLevels
            || Conversions.BuiltInInside(value) is not IParameterReferenceOperation { Parameter: var parameter } reference
            || bodies.FactsOf(reference).WritesTo(parameter).Count > 0)
            yield break;

        foreach (var frame in Callers.SeenFramesOf(parameter, reference, bodies))
        {
            if (frame.ArgumentOf(parameter) is not { Operation: var given } || frame.Site is not { } call || DevelopmentSwitch.IsOnWayOf(call, query.Facts))
                continue;

            if (given.ConstantValue is { HasValue: true, Value: true })
                yield return (given, frame);

            foreach (var (outer, caller) in GivenTo(given, query, level + 1))
                yield return (outer, frame.CalledFrom(caller));
        }
    }
}
