using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The methods by which the classes of a program answer gRPC calls.</summary>
internal static class ServiceMethods
{
    private static readonly Memo<List<INamedTypeSymbol>> Services = new(static facts => ClassesFrom(facts, GrpcSymbols.IsServiceBase));

    /// <summary>The classes that derive from a generated service; one that is abstract answers no call.</summary>
    internal static IReadOnlyList<INamedTypeSymbol> ServicesIn(CompilationFacts facts) => facts.Get(Services);

    /// <summary>The methods of a service that override those of the generated class, its own and inherited ones.</summary>
    internal static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol service)
    {
        for (var type = service; type is not null && !GrpcSymbols.IsServiceBase(type); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsOverride: true, MethodKind: MethodKind.Ordinary } method && HandlerOf(method) is not null)
                    yield return method;
            }
        }
    }

    /// <summary>The method of a server interceptor that gRPC calls around a method of a service; null for methods that answer no call.</summary>
    internal static string? HandlerOf(IMethodSymbol method)
    {
        var reads = false;
        var writes = false;
        var isCall = false;
        foreach (var parameter in method.Parameters)
        {
            reads |= parameter.Type.Is("Grpc.Core.IAsyncStreamReader");
            writes |= parameter.Type.Is("Grpc.Core.IServerStreamWriter");
            isCall |= parameter.Type.Is("Grpc.Core.ServerCallContext");
        }

        if (!isCall)
            return null;

        return (reads, writes) switch
        {
            (false, false) => "UnaryServerHandler",
            (true, false) => "ClientStreamingServerHandler",
            (false, true) => "ServerStreamingServerHandler",
            _ => "DuplexStreamingServerHandler",
        };
    }

    /// <summary>The classes of a compilation that are not abstract and derive from a base class of a kind; empty if there are none.</summary>
    internal static List<INamedTypeSymbol> ClassesFrom(CompilationFacts facts, Func<INamedTypeSymbol, bool> isBase)
    {
        var services = new List<INamedTypeSymbol>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var written in TreeIndex.Of(tree).Types)
            {
                if (written is ClassDeclarationSyntax { BaseList: not null } declaration
                    && facts.Bodies.TypeDeclaredBy(declaration) is { IsAbstract: false } type
                    && TypeParts.IsFirst(type, declaration)
                    && Derives(type, isBase))
                    services.Add(type);
            }
        }

        return services;
    }

    private static bool Derives(INamedTypeSymbol type, Func<INamedTypeSymbol, bool> isBase)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (isBase(current))
                return true;
        }

        return false;
    }
}
