using System;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Clients, channels and invokers that a service provider gives.</summary>
internal static class InjectedService
{
    /// <summary>
    /// What an injected channel or invoker adds, by the registrations of its type that are seen. Unknown where there is none, and where code that is not seen
    /// gets the services: it may register another.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, Origin unseen, Func<CredentialQuery, TracedValue, CredentialFinding> layer) =>
        unseen.Operation.Type is INamedTypeSymbol service
        && ContainerRegistration.Of(service, query.Facts).Count > 0
        && IsInjected(unseen, service, query, depth: 0)
        && !UnseenSetup.MayConfigureClients(query.Facts)
        && !UnseenSetup.MayReplaceServices(query.Facts)
            ? RegistrationLayer.OfService(query, service, layer)
            : CredentialFinding.Unknown;

    /// <summary>Whether every object of a type that a value can be comes from a service provider, or a client from the client factory; without a key.</summary>
    internal static bool Is(TracedValue value, INamedTypeSymbol service, CredentialQuery query) => IsGiven(value, service, query, depth: 0);

    /// <summary>
    /// The same. Of a private property with <c>[Inject]</c>, which a Razor component gets for <c>@inject</c>, only the <c>default!</c> is seen.
    /// </summary>
    private static bool IsGiven(TracedValue value, INamedTypeSymbol service, CredentialQuery query, int depth)
    {
        var isGiven = false;
        foreach (var origin in query.Origins.Trace(value))
        {
            if (NullTests.IsNull(origin.Operation))
            {
                isGiven |= origin.Aliases.Any(alias => alias.Symbol is IPropertySymbol property && InjectionPoint.Takes(property, service));
                continue;
            }

            if (!(origin.IsSeen ? ServiceResolution.GivesClient(origin.Operation, service) : IsInjected(origin, service, query, depth)))
                return false;

            isGiven = true;
        }

        return isGiven;
    }

    /// <summary>
    /// Whether a parameter or property is filled by a service provider, by its type. The constructors of a class that code creates, too, must get a
    /// given one there.
    /// </summary>
    private static bool IsInjected(Origin origin, INamedTypeSymbol service, CredentialQuery query, int depth)
    {
        if (!InjectionPoint.Takes(origin, service, query.Facts))
            return false;

        if (origin.Operation is not IParameterReferenceOperation { Parameter: var parameter }
            || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            return true;

        if (depth >= Budget.MaxDepth || query.Facts.Bodies.IsMentionedTooOften(constructor))
            return false;

        var creations = Callers.SeenFramesOf(parameter, origin.Operation, query.Facts.Bodies);
        foreach (var frame in creations)
        {
            if (creations.Count >= Callers.MaxSeen || frame.ArgumentOf(parameter) is not { } argument || !IsGiven(argument, service, query, depth + 1))
                return false;
        }

        return true;
    }
}
