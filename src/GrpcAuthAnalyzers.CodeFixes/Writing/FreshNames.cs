using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>
/// Chooses names for what a fix declares. Each method returns the first candidate that is free, else the last one with the first free number from 2 on.
/// </summary>
internal static class FreshNames
{
    /// <summary>A name that no variable and no member has that is visible at the position.</summary>
    internal static string At(SourceFile file, int position, params string[] candidates) =>
        FirstFree(name => !IsVisible(file, position, name), candidates);

    /// <summary>
    /// A name for a local beside a statement or in a catch clause: nothing visible there has it, and the member around it does not use it anywhere, so
    /// that nested blocks do not declare it again.
    /// </summary>
    internal static string ForLocal(SourceFile file, SyntaxNode statement, params string[] candidates)
    {
        var member = statement.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)file.Root;
        var used = IdentifiersIn(member);
        return FirstFree(name => !used.Contains(name) && !IsVisible(file, statement.SpanStart, name), candidates);
    }

    /// <summary>A name for a parameter or local of a method: the method does not use it anywhere. It may hide a member.</summary>
    internal static string In(MethodDeclarationSyntax method, params string[] candidates)
    {
        var used = IdentifiersIn(method);
        return FirstFree(name => !used.Contains(name), candidates);
    }

    /// <summary>A name that <paramref name="isFree"/> accepts.</summary>
    internal static string FirstFree(Func<string, bool> isFree, params string[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (isFree(candidate))
                return candidate;
        }

        for (var number = 2; ; number++)
        {
            var name = candidates[candidates.Length - 1] + number;
            if (isFree(name))
                return name;
        }
    }

    private static HashSet<string> IdentifiersIn(SyntaxNode node) =>
        new(node.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText));

    private static bool IsVisible(SourceFile file, int position, string name) =>
        file.Model.LookupSymbols(position, name: name).Any(static s => s is not INamespaceOrTypeSymbol);
}
