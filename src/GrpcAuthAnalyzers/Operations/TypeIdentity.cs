using System;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// Whether a type is one that is known by its full name. A class of the user with the same simple name is another type. For places that have no
/// <c>GrpcSymbols</c>, and for types of libraries that a project may not refer to.
/// </summary>
internal static class TypeIdentity
{
    /// <summary>
    /// Whether a type has this full name: <c>System.Threading.Tasks.Task</c>, for nested types <c>Grpc.Core.Metadata+Entry</c>. Its assembly and the number
    /// of its type arguments do not matter: <c>Task&lt;string&gt;</c> is a <c>Task</c>. False for null.
    /// </summary>
    internal static bool Is(this ITypeSymbol? type, string fullName) => type is not null && EndsWith(type, fullName, fullName.Length);

    /// <summary>Whether a type has one of two full names. False for null.</summary>
    internal static bool Is(this ITypeSymbol? type, string fullName, string other) => type.Is(fullName) || type.Is(other);

    /// <summary>Whether a type or one of its base classes has this full name. False for null.</summary>
    internal static bool DerivesFrom(this ITypeSymbol? type, string fullName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(fullName))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is <c>Task</c> or <c>ValueTask</c>, with a result or without. False for null.</summary>
    internal static bool IsTask(this ITypeSymbol? type) => type.Is("System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask");

    /// <summary>Whether a type is <c>CancellationToken</c>. False for null.</summary>
    internal static bool IsCancellationToken(this ITypeSymbol? type) => type.Is("System.Threading.CancellationToken");

    /// <summary>
    /// Whether a member stands in an <c>extension</c> block of C# 14: it is called on an object that it does not belong to. Roslyn 4.8 knows no such kind.
    /// </summary>
    internal static bool IsOfExtensionBlock(this ISymbol member) => member.ContainingType?.TypeKind == (TypeKind)14;

    /// <summary>Whether a type has a namespace: <c>System.Text</c>. False for null.</summary>
    internal static bool IsIn(this ITypeSymbol? type, string @namespace) =>
        type is { ContainingNamespace: { IsGlobalNamespace: false } around } && EndsWith(around, @namespace, @namespace.Length);

    private static bool EndsWith(ISymbol symbol, string fullName, int end)
    {
        var start = end - symbol.Name.Length;
        if (symbol.Name.Length == 0 || start < 0 || string.CompareOrdinal(fullName, start, symbol.Name, 0, symbol.Name.Length) != 0)
            return false;

        if (symbol.ContainingType is { } outer)
            return start > 0 && fullName[start - 1] == '+' && EndsWith(outer, fullName, start - 1);

        if (symbol.ContainingNamespace is not { IsGlobalNamespace: false } around)
            return start == 0;

        return start > 0 && fullName[start - 1] == '.' && EndsWith(around, fullName, start - 1);
    }

    /// <summary>Whether a type is a list, dictionary or the like of the framework; arrays are not.</summary>
    internal static bool IsCollection(this ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is { } space && space.StartsWith("System.Collections", StringComparison.Ordinal);
}
