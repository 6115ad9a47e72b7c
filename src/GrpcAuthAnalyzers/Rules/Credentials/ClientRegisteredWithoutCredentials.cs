using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1002: a client of the factory or the container whose registration adds no credential, and whose calls pass none either.</summary>
internal sealed class ClientRegisteredWithoutCredentials : IRegistrationRule, IGenericRegistrationRule, IContainerRegistrationRule
{
    public void Check(ClientRegistration registration, RuleContext context)
    {
        if (BareChannelsOf(registration, context.Ask(until: null), context.Options) is not { } finding)
            return;

        // One named client for each kind of access is right; but by its type alone the last one is injected.
        var isOneOfSeveral = ClientFacts.Under(context.Facts, context.Options).HasNamedSibling(registration);
        if (!isOneOfSeveral || ClientInjection.Gives(registration, context.Facts))
            Report(registration, registration.MakesChannel ? finding.Channels[0] : null, isOneOfSeveral, context);
    }

    /// <summary>One report for the code, which names the first of its clients: what is added there is added to all of them, so there is no fix.</summary>
    public void Check(IReadOnlyList<ClientRegistration> registrations, RuleContext context)
    {
        foreach (var registration in registrations)
        {
            if (BareChannelsOf(registration, context.Ask(until: null), context.Options) is null
                || ClientFacts.Under(context.Facts, context.Options).HasNamedSibling(registration))
                continue;

            Report(registration, channel: null, isOneOfSeveral: false, context);
            return;
        }
    }

    /// <summary>What a registration adds if it is no credential, and nothing else gives its client one; else null.</summary>
    internal static CredentialFinding? BareChannelsOf(ClientRegistration registration, CredentialQuery query, GrpcAuthOptions options)
    {
        var finding = RegistrationLayer.Of(query, registration);
        if (finding.Presence != CredentialPresence.Absent || CookieLogins.Under(query.Facts, options).MaySignIn(finding.Channels))
            return null;

        var client = registration.Client;
        var uses = ClientFacts.Under(query.Facts, options);
        return NeedsNothing(client, query.Facts, options)
            || uses.MayBeElsewhere(client)
            || uses.MayBeConfiguredElsewhere(registration)
            || uses.MayPassCredentials(client)
            ? null
            : finding;
    }

    /// <summary>
    /// Whether every RPC of a client is anonymous or (but where all is to be shown) left open by a server of this program, or its calls pass headers in unseen
    /// code.
    /// </summary>
    private static bool NeedsNothing(INamedTypeSymbol client, CompilationFacts facts, GrpcAuthOptions options)
    {
        var uses = ClientFacts.Under(facts, options);
        return (facts.Declared.Of(client) & FactKinds.CallsPassHeaders) != 0
            || uses.AreAnonymous(client)
            || (!options.ShowsAll && ServedRpcs.In(facts).NeedNothing(uses.RpcsOf(client), options));
    }

    /// <summary>The place of a server of this program that leaves the RPCs of a client open; null where not all of them are.</summary>
    private static Location? OpenServerOf(INamedTypeSymbol client, RuleContext context)
    {
        var rpcs = ClientFacts.Under(context.Facts, context.Options).RpcsOf(client);
        var served = ServedRpcs.In(context.Facts);
        if (context.Options.ShowsAll && served.NeedNothing(rpcs, context.Options))
        {
            foreach (var rpc in rpcs)
            {
                if (served.ThatLeavesOpen(rpc) is { } open)
                    return open.Mapping.Syntax.GetLocation();
            }
        }

        return null;
    }

    /// <summary>Who asks for the credentials of a client, as the end of the message; empty where that is not known.</summary>
    private static string WhoAsks(INamedTypeSymbol client, RuleContext context)
    {
        foreach (var rpc in ClientFacts.Under(context.Facts, context.Options).RpcsOf(client))
        {
            if (ServedRpcs.In(context.Facts).WhoAsks(rpc) is { } asked)
                return ", and " + asked;
        }

        return "";
    }

    private static IEnumerable<Location> With(Location? server, params Location[] places)
    {
        foreach (var place in places)
            yield return place;

        if (server is not null)
            yield return server;
    }

    private static void Report(ClientRegistration registration, ChannelSite? channel, bool isOneOfSeveral, RuleContext context)
    {
        var name = registration.ShownNameIn(context.Ask(until: null).Texts, context.Options);
        var open = OpenServerOf(registration.Client, context);
        context.Report(
            RuleCatalog.ClientRegisteredWithoutCredentials,
            at: registration.Place,
            also: With(open, registration.Operation.Syntax.GetLocation()),
            FixHints.Of(channel),
            new object[] { registration.Client.Name, name is null ? "" : $" as '{name}'", WhoAsks(registration.Client, context) },
            isInformation: isOneOfSeveral || open is not null);
    }

    public void Check(ContainerRegistration registration, RuleContext context)
    {
        var finding = RegistrationLayer.Of(context.Ask(until: null), registration);
        if (finding.Presence != CredentialPresence.Absent || CookieLogins.Under(context.Facts, context.Options).MaySignIn(finding.Channels))
            return;

        var client = registration.Service;
        var uses = ClientFacts.Under(context.Facts, context.Options);
        if (NeedsNothing(client, context.Facts, context.Options) || uses.MayBeElsewhere(client) || uses.MayHaveCredentials(client)
            || uses.MayPassCredentials(client) || uses.AreCalledWithoutCredential(client, finding.Channels))
            return;

        var channels = new List<Location>();
        foreach (var channel in finding.Channels)
            channels.Add(channel.Creation.Syntax.GetLocation());

        var open = OpenServerOf(client, context);
        context.Report(
            RuleCatalog.ClientRegisteredWithoutCredentials,
            at: registration.Place,
            also: With(open, channels.ToArray()),
            FixHints.Of(finding.OnlyChannel),
            new object[] { client.Name, "", WhoAsks(client, context) },
            isInformation: open is not null);
    }
}
