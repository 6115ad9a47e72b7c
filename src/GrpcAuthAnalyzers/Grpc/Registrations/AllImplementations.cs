using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Every member that may run where code calls one of an interface, or one that can be overridden, whoever makes the objects. <see cref="Implementations"/>
/// knows which of them the container gives.
/// </summary>
internal static class AllImplementations
{
    private static readonly Memo<Dictionary<ISymbol, List<INamedTypeSymbol>>> Classes = new(Collect);

    private static readonly Memo<INamedTypeSymbol, bool> StandIns = new(static (facts, type) => MayHaveStandIns(type, facts), SymbolEqualityComparer.Default);

    /// <summary>Generic types and methods that hold or give objects of a type, but make none of a class that is not seen, as a mock or a proxy is.</summary>
    private static readonly HashSet<string> MakeNone = new(
        ServiceRegistrations.AllNames.Concat(new[]
        {
            "GetService", "GetServices", "GetRequiredService", "GetKeyedService", "GetRequiredKeyedService", "TryAddEnumerable", "CreateLogger", "ILogger",
            "Func", "Lazy", "Task", "ValueTask", "IEnumerable", "ICollection", "IList", "List", "IReadOnlyCollection", "IReadOnlyList", "ImmutableArray",
            "ImmutableList", "Dictionary", "IDictionary", "IReadOnlyDictionary", "ConcurrentDictionary", "KeyValuePair", "HashSet", "Queue",
            "ConcurrentQueue", "ConcurrentBag",
        }),
        StringComparer.Ordinal);

    /// <summary>
    /// The members, getters included. Empty where a class of another assembly may have one: the type can be named there, is generic, or a library may make
    /// an object that stands for it.
    /// </summary>
    internal static IReadOnlyList<IMethodSymbol> Of(IMethodSymbol contract, CompilationFacts facts)
    {
        var found = new List<IMethodSymbol>();
        var type = contract.ContainingType;
        if (contract.IsStatic
            || !(contract.IsAbstract || contract.IsVirtual)
            || type.IsGenericType
            || !facts.Bodies.Visibility.IsNamedOnlyHere(type)
            || !facts.Get(Classes).TryGetValue(type, out var classes)
            || facts.Get(StandIns, type))
            return found;

        foreach (var standing in classes)
        {
            if (Implementations.In(standing, contract) is not { } member || !facts.Bodies.IsSeen(member))
                return ImmutableArray<IMethodSymbol>.Empty;

            if (!found.Contains(member, SymbolEqualityComparer.Default))
                found.Add(member);
        }

        return found;
    }

    /// <summary>The classes of the compilation that are not abstract, by each interface and class that they stand for, their own included.</summary>
    private static Dictionary<ISymbol, List<INamedTypeSymbol>> Collect(CompilationFacts facts)
    {
        var found = new Dictionary<ISymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        var known = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in facts.Compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, StringComparer.Ordinal))
        {
            foreach (var declaration in TreeIndex.Of(tree).Types)
            {
                if (declaration is not InterfaceDeclarationSyntax
                    && facts.Bodies.TypeDeclaredBy(declaration) is { IsAbstract: false, IsStatic: false } type
                    && known.Add(type))
                    Add(type, facts, found);
            }
        }

        return found;
    }

    private static void Add(INamedTypeSymbol type, CompilationFacts facts, Dictionary<ISymbol, List<INamedTypeSymbol>> found)
    {
        var bases = new List<INamedTypeSymbol>(type.AllInterfaces);
        for (var current = type; current is not null; current = current.BaseType)
            bases.Add(current);

        foreach (var contract in bases)
        {
            if (!facts.Bodies.IsSeen(contract))
                continue;

            if (!found.TryGetValue(contract, out var types))
                found.Add(contract, types = new List<INamedTypeSymbol>());

            types.Add(type);
        }
    }

    /// <summary>Whether a library may make an object of a class that it writes at run time: <c>new Mock&lt;T&gt;()</c>.</summary>
    private static bool MayHaveStandIns(INamedTypeSymbol contract, CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(contract.Name))
            {
                SyntaxNode whole = mention;
                while (whole.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax or ArrayTypeSyntax)
                    whole = whole.Parent;

                if (whole.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax generic } && !MakeNone.Contains(generic.Identifier.ValueText))
                    return true;

                if (whole.Parent is TypeOfExpressionSyntax type && !(CallAround(type) is { } method && MakeNone.Contains(method)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The name of the method that is called with a <c>typeof</c>; null for another use of it.</summary>
    private static string? CallAround(TypeOfExpressionSyntax type) =>
        type.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } }
            ? access.Name.Identifier.ValueText
            : null;
}
