using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>A message handler that lives as long as the channel of a gRPC client.</summary>
internal static class KeptHandler
{
    /// <summary>
    /// Whether an operation is code of a handler that a gRPC client keeps, with its token. False when no gRPC client is seen to use it, when its
    /// channels are made for one method, and when the token is kept by an object that is made for a request.
    /// </summary>
    internal static bool IsAround(IOperation operation, CapturedToken token, CompilationFacts facts)
    {
        if (facts.Bodies.TypeAround(operation) is not { } handler || !GrpcSymbols.IsA(handler, facts.Symbols.DelegatingHandler))
            return false;

        if (!SymbolEqualityComparer.Default.Equals(token.Symbol.ContainingType, handler) && token.MayBeFresh(perCall: null, facts))
            return false;

        return GrpcHandler.IsRegistered(handler, facts)
            || GrpcHandler.ChannelsWith(handler, facts)
                .Any(made => UsedWhereMade.ReachOf(made, facts) == Reach.Further && !RequestLifetime.OfCode(made, facts));
    }
}
