using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>
/// The services of MagicOnion: <c>app.MapMagicOnionService()</c> maps every one of the program, and reads the attributes of classes and methods as ASP.NET Core
/// does (MethodHandlerMetadata.cs of Cysharp/MagicOnion).
/// </summary>
internal static class MagicOnionServices
{
    /// <summary>The method that maps services.</summary>
    internal const string Mapping = "MapMagicOnionService";

    private const string Extensions = "Microsoft.AspNetCore.Builder.MagicOnionEndpointRouteBuilderExtensions";

    private static readonly Memo<List<INamedTypeSymbol>> Declared = new(static facts => ServiceMethods.ClassesFrom(facts, IsBase));

    /// <summary>Whether a type is the class of MagicOnion that services or hubs derive from.</summary>
    internal static bool IsBase(INamedTypeSymbol type) => type.Is("MagicOnion.Server.ServiceBase", "MagicOnion.Server.Hubs.StreamingHubBase");

    /// <summary>The services that a call maps; empty for other calls, and where its types are not written out.</summary>
    internal static IReadOnlyList<INamedTypeSymbol> MappedBy(IInvocationOperation call, CompilationFacts facts)
    {
        if (call.TargetMethod.Name != Mapping || !call.TargetMethod.ContainingType.Is(Extensions))
            return new List<INamedTypeSymbol>();

        if (call.TargetMethod.TypeArguments.Length == 1)
            return call.TargetMethod.TypeArguments[0] is INamedTypeSymbol only ? new List<INamedTypeSymbol> { only } : new List<INamedTypeSymbol>();

        return call.Arguments.Length < 2 ? facts.Get(Declared) : Listed(call.Arguments.At(1));
    }

    /// <summary>Whether a filter runs around the calls of a service: an attribute of its class or of a method may refuse a caller.</summary>
    internal static bool HasFilter(INamedTypeSymbol service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (HasFilter((ISymbol)type))
                return true;

            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol && HasFilter(member))
                    return true;
            }
        }

        return false;
    }

    private static bool HasFilter(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
                continue;

            foreach (var contract in type.AllInterfaces)
            {
                if (contract.IsIn("MagicOnion.Server") || contract.IsIn("MagicOnion.Server.Filters") || contract.IsIn("MagicOnion.Server.Hubs"))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The types of <c>typeof(A), typeof(B)</c>; empty if one is not written so.</summary>
    private static List<INamedTypeSymbol> Listed(IOperation types)
    {
        var services = new List<INamedTypeSymbol>();
        if (types is not IArrayCreationOperation { Initializer.ElementValues: var elements })
            return services;

        foreach (var element in elements)
        {
            if (Conversions.BuiltInInside(element) is not ITypeOfOperation { TypeOperand: INamedTypeSymbol service })
                return new List<INamedTypeSymbol>();

            services.Add(service);
        }

        return services;
    }
}
