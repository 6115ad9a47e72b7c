using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Who can name a symbol: only this compilation, or also code that is not seen.</summary>
internal sealed class Visibility
{
    private readonly Compilation _compilation;
    private readonly Lazy<ImmutableArray<SyntaxTree>> _trees;
    private readonly ConcurrentDictionary<ISymbol, bool> _reflected = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _filled = new(SymbolEqualityComparer.Default);
    private readonly bool _internalsAreVisible;

    internal Visibility(Compilation compilation, Lazy<ImmutableArray<SyntaxTree>> trees)
    {
        _compilation = compilation;
        _trees = trees;
        _internalsAreVisible = compilation.Assembly.GetAttributes()
            .Any(static a => a.AttributeClass.Is("System.Runtime.CompilerServices.InternalsVisibleToAttribute"));
    }

    /// <summary>
    /// Whether every call of a method or constructor that can happen is written in this compilation: no other assembly can name it (an application is
    /// named by none), no interface or base class stands for it, and no framework finds it by reflection or makes its type by dependency injection.
    /// </summary>
    internal bool HasOnlyVisibleCallers(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => true,
        MethodKind.Ordinary => OriginTracer.HasOneBody(method)
            && (method.DeclaredAccessibility == Accessibility.Private || IsNamedOnlyHere(method) && !Implements(method) && !HasAttributes(method)),
        MethodKind.Constructor =>
            method.DeclaredAccessibility == Accessibility.Private
                || IsNamedOnlyHere(method) && !HasAttributes(method) && !IsMadeByReflection(method.ContainingType),
        _ => false,
    };

    /// <summary>
    /// Whether every call of a method that implements an interface, or overrides, is written in this compilation, as a call of it or of one of these
    /// members: no other assembly can name any of them. False for a method that stands for none.
    /// </summary>
    internal bool HasOnlyVisibleCallersThroughContracts(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            || !OriginTracer.HasOneBody(method)
            || HasAttributes(method)
            || !IsNamedOnlyHere(method))
            return false;

        var any = false;
        foreach (var contract in ContractsOf(method))
        {
            if (!IsNamedOnlyHere(contract) || HasAttributes(contract))
                return false;

            any = true;
        }

        return any;
    }

    /// <summary>Whether a symbol is declared here, and no code of another assembly can name it: nobody refers to an application.</summary>
    internal bool IsNamedOnlyHere(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(r => _compilation.ContainsSyntaxTree(r.SyntaxTree))
            && (_compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication || IsHidden(symbol));

    /// <summary>Whether a type is part of what this compilation offers to others; its tests may see the rest.</summary>
    internal static bool IsOffered(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>The interface members that a method implements, and those of base classes that it overrides.</summary>
    internal static IEnumerable<IMethodSymbol> ContractsOf(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden;

        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(name))
            {
                if (member is IMethodSymbol implemented
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                    yield return implemented;
            }
        }
    }

    private static bool Implements(IMethodSymbol method) => ContractsOf(method).Any(static c => c.ContainingType.TypeKind == TypeKind.Interface);

    /// <summary>An attribute on a method or parameter means that a framework calls it.</summary>
    private static bool HasAttributes(IMethodSymbol method) =>
        !method.GetAttributes().IsEmpty || method.Parameters.Any(static p => !p.GetAttributes().IsEmpty);

    /// <summary>Whether a type is a type argument of a call (<c>AddSingleton&lt;T&gt;()</c>) or in a <c>typeof</c>.</summary>
    private bool IsMadeByReflection(INamedTypeSymbol type) => _reflected.GetOrAdd(type.OriginalDefinition, t =>
    {
        foreach (var tree in _trees.Value)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(t.Name))
            {
                var outer = WholeTypeOf(mention);
                if (outer.Parent is TypeOfExpressionSyntax
                    || outer.Parent is TypeArgumentListSyntax
                    {
                        Parent: GenericNameSyntax
                        {
                            Identifier.ValueText: not "CreateLogger", // it names what is logged
                            Parent: InvocationExpressionSyntax
                        or MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or MemberBindingExpressionSyntax
                        }
                    })
                    return true;
            }
        }

        return false;
    });

    /// <summary>
    /// Whether the properties of a type may be filled from configuration or a document: it is a type argument somewhere (<c>IOptions&lt;T&gt;</c>,
    /// <c>Deserialize&lt;T&gt;</c>), or a call of <c>Bind</c> is written where it is known.
    /// </summary>
    internal bool IsFilledByReflection(INamedTypeSymbol type) => _filled.GetOrAdd(type.OriginalDefinition, t =>
    {
        foreach (var tree in _trees.Value)
        {
            var index = TreeIndex.Of(tree);
            foreach (var mention in index.MentionsOf(t.Name))
            {
                var outer = WholeTypeOf(mention);
                if (outer.Parent is TypeArgumentListSyntax or TypeOfExpressionSyntax || index.Calls.ContainsKey("Bind"))
                    return true;
            }
        }

        return false;
    });

    /// <summary>The type that a name is the end of, with its namespace and question mark.</summary>
    private static SyntaxNode WholeTypeOf(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax or NullableTypeSyntax)
            name = name.Parent;

        return name;
    }

    /// <summary>Whether no code of another assembly can name the symbol.</summary>
    internal bool IsHidden(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            switch (current.DeclaredAccessibility)
            {
                case Accessibility.Private:
                case Accessibility.Internal or Accessibility.ProtectedAndInternal when !_internalsAreVisible:
                    return true;
            }
        }

        return false;
    }
}
