using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this client, by what it was made from, add a credential?</summary>
internal static class ClientLayer
{
    /// <summary>The presence of the channel or invoker that the client is made from. Injected clients and test doubles are Unknown.</summary>
    /// <param name="query">The question.</param>
    /// <param name="client">The client.</param>
    /// <param name="parts">The parts of its call options that the call does not replace: only code-first clients have such options.</param>
    internal static CredentialFinding Of(
        CredentialQuery query, TracedValue client, CallOptionsParts parts = CallOptionsParts.All) => query.Either(client, origin =>
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
                return null;
            case IObjectCreationOperation { Constructor: { } constructor } creation when GrpcSymbols.IsA(creation.Type, query.Symbols.ClientBase):
                return OfConstruction(query, constructor, creation.Arguments, origin.Value.Frame).And(OfSubclass(query, constructor.ContainingType));
            case IInvocationOperation { TargetMethod.Name: "WithHost", Instance: { } client } when GrpcSymbols.IsA(client.Type, query.Symbols.ClientBase):
                return Of(query, origin.Value.With(client));
            case IInvocationOperation made when query.Symbols.CodeFirst.MakesClient(made.TargetMethod):
                return CodeFirstLayer.OfClient(query, origin.Value, made, parts);
            case IInvocationOperation { Instance: { } client } derivation when query.Symbols.CodeFirst.Derives(derivation.TargetMethod):
                var left = parts;
                return CodeFirstLayer.OfDerivation(query, origin.Value, derivation, ref left).And(Of(query, origin.Value.With(client), left));
            default:
                return DeclaredClientLayer.Of(query, origin) ?? CredentialFinding.Unknown;
        }
    });

    /// <summary>
    /// The channel or invoker that a constructor hands down to <c>ClientBase</c>. Unknown where a constructor of the chain is not in source and is none of
    /// a generated client's.
    /// </summary>
    private static CredentialFinding OfConstruction(
        CredentialQuery query, IMethodSymbol constructor, ImmutableArray<IArgumentOperation> arguments, CallFrame? frame)
    {
        if (arguments.Length == 1
            && (IsGenerated(query.Symbols, constructor.ContainingType) || GrpcSymbols.Is(constructor.ContainingType.BaseType, query.Symbols.ClientBase))
            && InvokerLayer.IsChannelOrInvoker(query.Symbols, arguments.TypeAt(0)))
            return InvokerLayer.OfChannelOrInvoker(query, arguments.TypeAt(0), new TracedValue(arguments.At(0), frame));

        if (frame?.Depth >= Budget.MaxDepth || query.Facts.Bodies.InitializerOf(constructor) is not { } initializer)
            return CredentialFinding.Unknown;

        return OfConstruction(query, initializer.TargetMethod, initializer.Arguments, new CallFrame(constructor, arguments, frame));
    }

    /// <summary>What a subclass of a generated client does to the calls that it overrides; Unknown where its code is not seen.</summary>
    private static CredentialFinding OfSubclass(CredentialQuery query, INamedTypeSymbol type) =>
        IsGenerated(query.Symbols, type) ? CredentialFinding.Absent : CodeOnTheWay.OfType(query, type, GeneratedBase(query.Symbols, type));

    private static INamedTypeSymbol? GeneratedBase(GrpcSymbols symbols, INamedTypeSymbol type)
    {
        INamedTypeSymbol? current = type;
        while (current is not null && !IsGenerated(symbols, current))
            current = current.BaseType;

        return current?.OriginalDefinition;
    }

    /// <summary>A client of grpc_csharp_plugin derives from <c>ClientBase&lt;T&gt;</c> itself.</summary>
    internal static bool IsGenerated(GrpcSymbols symbols, ITypeSymbol? type) =>
        type?.BaseType is { IsGenericType: true } baseType && GrpcSymbols.Is(baseType.BaseType, symbols.ClientBase);
}
