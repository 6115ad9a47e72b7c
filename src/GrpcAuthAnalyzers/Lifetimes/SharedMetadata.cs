using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>
/// Metadata (alone or inside <c>CallOptions</c>) that is made once and used by many calls: kept in a field or property that is
/// only written while its object is made or where it is empty, registered as a singleton, captured by a function that runs for every
/// call, or made before a loop without end.
/// </summary>
internal sealed class SharedMetadata
{
    private SharedMetadata(ISymbol holder, IOperation site, List<IOperation> uses)
    {
        Holder = holder;
        Site = site;
        Uses = uses;
    }

    /// <summary>The field, property, parameter or local that keeps it.</summary>
    internal ISymbol Holder { get; }

    /// <summary>The expression that the holder gets: the creation with what is around it, or the call of the method that makes it.</summary>
    internal IOperation Site { get; }

    /// <summary>Where it is handed to calls or interceptors, in source order; never empty.</summary>
    internal IReadOnlyList<IOperation> Uses { get; }

    /// <summary>The variable that keeps what a creation makes; null when it is not kept, is refreshed, lives for one request, or is used by no call.</summary>
    /// <param name="metadata">The creation.</param>
    /// <param name="touches">What is done to the metadata.</param>
    /// <param name="query">The question.</param>
    internal static SharedMetadata? Of(Origin metadata, IReadOnlyList<ObjectUse> touches, CredentialQuery query)
    {
        var facts = query.Facts;
        foreach (var (holder, site) in MetadataHolders.Of(metadata.Operation, facts))
        {
            var kept = holder switch
            {
                ILocalSymbol local => With(local, site, MetadataUses.OfLocal(local, site, facts)),
                IParameterSymbol parameter => With(parameter, site, InjectedMetadata.UsesOf(parameter, facts)),
                INamedTypeSymbol => InjectedMetadata.OfServices(facts) is var (parameter, uses) ? With(parameter, site, uses) : null,
                _ => OfMember(holder, metadata.Operation, site, touches, query),
            };
            if (kept is not null)
                return kept;
        }

        return null;
    }

    private static SharedMetadata? OfMember(ISymbol member, IOperation creation, IOperation site, IReadOnlyList<ObjectUse> touches, CredentialQuery query)
    {
        var facts = query.Facts;
        if (!AssignedOnce.Is(member, creation, touches, facts)
            || (!EnclosingFunction.IsInside(creation, site)
                && !AssignedOnce.Is(member, creation, query.TouchesOf(new Origin(new TracedValue(site), ImmutableStack<Alias>.Empty)), facts))
            || MetadataUses.OfMember(member, facts) is not { Count: > 0 } uses
            || (!member.IsStatic && RequestLifetime.OfObjects(member.ContainingType, facts)))
            return null;

        return new SharedMetadata(member, site, uses);
    }

    private static SharedMetadata? With(ISymbol holder, IOperation site, List<IOperation> uses) =>
        uses.Count > 0 ? new SharedMetadata(holder, site, uses) : null;
}
