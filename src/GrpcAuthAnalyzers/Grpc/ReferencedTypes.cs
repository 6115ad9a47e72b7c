using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// Finds the types of gRPC and its neighbours by name. To look in the compilation means to search each of some two hundred referenced assemblies, twice where
/// none has the type; these types have their homes.
/// </summary>
internal sealed class ReferencedTypes
{
    /// <summary>The first words of the names of types, and of the assemblies that declare them.</summary>
    private static readonly (string Type, string Assembly)[] Homes =
    {
        ("Grpc.", "Grpc."), ("Microsoft.Extensions.DependencyInjection.Grpc", "Grpc."), ("ProtoBuf.", "protobuf-net"), ("MagicOnion.", "MagicOnion"),
        ("ServiceModel.", "ServiceModel"),
    };

    /// <summary>The assemblies that declare the types of the base library, on this or that framework.</summary>
    private static readonly string[] BaseLibrary = { "System.Runtime", "System.Net.Http", "netstandard", "mscorlib" };

    private readonly List<IAssemblySymbol> _atHome = new();
    private readonly bool _isMerged;

    internal ReferencedTypes(Compilation compilation)
    {
        Compilation = compilation;
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (IsHome(assembly.Name))
                _atHome.Add(assembly);
        }

        Metadata = Find("Grpc.Core.Metadata");
        if (Metadata is null)
        {
            Metadata = Search("Grpc.Core.Metadata");
            _isMerged = Metadata is not null;
        }
    }

    internal Compilation Compilation { get; }

    /// <summary><c>Grpc.Core.Metadata</c>; null when the compilation does not refer to gRPC.</summary>
    internal INamedTypeSymbol? Metadata { get; }

    /// <summary>
    /// A type by its full name; null when the compilation does not see it. Where gRPC itself is not at home, in an assembly of all that a company uses, every
    /// assembly is searched.
    /// </summary>
    internal INamedTypeSymbol? Find(string metadataName)
    {
        if (_isMerged)
            return Search(metadataName);

        if (Compilation.Assembly.GetTypeByMetadataName(metadataName) is { } own)
            return own;

        foreach (var assembly in _atHome)
        {
            if (MayDeclare(assembly.Name, metadataName) && assembly.GetTypeByMetadataName(metadataName) is { } type)
                return type;
        }

        return HomeOf(metadataName) is null ? Search(metadataName) : null;
    }

    /// <summary>A type in two references is ambiguous for <c>GetTypeByMetadataName</c>; either will do.</summary>
    private INamedTypeSymbol? Search(string metadataName)
    {
        if (Compilation.GetTypeByMetadataName(metadataName) is { } type)
            return type;

        foreach (var candidate in Compilation.GetTypesByMetadataName(metadataName))
            return candidate;

        return null;
    }

    private static bool IsHome(string assembly)
    {
        foreach (var home in Homes)
        {
            if (assembly.StartsWith(home.Assembly, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return Array.IndexOf(BaseLibrary, assembly) >= 0;
    }

    private static bool MayDeclare(string assembly, string metadataName) => HomeOf(metadataName) is { } home
        ? assembly.StartsWith(home, StringComparison.OrdinalIgnoreCase)
        : Array.IndexOf(BaseLibrary, assembly) >= 0;

    /// <summary>The first word of the names of the assemblies that a type of gRPC or of a neighbour is in; null for the base library.</summary>
    private static string? HomeOf(string metadataName)
    {
        foreach (var (type, assembly) in Homes)
        {
            if (metadataName.StartsWith(type, StringComparison.Ordinal))
                return assembly;
        }

        return null;
    }
}
