using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// The names in a dictionary whose pairs a loop copies into headers, as libraries do with their default headers:
/// <c>foreach (var header in _options.Headers) metadata.Add(header.Key, header.Value)</c>.
/// </summary>
internal static class CopiedNames
{
    private const int MaxDepth = 4;

    /// <summary>
    /// Whether a credential is among the names that are seen to be put into the dictionary, or into what it is made from. There may be others, and what
    /// is put into a member of one object counts for all: this answers only whether there is a way with a credential.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="name">The name of the header: <c>header.Key</c>, or the variable <c>key</c> of a loop.</param>
    internal static bool MayBeCredential(CredentialQuery query, TracedValue name) => MayBeCredential(query, name, depth: 0);

    private static bool MayBeCredential(CredentialQuery query, TracedValue name, int depth) =>
        query.CredentialHeaderNamed(name) is not null
        || (depth < MaxDepth && CopiedHeaders.VariableOf(name.Operation) is { } variable
            && CopiedHeaders.LoopOver(variable, variable, name.Operation) is { } loop
            && HasCredential(query, name.With(loop.Collection), depth));

    private static bool HasCredential(CredentialQuery query, TracedValue pairs, int depth)
    {
        foreach (var origin in query.Origins.Trace(pairs))
        {
            foreach (var pair in WrittenElements.PairsOf(origin) ?? new List<(TracedValue Name, TracedValue Value)>())
            {
                if (MayBeCredential(query, pair.Name, depth + 1))
                    return true;
            }

            if (IsWrittenInto(query, origin, depth) || IsCopied(query, origin, depth))
                return true;
        }

        return false;
    }

    /// <summary><c>new Headers(defaults)</c>.</summary>
    private static bool IsCopied(CredentialQuery query, Origin origin, int depth)
    {
        if (depth >= MaxDepth || origin.Operation is not IObjectCreationOperation creation)
            return false;

        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Type?.SpecialType != SpecialType.System_String && HasCredential(query, origin.Value.With(argument.Value), depth + 1))
                return true;
        }

        return false;
    }

    /// <summary><c>headers[name] = ...</c> and <c>headers.Add(name, ...)</c>, through any variable or member that held the dictionary.</summary>
    private static bool IsWrittenInto(CredentialQuery query, Origin origin, int depth)
    {
        foreach (var alias in origin.Aliases)
        {
            if (alias.Symbol is IFieldSymbol or IPropertySymbol && query.Facts.Bodies.IsMentionedTooOften(alias.Symbol))
                continue;

            foreach (var facts in query.Facts.Bodies.BodiesWith(alias.Symbol, alias.Reference.Operation))
            {
                foreach (var mention in facts.ReferencesTo(alias.Symbol))
                {
                    if (query.Budget.TryStep() && NameWrittenTo(mention) is { } name && MayBeCredential(query, new TracedValue(name), depth + 1))
                        return true;
                }
            }
        }

        return false;
    }

    private static IOperation? NameWrittenTo(IOperation dictionary) => Conversions.BuiltInAround(dictionary).Parent switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { Length: 1 } keys, Parent: IAssignmentOperation assignment } element
            when assignment.Target == element => keys.At(0),
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Instance: not null, Arguments: { Length: 2 } arguments } => arguments.At(0),
        _ => null,
    };
}
