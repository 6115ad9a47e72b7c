using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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

    /// <summary>
    /// A name for a local that is declared at a position of a method: no scope around the position has it, and with <paramref name="inBlock"/> none inside
    /// of its block either. Without, the local is that of a loop and belongs to nothing else.
    /// </summary>
    /// <param name="method">It may hide a member, and have the name in another block.</param>
    /// <param name="position">Where the local is declared.</param>
    /// <param name="inBlock">Whether the rest of the block sees it.</param>
    /// <param name="written">What the same plan has declared so far; the name is added to it.</param>
    /// <param name="candidates">The names, the best first.</param>
    internal static string InScope(
        MethodDeclarationSyntax method, int position, bool inBlock, List<(TextSpan Scope, string Name)> written, params string[] candidates)
    {
        var block = method.SyntaxTree.GetRoot().FindToken(position).Parent?.FirstAncestorOrSelf<BlockSyntax>()?.Span ?? method.Span;
        var scope = inBlock ? block : new TextSpan(position, 0);
        var used = new HashSet<string>(method.DescendantTokens(n => !IsScope(n) || n.Span.Contains(position) || inBlock && block.Contains(n.Span))
            .Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText));
        var found = FirstFree(name => !used.Contains(name) && !written.Exists(w => w.Name == name && Meet(w.Scope, scope)), candidates);
        written.Add((scope, found));
        return found;
    }

    /// <summary>Two loops side by side have a variable of the same name; a block and what is in it do not.</summary>
    private static bool Meet(TextSpan one, TextSpan other) => (!one.IsEmpty || !other.IsEmpty) && (one.Contains(other) || other.Contains(one));

    private static bool IsScope(SyntaxNode node) => node is BlockSyntax or CommonForEachStatementSyntax or ForStatementSyntax or UsingStatementSyntax
        or SwitchStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

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
