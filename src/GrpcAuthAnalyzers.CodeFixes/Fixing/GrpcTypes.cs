using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Fixing;

/// <summary>What a fix asks of symbols of gRPC.</summary>
internal static class GrpcTypes
{
    internal static bool IsNamed(ITypeSymbol? type, string name, string @namespace) =>
        type is not null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == @namespace;

    internal static bool IsMetadata(ITypeSymbol? type) => IsNamed(type, "Metadata", "Grpc.Core");

    internal static bool IsCallOptions(ITypeSymbol? type) => IsNamed(type, "CallOptions", "Grpc.Core") || IsNamed(type, "CallContext", "ProtoBuf.Grpc");

    /// <summary>A generated client, or a code-first contract's parameter list.</summary>
    internal static bool IsCall(IMethodSymbol method) =>
        (DerivesFrom(method.ContainingType, "ClientBase", "Grpc.Core") || DerivesFrom(method.ContainingType, "CallInvoker", "Grpc.Core") || method.ContainingType.TypeKind == TypeKind.Interface)
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
}
