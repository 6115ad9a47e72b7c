using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>What a service provider gives to whoever asks it for a client type: the answer over all registrations of that type, found once.</summary>
internal static class RegisteredClient
{
    private static readonly Memo<(INamedTypeSymbol Client, GrpcAuthOptions Options), CredentialFinding> Known =
        new(static (facts, key) => Find(key.Client, facts, key.Options));

    private static readonly Memo<(INamedTypeSymbol Client, string Name, GrpcAuthOptions Options), CredentialFinding> ByName =
        new(static (facts, key) => FindNamed(key.Client, key.Name, facts, key.Options));

    /// <summary>
    /// Absent, with the registrations, when at least one registration is seen, none of them adds a credential, and nothing else that may add one is seen.
    /// Present when each of those that are seen adds one. Where none is seen, what a fact says of those in other projects. Unknown otherwise: a client with
    /// credentials under any name may be the one that is given.
    /// </summary>
    internal static CredentialFinding Of(INamedTypeSymbol client, CompilationFacts facts, GrpcAuthOptions options) => facts.Get(Known, (client, options));

    /// <summary>
    /// The same for the client of one name, which the client factory is asked for: only its registrations, and those whose name cannot be read, count.
    /// </summary>
    internal static CredentialFinding Of(INamedTypeSymbol client, string name, CompilationFacts facts, GrpcAuthOptions options) =>
        facts.Get(ByName, (client, name, options));

    private static CredentialFinding FindNamed(INamedTypeSymbol client, string name, CompilationFacts facts, GrpcAuthOptions options)
    {
        CredentialFinding? all = null;
        var setup = ClientFacts.Under(facts, options);
        var mayGetOne = setup.MayBeElsewhere(client);
        foreach (var registration in ClientRegistration.All(facts, client))
        {
            var query = new CredentialQuery(facts, options, until: null);
            var own = registration.NameIn(query.Texts);
            if (own is not null && own != name)
                continue;

            mayGetOne = mayGetOne || own is null || setup.MayBeConfiguredElsewhere(registration);
            var next = RegistrationLayer.Of(query, registration);
            all = all is null ? next : all.Presence == next.Presence ? all.Or(next) : all.Or(next).As(CredentialPresence.Unknown);
        }

        return all is null || (all.Presence == CredentialPresence.Absent && mayGetOne) ? CredentialFinding.Unknown : all;
    }

    private static CredentialFinding Find(INamedTypeSymbol client, CompilationFacts facts, GrpcAuthOptions options)
    {
        var findings = new List<CredentialFinding>();
        foreach (var registration in ClientRegistration.All(facts, client))
            findings.Add(RegistrationLayer.Of(new CredentialQuery(facts, options, until: null), registration));

        foreach (var registration in ContainerRegistration.Of(client, facts))
            findings.Add(RegistrationLayer.Of(new CredentialQuery(facts, options, until: null), registration));

        if (findings.Count == 0)
            return Declared(client, facts);

        var all = findings[0];
        foreach (var finding in findings)
        {
            if (finding.Presence != all.Presence)
                return CredentialFinding.Unknown;

            all = all.Or(finding);
        }

        var clients = ClientFacts.Under(facts, options);
        return all.Presence == CredentialPresence.Present || (!clients.MayBeElsewhere(client) && !clients.MayHaveCredentials(client))
            ? all
            : CredentialFinding.Unknown;
    }

    private static CredentialFinding Declared(INamedTypeSymbol client, CompilationFacts facts)
    {
        var said = facts.Declared.Of(client);
        return (said & FactKinds.RegisteredWithCredentials) != 0 ? CredentialFinding.Present
            : (said & FactKinds.RegisteredWithoutCredentials) != 0 ? CredentialFinding.Absent
            : CredentialFinding.Unknown;
    }
}
