using System.Linq;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>Calls through clients that a service provider gives, and whose registration is seen.</summary>
internal static class InjectedCall
{
    /// <summary>
    /// Absent, with the registrations, for a call that passes no credential through a client whose registrations add none, where another call of that
    /// client passes one: then the registration is meant to be bare, and this call was forgotten. Null where that is not seen, where no call passes one
    /// (the registration is reported then), and for a call without a credential on purpose (<c>headers: null</c>, the other branch of one with it).
    /// A call for which metadata was made and forgotten counts as one that passes it, where no other does.
    /// </summary>
    internal static CredentialFinding? WithoutCredential(GrpcCall call, CredentialQuery query)
    {
        if (call.Receiver.Type is not INamedTypeSymbol client
            || RegisteredClient.Of(client, query.Facts, query.Options) is not { Presence: CredentialPresence.Absent } registered
            || ClientFacts.Under(query.Facts, query.Options).CallsThatPass(client) is not { Count: > 0 } passing
            || ClientCall.Of(call, query.Facts, query.Options) is not { IsBare: true } bare
            || (bare.Forgotten is not null && passing.All(static other => other.Credentials.Count == 0))
            || !CallLayers.IsGenerated(query, call)
            || ClientCalls.With(call, query.Facts, query.Options)?.IsChosen(call) == true)
            return null;

        return InjectedService.Is(new TracedValue(call.Receiver), client, query) ? registered : null;
    }

    /// <summary>What the registrations add to a call through a client that a service provider gives; null where that is not seen.</summary>
    internal static CredentialFinding? OfRegistration(GrpcCall call, CredentialQuery query)
    {
        if (call.Receiver.Type is not INamedTypeSymbol client || !InjectedService.Is(new TracedValue(call.Receiver), client, query))
            return null;

        return NameAskedFor(call, query) is { } name
            ? RegisteredClient.Of(client, name, query.Facts, query.Options)
            : RegisteredClient.Of(client, query.Facts, query.Options);
    }

    /// <summary>
    /// The name by which the client factory is asked for the client of a call; null where something else gives it, or the name may be another.
    /// </summary>
    private static string? NameAskedFor(GrpcCall call, CredentialQuery query)
    {
        string? name = null;
        foreach (var origin in query.Origins.Trace(new TracedValue(call.Receiver)))
        {
            if (NullTests.IsNull(origin.Operation))
                continue;

            if (origin.Operation is not IInvocationOperation { TargetMethod.Name: "CreateClient", Arguments: { Length: 1 } arguments }
                || query.Texts.ConstantOf(origin.Value.With(arguments.At(0))) is not { } next
                || (name is not null && name != next))
                return null;

            name = next;
        }

        return name;
    }

    /// <summary>What is below a call; where that leads to no channel, what the registrations of its client add, if a service provider gives it.</summary>
    internal static CredentialFinding OrRegistration(CredentialFinding below, GrpcCall call, CredentialQuery query) =>
        below.Channels.Count > 0 ? below : OfRegistration(call, query) ?? below;

    /// <summary>Whether the client of a call can only be one that a service provider or the client factory gives, and without a key.</summary>
    internal static bool IsGiven(GrpcCall call, CredentialQuery query) =>
        call.Receiver.Type is INamedTypeSymbol client && InjectedService.Is(new TracedValue(call.Receiver), client, query);
}
