using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>What a fix asks of symbols of gRPC.</summary>
internal static class GrpcTypes
{
    internal static bool IsNamed(ITypeSymbol? type, string name, string @namespace) =>
        type is not null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == @namespace;

    internal static bool IsMetadata(ITypeSymbol? type) => IsNamed(type, "Metadata", "Grpc.Core");

    internal static bool IsCallOptions(ITypeSymbol? type) => IsNamed(type, "CallOptions", "Grpc.Core") || IsNamed(type, "CallContext", "ProtoBuf.Grpc");

    /// <summary>A generated client, or a code-first contract's parameter list.</summary>
    internal static bool IsCall(IMethodSymbol method) =>
        (DerivesFrom(method.ContainingType, "ClientBase", "Grpc.Core")
            || DerivesFrom(method.ContainingType, "CallInvoker", "Grpc.Core")
            || method.ContainingType.TypeKind == TypeKind.Interface)
        && method.Parameters.Any(static p => IsMetadata(p.Type) || IsCallOptions(p.Type));

    internal static bool DerivesFrom(ITypeSymbol? type, string name, string @namespace)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (IsNamed(type, name, @namespace))
                return true;
        }

        return false;
    }

    /// <summary>Whether a client can be made from an invoker; a subclass of a client may take a channel alone.</summary>
    internal static bool MayTakeInvoker(ITypeSymbol? type) =>
        DerivesFrom(type, "ClientBase", "Grpc.Core")
        && type is INamedTypeSymbol client
        && client.InstanceConstructors.Any(
            static c => c.DeclaredAccessibility == Accessibility.Public
                && c.Parameters.Length == 1
                && IsNamed(c.Parameters[0].Type, "CallInvoker", "Grpc.Core"));
}
