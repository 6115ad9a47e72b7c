using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tokens;

/// <summary>Recognises what hands out tokens: <c>Get...Token...Async</c>, its synchronous form, and delegates that are named after a token.</summary>
internal static class TokenMethods
{
    private static readonly string[] OtherTokens =
        { "Cancellation", "Continuation", "Page", "Refresh", "Csrf", "Xsrf", "Antiforgery", "TokenType", "Change", "Syntax", "Reset", "Verification", "Idempotency" };

    /// <summary>The method of a type that hands out the token, the asynchronous one before the synchronous; null when it has none that is accessible.</summary>
    internal static IMethodSymbol? Of(ITypeSymbol type, Func<ISymbol, bool> isAccessible)
    {
        if (type.SpecialType != SpecialType.None || type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct))
            return null;

        IMethodSymbol? best = null;
        foreach (var candidate in Members(type).OfType<IMethodSymbol>())
        {
            if (candidate.IsStatic || !IsTokenMethod(candidate) || !isAccessible(candidate))
                continue;
            if (best is null || (ReturnsTask(candidate) && !ReturnsTask(best)))
                best = candidate;
        }

        return best;
    }

    /// <summary>True when a class or struct has the method of an interface only by way of that interface: it is implemented explicitly, or not at all.</summary>
    internal static bool NeedsCast(ITypeSymbol type, string method)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return false;

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(method).Any(static m => m.DeclaredAccessibility == Accessibility.Public))
                return false;
        }

        return true;
    }

    /// <summary>True when the method's name says token, it returns a string or a task of one, and it needs no argument but a cancellation token.</summary>
    internal static bool IsTokenMethod(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && !method.IsGenericMethod
        && NamesToken(method.Name, "Get")
        && ReturnsToken(method)
        && method.Parameters.All(static p => p.RefKind == RefKind.None && (p.IsOptional || IsCancellationToken(p.Type)));

    /// <summary>True for <c>Func&lt;string&gt;</c>, <c>Func&lt;Task&lt;string&gt;&gt;</c> and the like, also with a cancellation token, under a name that says token.</summary>
    internal static IMethodSymbol? OfDelegate(string name, ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } && NamesToken(name, "")
        && ReturnsToken(invoke) && invoke.Parameters.All(static p => IsCancellationToken(p.Type))
            ? invoke
            : null;

    internal static bool ReturnsToken(IMethodSymbol method) => method.ReturnType.SpecialType == SpecialType.System_String || ReturnsTask(method);

    /// <summary>True for <c>Task&lt;string&gt;</c> and <c>ValueTask&lt;string&gt;</c>.</summary>
    internal static bool ReturnsTask(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task
        && task.TypeArguments[0].SpecialType == SpecialType.System_String
        && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";

    internal static bool IsCancellationToken(ITypeSymbol type) => type.Name == "CancellationToken" && type.ContainingNamespace.ToDisplayString() == "System.Threading";

    /// <summary>True when a name starts with that verb and speaks of a token that calls are sent with.</summary>
    internal static bool NamesToken(string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || name.IndexOf("token", StringComparison.OrdinalIgnoreCase) < 0)
            return false;

        return !OtherTokens.Any(other => name.IndexOf(other, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
                yield return member;
        }

        if (type.TypeKind != TypeKind.Interface)
            yield break;
        foreach (var member in type.AllInterfaces.SelectMany(static i => i.GetMembers()))
            yield return member;
    }
}
