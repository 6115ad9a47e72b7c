using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>How types are written at one place: the simple name where it means that type, with a using directive where that is enough, else in full.</summary>
internal sealed class TypeNames
{
    private readonly SourceFile _file;
    private readonly int _position;
    private readonly Action<string> _import;

    /// <summary><paramref name="import"/> receives the namespaces that need a using directive.</summary>
    internal TypeNames(SourceFile file, int position, Action<string> import)
    {
        _file = file;
        _position = position;
        _import = import;
    }

    internal TypeNames(SourceFile file, int position, FixPlanBuilder plan)
        : this(file, position, space => plan.Using(file, space))
    {
    }

    /// <summary>The name of a type given by its metadata name; the full name when the compilation has no such type.</summary>
    internal string Of(string metadataName)
    {
        var type = TypeOf(_file.Compilation, metadataName);
        return type is null ? "global::" + metadataName : Of(type);
    }

    /// <summary>The name of a type without its type arguments.</summary>
    internal string OfGeneric(string metadataName) => WithoutArguments(Of(metadataName));

    internal static string WithoutArguments(string name)
    {
        var arguments = name.IndexOfAny(new[] { '<', '`' });
        return arguments < 0 ? name : name.Substring(0, arguments);
    }

    internal string Of(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return Of(outer) + "." + type.Name;

        var found = _file.Model.LookupSymbols(_position, name: type.Name);
        var types = found.Where(s => s is INamespaceSymbol || s is INamedTypeSymbol named && named.Arity == type.Arity).ToList();
        var hidden = found.Any(s => s is not INamespaceOrTypeSymbol && !SymbolEqualityComparer.Default.Equals(VisibleSymbols.TypeOf(s), type));
        hidden |= UsingDirectives.IsConditional(_file, type.ContainingNamespace.ToDisplayString());
        if (!hidden && types.Count == 1 && SymbolEqualityComparer.Default.Equals(types[0], type))
            return type.Name;

        if (!hidden && types.Count == 0 && type.ContainingNamespace is { IsGlobalNamespace: false } space && MayImport(space))
        {
            _import(space.ToDisplayString());
            return type.Name;
        }

        return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    /// <summary>Makes the extension methods of a static class visible, for example those of <c>Grpc.Core.Interceptors</c>.</summary>
    internal void ImportExtensions(INamedTypeSymbol receiver, string method, string @namespace)
    {
        if (_file.Model.LookupSymbols(_position, receiver, method, includeReducedExtensionMethods: true).IsEmpty)
            _import(@namespace);
    }

    internal static INamedTypeSymbol? TypeOf(Compilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();

    // A using directive must not make a name ambiguous that another using directive brings today.
    private bool MayImport(INamespaceSymbol space)
    {
        var names = new HashSet<string>(space.GetTypeMembers().Where(static t => t.DeclaredAccessibility == Accessibility.Public).Select(static t => t.Name));
        foreach (var token in _file.Root.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || !names.Contains(token.ValueText) || token.Parent is not SimpleNameSyntax name)
                continue;
            if (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name
                || name.Parent is MemberAccessExpressionSyntax member && member.Name == name)
                continue;
            if (_file.Model.GetSymbolInfo(name).Symbol is INamedTypeSymbol type
                && ComesFromUsing(type, name)
                && !SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, space))
                return false;
        }

        return true;
    }

    private bool ComesFromUsing(INamedTypeSymbol type, SyntaxNode place)
    {
        if (type.ContainingType is not null)
            return false;

        for (var enclosing = _file.Model.GetEnclosingSymbol(place.SpanStart)?.ContainingNamespace; enclosing is not null; enclosing =
            enclosing.ContainingNamespace)
        {
            if (SymbolEqualityComparer.Default.Equals(enclosing, type.ContainingNamespace))
                return false;
        }

        return true;
    }
}
