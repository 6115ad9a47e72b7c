using System.Linq;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
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
            || new ClientCall(call, query.Facts, query.Options) is not { IsBare: true } bare
            || (bare.Forgotten is not null && passing.All(static other => other.Credentials.Count == 0))
            || !CallLayers.IsGenerated(query, call)
            || ClientCalls.With(call, query.Facts, query.Options)?.IsChosen(call) == true)
            return null;

        return IsGiven(new TracedValue(call.Receiver), client, query, depth: 0) ? registered : null;
    }

    /// <summary>What the registrations add to a call through a client that a service provider gives; null where that is not seen.</summary>
    internal static CredentialFinding? OfRegistration(GrpcCall call, CredentialQuery query) =>
        call.Receiver.Type is INamedTypeSymbol client
        && RegisteredClient.Of(client, query.Facts, query.Options) is { } registered
        && IsGiven(new TracedValue(call.Receiver), client, query, depth: 0)
            ? registered
            : null;

    /// <summary>What is below a call; where that leads to no channel, what the registrations of its client add, if a service provider gives it.</summary>
    internal static CredentialFinding OrRegistration(CredentialFinding below, GrpcCall call, CredentialQuery query) =>
        below.Channels.Count > 0 ? below : OfRegistration(call, query) ?? below;

    /// <summary>Whether the client of a call can only be one that a service provider or the client factory gives, and without a key.</summary>
    internal static bool IsGiven(GrpcCall call, CredentialQuery query) =>
        call.Receiver.Type is INamedTypeSymbol client && IsGiven(new TracedValue(call.Receiver), client, query, depth: 0);

    /// <summary>
    /// Whether every client that a value can be comes from a service provider or the client factory. Of a private property with <c>[Inject]</c>, which a Razor
    /// component gets for <c>@inject</c>, only the <c>default!</c> is seen.
    /// </summary>
    private static bool IsGiven(TracedValue value, INamedTypeSymbol client, CredentialQuery query, int depth)
    {
        var isGiven = false;
        foreach (var origin in query.Origins.Trace(value))
        {
            if (NullTests.IsNull(origin.Operation))
            {
                isGiven |= origin.Aliases.Any(alias => alias.Symbol is IPropertySymbol property && InjectionPoint.Takes(property, client));
                continue;
            }

            if (!(origin.IsSeen ? ServiceResolution.GivesClient(origin.Operation, client) : IsInjected(origin, client, query, depth)))
                return false;

            isGiven = true;
        }

        return isGiven;
    }

    /// <summary>
    /// Whether a parameter or property is filled by a service provider, by its type. The constructors of a class that code creates, too, must get a
    /// given client there.
    /// </summary>
    private static bool IsInjected(Origin origin, INamedTypeSymbol client, CredentialQuery query, int depth)
    {
        if (!InjectionPoint.Takes(origin, client, query.Facts))
            return false;

        if (origin.Operation is not IParameterReferenceOperation { Parameter: var parameter }
            || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            return true;

        if (depth >= Budget.MaxDepth || query.Facts.Bodies.IsMentionedTooOften(constructor))
            return false;

        var creations = Callers.SeenFramesOf(parameter, origin.Operation, query.Facts.Bodies);
        foreach (var frame in creations)
        {
            if (creations.Count >= Callers.MaxSeen || frame.ArgumentOf(parameter) is not { } argument || !IsGiven(argument, client, query, depth + 1))
                return false;
        }

        return true;
    }
}
