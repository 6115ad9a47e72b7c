using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Where the token is in the return value of a method: the text itself or a property of an object, directly or in a task.</summary>
internal sealed class TokenResult
{
    private TokenResult(bool isTask, bool isNullable, IPropertySymbol? member)
    {
        IsTask = isTask;
        IsNullable = isNullable;
        Member = member;
    }

    /// <summary>A <c>Task</c> or <c>ValueTask</c> of it.</summary>
    internal bool IsTask { get; }

    /// <summary>What is returned is declared to be null at times.</summary>
    internal bool IsNullable { get; }

    /// <summary>The property that holds the token; null where the text itself is returned.</summary>
    internal IPropertySymbol? Member { get; }

    /// <summary>The result of a method; null if the method returns no known form of a token.</summary>
    internal static TokenResult? Of(IMethodSymbol method)
    {
        var task = method.ReturnType as INamedTypeSymbol;
        var isTask = task is { TypeArguments.Length: 1 } && task.IsTask();
        var result = isTask ? task!.TypeArguments[0] : method.ReturnType;
        var isNullable = result.NullableAnnotation == NullableAnnotation.Annotated;
        if (result.SpecialType == SpecialType.System_String)
            return new TokenResult(isTask, isNullable, null);

        return result is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct } holder && TokenOf(holder) is { } member
            ? new TokenResult(isTask, isNullable, member)
            : null;
    }

    /// <summary>
    /// The call <paramref name="before"/>, the cancellation token and <c>)</c>, awaited and read as the result wants it. Where there
    /// may be no token, <paramref name="missing"/> is written behind it. <paramref name="parts"/> of it can be locals of their own. Where it
    /// <paramref name="holdsScheme"/>, nothing is written in front of it.
    /// </summary>
    internal TokenSource Source(
        string description, string before, string? cancellation, ImmutableArray<TokenPart> parts, Func<string> missing, bool usesServiceProvider,
        bool holdsScheme)
    {
        var mayMiss = IsNullable || Member is { Type.NullableAnnotation: NullableAnnotation.Annotated };
        return new TokenSource(description, before, cancellation, ")", IsTask)
        {
            Member = Member is null ? "" : (IsNullable ? "?." : ".") + Member.Name,
            Parts = parts,
            NullCheck = mayMiss ? missing() : "",
            UsesServiceProvider = usesServiceProvider,
            HoldsScheme = holdsScheme,
        };
    }

    // AccessToken of Azure.Core, token responses and the like.
    private static IPropertySymbol? TokenOf(INamedTypeSymbol holder) => Named(holder, "AccessToken") ?? Named(holder, "Token");

    private static IPropertySymbol? Named(INamedTypeSymbol? holder, string name)
    {
        for (; holder is not null; holder = holder.BaseType)
        {
            if (holder.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return !property.IsStatic
                    && property.GetMethod?.DeclaredAccessibility == Accessibility.Public
                    && property.Type.SpecialType == SpecialType.System_String
                    ? property
                    : null;
        }

        return null;
    }
}
