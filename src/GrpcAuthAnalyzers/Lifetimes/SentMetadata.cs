using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Metadata that is made where it is needed, and sent.</summary>
internal static class SentMetadata
{
    private const int MaxDepth = 4;

    /// <summary>
    /// Whether the metadata that an entry is added to is made anew each time that its code runs, and reaches a call: at once, through a local, or
    /// through the method or property that returns it. False when that is not seen, and for metadata that is kept (3001).
    /// </summary>
    internal static bool IsMadeAnew(IOperation sink, CredentialQuery query)
    {
        var facts = query.Facts;
        var value = MetadataOf(sink);
        var creation = value;
        if (value is ILocalReferenceOperation local)
        {
            var writes = facts.Bodies.FactsOf(local).WritesTo(local.Local);
            creation = writes.Count == 1 && writes[0].Value is { } written ? Conversions.BuiltInInside(written) : null;
        }

        if (value is null
            || creation is not IObjectCreationOperation
            || !GrpcSymbols.Is(creation.Type, facts.Symbols.Metadata)
            || EnclosingFunction.IsConstruction(creation)
            || !IsSent(value, facts, MaxDepth))
            return false;

        var made = new Origin(new TracedValue(creation), ImmutableStack<Alias>.Empty);
        return SharedMetadata.Of(made, query.TouchesOf(made), query) is null;
    }

    /// <summary>The creation that an entry is an element of, or the local that it is added to; null for others.</summary>
    private static IOperation? MetadataOf(IOperation sink)
    {
        var add = sink is IObjectCreationOperation && Conversions.BuiltInAround(sink).Parent is IArgumentOperation { Parent: { } around } ? around : sink;
        if (add is not IInvocationOperation { TargetMethod.Name: "Add" } call)
            return null;

        return call.Instance switch
        {
            ILocalReferenceOperation local => local,
            IInstanceReferenceOperation when call.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation } => creation,
            _ => null,
        };
    }

    private static bool IsSent(IOperation value, CompilationFacts facts, int depth)
    {
        if (depth == 0)
            return false;

        if (value is ILocalReferenceOperation local)
            return AnyIsSent(local.Local, value, facts, depth);

        var outermost = MetadataHolders.Outermost(value, facts);
        if (GrpcSymbols.IsCallOptions(outermost.Type, facts.Symbols) || MetadataUses.GoesToCall(outermost, facts))
            return true;

        switch (outermost.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }:
                return AnyIsSent(variable, value, facts, depth);
            case IReturnOperation returned:
                return ReturnsSent(returned, facts, depth - 1);
            default:
                return false;
        }
    }

    private static bool ReturnsSent(IReturnOperation returned, CompilationFacts facts, int depth)
    {
        if (EnclosingFunction.Enclosing(returned) is IAnonymousFunctionOperation
            || returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is not IMethodSymbol method)
            return false;

        foreach (var mention in MentionsOf(method, returned, facts))
        {
            if (IsSent(mention, facts, depth))
                return true;
        }

        return false;
    }

    private static bool AnyIsSent(ILocalSymbol local, IOperation inBody, CompilationFacts facts, int depth)
    {
        foreach (var reference in facts.Bodies.FactsOf(inBody).ReferencesTo(local))
        {
            if (MetadataUses.IsHandedToCall(reference, facts)
                || MetadataHolders.Outermost(reference, facts).Parent is IReturnOperation returned && ReturnsSent(returned, facts, depth - 1))
                return true;
        }

        return false;
    }

    private static IEnumerable<IOperation> MentionsOf(IMethodSymbol method, IOperation inBody, CompilationFacts facts)
    {
        if (method.AssociatedSymbol is not IPropertySymbol property)
            return Callers.SeenMentionsOf(method, inBody, facts.Bodies);

        var mentions = new List<IOperation>();
        if (facts.Bodies.IsMentionedTooOften(property))
            return mentions;

        foreach (var body in facts.Bodies.BodiesMentioning(property))
            mentions.AddRange(body.ReferencesTo(property));

        return mentions;
    }
}
