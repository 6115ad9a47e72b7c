using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1002: a client of the factory or the container whose registration adds no credential, and whose calls pass none either.</summary>
internal sealed class ClientRegisteredWithoutCredentials : IRegistrationRule, IContainerRegistrationRule
{
    public void Check(ClientRegistration registration, RuleContext context)
    {
        var finding = RegistrationLayer.Of(context.Ask(until: null), registration);
        if (finding.Presence != CredentialPresence.Absent || CookieLogins.Under(context.Facts, context.Options).MaySignIn(finding.Channels))
            return;

        var client = registration.Client;
        var uses = ClientFacts.Under(context.Facts, context.Options);
        if (uses.AreAnonymous(client) || uses.MayBeElsewhere(client) || uses.MayBeConfiguredElsewhere(registration) || uses.MayPassCredentials(client))
            return;

        // One named client for each kind of access is right; but by its type alone the last one is injected.
        var isOneOfSeveral = uses.HasNamedSibling(registration);
        if (isOneOfSeveral && !ClientInjection.Gives(registration, context.Facts))
            return;

        var name = registration.ShownNameIn(context.Ask(until: null).Texts, context.Options);
        context.Report(
            RuleCatalog.ClientRegisteredWithoutCredentials,
            at: registration.Place,
            also: new[] { registration.Operation.Syntax.GetLocation() },
            FixHints.Of(registration.MakesChannel ? finding.Channels[0] : null),
            new object[] { client.Name, name is null ? "" : $" as '{name}'" },
            isInformation: isOneOfSeveral);
    }

    public void Check(ContainerRegistration registration, RuleContext context)
    {
        var finding = RegistrationLayer.Of(context.Ask(until: null), registration);
        if (finding.Presence != CredentialPresence.Absent || CookieLogins.Under(context.Facts, context.Options).MaySignIn(finding.Channels))
            return;

        var client = registration.Service;
        var uses = ClientFacts.Under(context.Facts, context.Options);
        if (uses.AreAnonymous(client) || uses.MayBeElsewhere(client) || uses.MayHaveCredentials(client) || uses.MayPassCredentials(client)
            || uses.AreCalledWithoutCredential(client, finding.Channels))
            return;

        var channels = new List<Location>();
        foreach (var channel in finding.Channels)
            channels.Add(channel.Creation.Syntax.GetLocation());

        context.Report(
            RuleCatalog.ClientRegisteredWithoutCredentials,
            at: registration.Place,
            also: channels,
            FixHints.Of(finding.OnlyChannel),
            new object[] { client.Name, "" });
    }
}
