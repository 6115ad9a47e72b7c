using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Interceptors;

/// <summary>Which methods of gRPC's class an interceptor overrides, on a client or a server; one that is not overridden passes the call on.</summary>
internal static class InterceptorOverrides
{
    /// <summary>Whether every base class other than gRPC's is in source, so that all overrides are seen.</summary>
    internal static bool AreSeen(INamedTypeSymbol interceptor, CompilationFacts facts)
    {
        for (var current = interceptor; !GrpcSymbols.Is(current, facts.Symbols.Interceptor); current = current.BaseType)
        {
            if (current is null || !facts.Bodies.IsSeen(current))
                return false;
        }

        return true;
    }

    /// <summary>The override of a class or its base classes; null when the method of gRPC's own class runs.</summary>
    internal static IMethodSymbol? Of(INamedTypeSymbol interceptor, string name, GrpcSymbols symbols)
    {
        for (var current = interceptor; current is not null && !GrpcSymbols.Is(current, symbols.Interceptor); current = current.BaseType)
        {
            if (OwnOf(current, name) is { } method)
                return method;
        }

        return null;
    }

    /// <summary>Whether a class itself overrides one of these methods.</summary>
    internal static bool HasOwn(INamedTypeSymbol interceptor, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (OwnOf(interceptor, name) is not null)
                return true;
        }

        return false;
    }

    private static IMethodSymbol? OwnOf(INamedTypeSymbol interceptor, string name)
    {
        foreach (var member in interceptor.GetMembers(name))
        {
            if (member is IMethodSymbol { IsOverride: true } method)
                return method;
        }

        return null;
    }
}
