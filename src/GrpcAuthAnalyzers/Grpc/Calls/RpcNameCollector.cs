using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>
/// Collects the names that gRPC calls can be written with, so that only calls of these names are bound. Names of this
/// compilation come from its trees, others from the assemblies that refer to gRPC.
/// </summary>
internal static class RpcNameCollector
{
    private static readonly ConditionalWeakTable<MetadataReference, RpcNames> Cache = new();

    private static readonly string[] InvokerMethods =
    {
        "BlockingUnaryCall", "AsyncUnaryCall", "AsyncServerStreamingCall", "AsyncClientStreamingCall", "AsyncDuplexStreamingCall",
    };

    /// <summary>
    /// The names; never empty, for the methods of <c>CallInvoker</c> are among them. What registers the clients of a code-first library is, too, where the
    /// library is.
    /// </summary>
    internal static RpcNames Collect(GrpcSymbols symbols)
    {
        var names = new RpcNames(InvokerMethods);
        names.Methods.UnionWith(symbols.CodeFirst.ConnectMethods);
        names.Methods.UnionWith(symbols.CodeFirst.RegistrationMethods);
        foreach (var tree in symbols.Compilation.SyntaxTrees)
        {
            names.Add(GrpcCandidates.In(tree).RpcNames, GrpcCandidates.In(tree).RpcResults);
            if (symbols.CodeFirst.HasContractBases)
                names.Add(GrpcCandidates.In(tree).DerivedRpcNames, GrpcCandidates.In(tree).DerivedRpcResults);
        }

        foreach (var reference in symbols.Compilation.References)
        {
            if (symbols.Compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && RefersToGrpc(assembly))
            {
                var own = Cache.GetValue(reference, _ => NamesOf(assembly));
                names.Add(own.Methods, own.Results);
            }
        }

        return names;
    }

    private static bool RefersToGrpc(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var referenced in module.ReferencedAssemblies)
            {
                if (referenced.Name is "Grpc.Core.Api" or "Grpc.Core" || CodeFirst.IsContractAssembly(referenced.Name))
                    return true;
            }
        }

        return false;
    }

    private static RpcNames NamesOf(IAssemblySymbol assembly)
    {
        var names = new RpcNames(Array.Empty<string>());
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamedTypeSymbol type && IsClientOrContract(type))
                AddMethods(type, names);

            if (current is INamespaceSymbol @namespace)
            {
                foreach (var member in @namespace.GetMembers())
                    pending.Push(member);
            }
            else
            {
                foreach (var nested in current.GetTypeMembers())
                    pending.Push(nested);
            }
        }

        return names;
    }

    /// <summary>By name: the assembly may be bound to another copy of gRPC than this compilation.</summary>
    private static bool IsClientOrContract(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Class)
            return type.BaseType is { IsGenericType: true } client && client.Is("Grpc.Core.ClientBase");

        if (type.TypeKind != TypeKind.Interface)
            return false;

        foreach (var attribute in type.GetAttributes())
        {
            if (CodeFirst.IsContractAttribute(attribute.AttributeClass))
                return true;
        }

        return CodeFirst.HasContractBase(type);
    }

    private static void AddMethods(INamedTypeSymbol type, RpcNames names)
    {
        // Health and reflection come with packages; their streaming calls say nothing about the services of this project.
        var isOfProject = type.ContainingAssembly.Name is not ("Grpc.HealthCheck" or "Grpc.Reflection");
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                continue;

            names.Methods.Add(method.Name);
            if (isOfProject)
                names.Results.Add(method.ReturnType.Name);
        }
    }
}
