using System;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Methods of assemblies that get an object of gRPC and cannot change its credentials.</summary>
internal static class KnownReadOnlyCalls
{
    /// <summary>Whether the method that gets the argument only prints it, or checks it for null: loggers, the console, debug output, null checks.</summary>
    internal static bool OnlyShows(IArgumentOperation argument) =>
        argument is { Parent: IInvocationOperation { TargetMethod.ContainingType: { } type }, Parameter.RefKind: RefKind.None }
        && type.ContainingNamespace?.ToDisplayString() switch
        {
            "Microsoft.Extensions.Logging" => true,
            "System.Diagnostics" => type.Name is "Debug" or "Trace",
            "System" => type.Name is "Console" or "ArgumentNullException",
            _ => false,
        };

    /// <summary>
    /// Whether the method that gets the argument only reads it: gRPC itself, generated clients, HTTP handlers that wrap it,
    /// loggers, the console, text formatting and null checks.
    /// </summary>
    internal static bool OnlyReads(IArgumentOperation argument, GrpcSymbols symbols)
    {
        var type = argument.Parent switch
        {
            IInvocationOperation invocation => invocation.TargetMethod.ContainingType,
            IObjectCreationOperation creation => creation.Constructor?.ContainingType,
            _ => null,
        };
        if (type is null || argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            return false;

        if (GrpcSymbols.IsA(type, symbols.ClientBase) || symbols.CodeFirst.OnlyReads(type))
            return true;

        return IsLibrary(type) && type.ContainingNamespace?.ToDisplayString() switch
        {
            "Grpc.Core" or "Grpc.Core.Interceptors" or "Grpc.Net.Client" or "Grpc.Net.Client.Web" or "ProtoBuf.Grpc" or "ProtoBuf.Grpc.Client" => true,
            "System.Net.Http" or "Microsoft.Extensions.Logging" or "System.Diagnostics" => true,
            "System" => type.Name is "Console" or "String" or "Object" or "ArgumentNullException" or "GC" or "Convert" or "HashCode",
            _ => false,
        };
    }

    /// <summary>Whether a type is of gRPC or the framework: others put extension methods into their namespaces.</summary>
    internal static bool IsLibrary(INamedTypeSymbol type)
    {
        var assembly = type.ContainingAssembly?.Name ?? "";
        return assembly is "netstandard" or "mscorlib" or "System" or "protobuf-net.Grpc"
            || assembly.StartsWith("System.", StringComparison.Ordinal)
            || assembly.StartsWith("Grpc.", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
    }
}
