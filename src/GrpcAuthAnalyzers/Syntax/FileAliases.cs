using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>
/// The names that a file gives to types: <c>using Headers = Grpc.Core.Metadata;</c>. What is found by its name is then found by either. Aliases of a
/// <c>global using</c> in another file are not known here.
/// </summary>
internal static class FileAliases
{
    private static readonly ConditionalWeakTable<SyntaxTree, Dictionary<string, string>> Known = new();
    private static readonly Dictionary<string, string> None = new();

    /// <summary>The last name of the type that a name of this file stands for; the name itself where it is no alias.</summary>
    internal static string Resolve(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        return name.SyntaxTree is { } tree && In(tree).TryGetValue(text, out var target) ? target : text;
    }

    /// <summary>The aliases of a tree with the last names of what they stand for.</summary>
    internal static Dictionary<string, string> In(SyntaxTree tree) => Known.GetValue(tree, static t => Read(t));

    /// <summary>Whether a name is the alias, or the type that it stands for, in the directive of an alias for this file: no use of the type.</summary>
    internal static bool Declares(SimpleNameSyntax name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is QualifiedNameSyntax { Right: var right } && right == whole
            || whole.Parent is AliasQualifiedNameSyntax { Name: var last } && last == whole)
            whole = whole.Parent;

        return whole.Parent is NameEqualsSyntax { Parent: UsingDirectiveSyntax }
            || whole.Parent is UsingDirectiveSyntax { Alias: not null, GlobalKeyword.RawKind: 0 };
    }

    private static Dictionary<string, string> Read(SyntaxTree tree)
    {
        if (tree.GetRoot() is not CompilationUnitSyntax unit)
            return None;

        Dictionary<string, string>? aliases = null;
        Read(unit.Usings, ref aliases);
        foreach (var member in unit.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
                Read(space.Usings, ref aliases);
        }

        return aliases ?? None;
    }

    private static void Read(SyntaxList<UsingDirectiveSyntax> usings, ref Dictionary<string, string>? aliases)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is { } alias && NameSyntaxText.LastNameOf(directive.NamespaceOrType) is { } target)
                (aliases ??= new Dictionary<string, string>(StringComparer.Ordinal))[alias.Name.Identifier.ValueText] = target;
        }
    }
}
