using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Recognises what hands out tokens: <c>Get...Token...Async</c>, its synchronous form, and delegates that are named after a token.</summary>
internal static class TokenMethods
{
    /// <summary>
    /// The method of a type that hands out the credential for this header: one that a facts file names before others, the asynchronous one before the
    /// synchronous; null when it has none that is accessible.
    /// </summary>
    internal static IMethodSymbol? Of(ITypeSymbol type, string header, DeclaredFacts declared, Func<ISymbol, bool> isAccessible)
    {
        if (type.SpecialType != SpecialType.None
            || type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct)
            || IsObsolete(type)
            || TokenWords.HasNoCredential(type.Name))
            return null;

        IMethodSymbol? best = null;
        foreach (var candidate in Members(type).OfType<IMethodSymbol>())
        {
            if (candidate.IsStatic || !IsTokenMethod(candidate, header, declared) || !isAccessible(candidate))
                continue;
            if (best is null || Rank(candidate, declared) > Rank(best, declared))
                best = candidate;
        }

        return best;
    }

    /// <summary>
    /// True when a class or struct has the method of an interface only by way of that interface: it is implemented explicitly, or
    /// not at all.
    /// </summary>
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

    /// <summary>
    /// True when the method's name or a facts file says token, or its name says key for the header of one, it returns one (<see cref="TokenResult"/>), it
    /// needs no argument but a cancellation token, and nobody is warned off it.
    /// </summary>
    internal static bool IsTokenMethod(IMethodSymbol method, string header, DeclaredFacts declared) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && !method.IsGenericMethod
        && (TokenWords.GetsCredential(method.Name, header) || (declared.GivesToken(method) && TokenWords.TakesToken(header)))
        && CanBeCalled(method)
        && !IsObsolete(method);

    /// <summary>
    /// True for <c>Func&lt;string&gt;</c>, <c>Func&lt;Task&lt;string&gt;&gt;</c> and the like, also with a cancellation token, under
    /// a name that says token.
    /// </summary>
    internal static IMethodSymbol? OfDelegate(string name, ITypeSymbol type, string header) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke }
            && TokenWords.SuppliesCredential(name, header)
        && TokenResult.Of(invoke) is not null && invoke.Parameters.All(static p => p.Type.IsCancellationToken())
            ? invoke
            : null;

    /// <summary>True when the method returns a token and can be called with a cancellation token or nothing.</summary>
    internal static bool CanBeCalled(IMethodSymbol method) =>
        TokenResult.Of(method) is not null && method.Parameters.All(static p => p.RefKind == RefKind.None && (p.IsOptional || p.Type.IsCancellationToken()));

    private static int Rank(IMethodSymbol method, DeclaredFacts declared) =>
        (declared.GivesToken(method) ? 2 : 0) + (TokenResult.Of(method)!.IsTask ? 1 : 0);

    // Calling it would be a new warning or error: CS0612, CS0618, and the id that an experimental member names.
    private static bool IsObsolete(ISymbol symbol) =>
        symbol.GetAttributes().Any(static a => a.AttributeClass.Is("System.ObsoleteAttribute", "System.Diagnostics.CodeAnalysis.ExperimentalAttribute"));

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
