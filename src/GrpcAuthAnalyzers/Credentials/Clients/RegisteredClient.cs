using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>What a service provider gives to whoever asks it for a client type: the answer over all registrations of that type, found once.</summary>
internal static class RegisteredClient
{
    private static readonly Memo<(INamedTypeSymbol Client, GrpcAuthOptions Options), CredentialFinding> Known =
        new(static (facts, key) => Find(key.Client, facts, key.Options));

    /// <summary>
    /// Absent, with the registrations, when at least one registration is seen, none of them adds a credential, and nothing else that may add one is seen.
    /// Unknown otherwise: a client with credentials under any name may be the one that is given.
    /// </summary>
    internal static CredentialFinding Of(INamedTypeSymbol client, CompilationFacts facts, GrpcAuthOptions options) => facts.Get(Known, (client, options));

    private static CredentialFinding Find(INamedTypeSymbol client, CompilationFacts facts, GrpcAuthOptions options)
    {
        CredentialFinding? finding = null;
        foreach (var registration in ClientRegistration.All(facts, client))
        {
            var next = RegistrationLayer.Of(new CredentialQuery(facts, options, until: null), registration);
            finding = finding?.Or(next) ?? next;
        }

        foreach (var registration in ContainerRegistration.Of(client, facts))
        {
            var next = RegistrationLayer.Of(new CredentialQuery(facts, options, until: null), registration);
            finding = finding?.Or(next) ?? next;
        }

        var clients = ClientFacts.Under(facts, options);
        return finding is { Presence: CredentialPresence.Absent }
            && !clients.MayBeElsewhere(client)
            && !clients.MayHaveCredentials(client)
            ? finding
            : CredentialFinding.Unknown;
    }
}
