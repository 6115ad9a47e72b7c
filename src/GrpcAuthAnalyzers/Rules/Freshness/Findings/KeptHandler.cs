using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>A message handler, or a filter of a code-first client, that lives as long as the channel or client.</summary>
internal static class KeptHandler
{
    /// <summary>
    /// Whether an operation is code of a handler that a gRPC client keeps, with its token. False when no gRPC client is seen to use it, when its
    /// channels are made for one method, and when the token is kept by an object that is made for a request.
    /// </summary>
    internal static bool IsAround(IOperation operation, CapturedToken token, CompilationFacts facts)
    {
        if (facts.Bodies.TypeAround(operation) is not { } handler)
            return false;

        var isFilter = facts.Symbols.CodeFirst.IsFilter(handler);
        if (!isFilter && !GrpcSymbols.IsA(handler, facts.Symbols.DelegatingHandler))
            return false;

        if (!SymbolEqualityComparer.Default.Equals(token.Symbol.ContainingType, handler) && token.MayBeFresh(perCall: null, facts))
            return false;

        if (isFilter)
            return CreationsOf(handler, facts).Any(made => UsedWhereMade.ReachOf(made, facts) == Reach.Further && !RequestLifetime.OfCode(made, facts));

        return GrpcHandler.IsRegistered(handler, facts)
            || GrpcHandler.ChannelsWith(handler, facts)
                .Any(made => UsedWhereMade.ReachOf(made, facts) == Reach.Further && !RequestLifetime.OfCode(made, facts));
    }

    /// <summary>Whether an operation is code of a filter of a code-first client.</summary>
    internal static bool IsFilter(IOperation operation, CompilationFacts facts) =>
        facts.Bodies.TypeAround(operation) is { } type && facts.Symbols.CodeFirst.IsFilter(type);

    private static IEnumerable<IOperation> CreationsOf(INamedTypeSymbol type, CompilationFacts facts) =>
        type.InstanceConstructors.Where(constructor => !facts.Bodies.IsMentionedTooOften(constructor))
            .SelectMany(constructor => facts.Bodies.BodiesMentioning(constructor).SelectMany(body => body.ReferencesTo(constructor)))
            .OfType<IObjectCreationOperation>();
}
