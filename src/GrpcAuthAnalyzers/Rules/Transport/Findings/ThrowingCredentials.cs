using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// Call credentials that belong to a channel or registration without TLS, so that no channel is made: <c>SetCompositeCredentials</c> in
/// DefaultChannelCredentialsConfigurator.cs, <c>ValidateChannelCredentials</c> in GrpcChannel.cs and <c>CreateInvoker</c> in GrpcCallInvokerFactory.cs of
/// grpc-dotnet.
/// </summary>
internal static class ThrowingCredentials
{
    /// <summary>
    /// The composition (<c>ChannelCredentials.Create</c>) with which a channel cannot be made: with Insecure, unless the channel opts in; with TLS on an http
    /// address. Null where the composition may be left out, or the options are not seen.
    /// </summary>
    internal static IOperation? On(ChannelSite channel, CredentialQuery query)
    {
        if (channel.Creation is IObjectCreationOperation legacy)
        {
            foreach (var argument in legacy.Arguments)
            {
                var given = new TracedValue(argument.Value);
                if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.ChannelCredentials)
                    && ComposedIn(given, query) is { } composed
                    && ChannelSecurity.OfCredentials(query, given) == ChannelTransport.Plaintext)
                    return composed;
            }

            return null;
        }

        return channel.Creation is IInvocationOperation { Arguments: var arguments } && arguments.Of(1) is { } options
            && query.Origins.Trace(new TracedValue(options.Value)) is { Length: 1 } origins
            && origins[0].Operation is IObjectCreationOperation creation
            && GrpcSymbols.Is(creation.Type, query.Symbols.GrpcChannelOptions)
            ? InOptions(origins[0], channel, query)
            : null;
    }

    /// <summary>
    /// The calls that add call credentials to a registration with an http address (<c>AddCallCredentials</c>, <c>ChannelCredentials.Create</c>, or an extension
    /// method that always makes such a call): the factory throws when the client is first resolved. Empty where the registration opts in, or something on its
    /// chain or its options is not seen.
    /// </summary>
    internal static IEnumerable<(IOperation Call, ChannelSite Channel)> On(ClientRegistration registration, CredentialQuery query)
    {
        var finding = RegistrationLayer.Of(query, registration);
        if (finding is not { Presence: CredentialPresence.Present, CallCredentials.Count: > 0, OnlyChannel: { } channel }
            || !ChannelAddress.IsHttp(ConfiguredAddress.Of(channel, query).Address)
            || finding.OptIns.Count > 0
            || RegistrationLayer.Of(LostCredentials.SentOf(query), registration).Presence == CredentialPresence.Unknown
            || ClientFacts.Under(query.Facts, query.Options).MayHaveOtherOptions(registration))
            yield break;

        var function = EnclosingFunction.Enclosing(registration.Operation);
        foreach (var added in finding.CallCredentials)
        {
            if (AdderOf(added) is { } adder
                && CertainSite(added.With(adder)) is { } call
                && EnclosingFunction.IsInside(call, function)
                && !ExecutionOrder.IsConditional(call, function))
                yield return (call, channel);
        }
    }

    private static IOperation? InOptions(Origin options, ChannelSite channel, CredentialQuery query)
    {
        ObjectUse? written = null;
        var optsIn = false;
        foreach (var touch in query.TouchesOf(options))
        {
            switch (touch)
            {
                case { Kind: TouchKind.SetMember, Member.Name: "Credentials" } when written is null:
                    written = touch;
                    break;
                case { Kind: TouchKind.SetMember, Member.Name: "Credentials" }:
                    return null;
                case { Kind: TouchKind.SetMember, Member.Name: ChannelLayer.OptIn }:
                    optsIn = true;
                    break;
                case { Kind: TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call }:
                case { Kind: TouchKind.Argument } when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols):
                    break;
                default:
                    return null;
            }
        }

        if (written is not { } only || !IsCertain(only.Site, channel.Creation) || ComposedIn(only.WrittenValue, query) is not { } composed)
            return null;

        return ChannelSecurity.OfCredentials(query, only.WrittenValue) switch
        {
            ChannelTransport.Plaintext => optsIn ? null : composed,
            ChannelTransport.Tls => ChannelAddress.IsHttp(ConfiguredAddress.Of(channel, query).Address) ? composed : null,
            _ => null,
        };
    }

    /// <summary>The composition that channel credentials are, whatever the branch; null where they may be none.</summary>
    private static IOperation? ComposedIn(TracedValue credentials, CredentialQuery query) =>
        ChannelLayer.OfCredentials(query, credentials) is { Presence: CredentialPresence.Present, CallCredentials: { Count: > 0 } added }
            ? AdderOf(added[0])
            : null;

    /// <summary>The call that gets call credentials as an argument.</summary>
    private static IOperation? AdderOf(TracedValue added)
    {
        var parent = added.Operation.Parent;
        return parent is IArgumentOperation ? parent.Parent : parent;
    }

    /// <summary>The outermost of the calls that lead to a place; null where one of them may not come to it.</summary>
    private static IOperation? CertainSite(TracedValue site)
    {
        var place = site.Operation;
        for (var frame = site.Frame; frame?.Site is { } call; frame = frame.Caller)
        {
            if (!ExecutionOrder.AlwaysRuns(place, EnclosingFunction.Enclosing(place)))
                return null;

            place = call;
        }

        return place;
    }

    /// <summary>Whether an assignment has always run when the channel is made, and so have the calls that lead to it.</summary>
    private static bool IsCertain(TracedValue site, IOperation creation)
    {
        if (CertainSite(site) is not { } assignment)
            return false;

        if (EnclosingFunction.IsInside(assignment, creation))
            return !ExecutionOrder.IsConditional(assignment, creation);

        var function = EnclosingFunction.Enclosing(assignment);
        return function == EnclosingFunction.Enclosing(creation)
            ? ExecutionOrder.AlwaysPrecedes(assignment, creation)
            : ExecutionOrder.AlwaysRuns(assignment, function);
    }
}
