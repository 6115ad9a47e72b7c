using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Logging;

/// <summary>
/// Finds expressions that may concern a credential by the words of a tree alone, so that few of the many log calls are bound. It is
/// no evidence of anything.
/// </summary>
internal sealed class CredentialHints
{
    private static readonly ConditionalWeakTable<SyntaxTree, CredentialHints> Cache = new();

    private static readonly string[] Words = { "token", "auth", "bearer", "secret", "header", "metadata", "credential", "passw", "apikey", "api_key",
        "api-key", "jwt", "accesskey" };

    private readonly ConcurrentDictionary<string, bool> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);

    /// <summary>The same where a facts file says that members give tokens, whose names are hints then.</summary>
    private static readonly Memo<SyntaxTree, CredentialHints> WithFacts = new(static (facts, tree) => new CredentialHints(tree, facts.Declared.TokenNames));

    private CredentialHints(SyntaxTree tree, IEnumerable<string> names)
    {
        _variables.UnionWith(names);
        CollectVariables(tree);
        CollectReturned(tree);
    }

    /// <summary>The hints of a tree, collected at the first call.</summary>
    internal static CredentialHints Of(SyntaxTree tree, CompilationFacts facts) => facts.Declared.TokenNames.Count > 0
        ? facts.Get(WithFacts, tree)
        : Cache.GetValue(tree, static t => new CredentialHints(t, Array.Empty<string>()));

    /// <summary>Whether a word of the node, or a variable that got something with such a word, hints at a credential.</summary>
    internal bool MayConcern(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (IsWord(token) && (_words.GetOrAdd(token.ValueText, static text => IsHint(text)) || _variables.Contains(token.ValueText)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a name contains token, secret or the like, and not cancellation.</summary>
    internal static bool IsHint(string text)
    {
        foreach (var word in Words)
        {
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return text.IndexOf("cancellation", StringComparison.OrdinalIgnoreCase) < 0 && !text.Equals("stoppingToken", StringComparison.Ordinal);
        }

        return false;
    }

    private static bool IsWord(SyntaxToken token) =>
        token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    private void CollectVariables(SyntaxTree tree)
    {
        foreach (var node in TreeIndex.Of(tree).Givings)
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: { } value } declarator when MayConcern(value):
                    _variables.Add(declarator.Identifier.ValueText);
                    break;
                case AssignmentExpressionSyntax assignment when NameSyntaxText.NameOf(assignment.Left) is { } name && MayConcern(assignment.Right):
                    _variables.Add(name);
                    break;
                case ForEachStatementSyntax loop when MayConcern(loop.Expression):
                    _variables.Add(loop.Identifier.ValueText);
                    break;
                case SingleVariableDesignationSyntax { Parent: not ParenthesizedVariableDesignationSyntax } designation
                    when AroundOf(designation) is { } around && MayConcern(around):
                    _variables.Add(designation.Identifier.ValueText);
                    break;
                case InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax
                    {
                        Name.Identifier.ValueText: "Append" or "AppendLine",
                        Expression: IdentifierNameSyntax builder
                    }
                } append
                    when MayConcern(append.ArgumentList):
                    _variables.Add(builder.Identifier.ValueText);
                    break;
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } pair }:
                    AddNamesUnder(pair[0], pair[1]);
                    break;
                case ArgumentListSyntax { Arguments: { Count: 2 } arguments }:
                    AddNamesUnder(arguments[0].Expression, arguments[1].Expression);
                    if (arguments[1].NameColon is not null)
                        AddNamesUnder(arguments[1].Expression, arguments[0].Expression);
                    break;
            }
        }
    }

    /// <summary>What a method or getter returns whose result is put under a hint, at once or in a variable: <c>{ "x-api-key", Value() }</c>.</summary>
    private void CollectReturned(SyntaxTree tree)
    {
        var called = new HashSet<string>(_variables, StringComparer.Ordinal);
        foreach (var node in TreeIndex.Of(tree).Givings)
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax call } declarator
                && _variables.Contains(declarator.Identifier.ValueText)
                && NameSyntaxText.NameOf(call.Expression) is { } name)
                called.Add(name);
        }

        foreach (var function in TreeIndex.Of(tree).Functions)
        {
            if (called.Contains(
                (function as MethodDeclarationSyntax)?.Identifier.ValueText ?? (function as LocalFunctionStatementSyntax)?.Identifier.ValueText ?? ""))
                AddReturned(function);
        }

        foreach (var member in TreeIndex.Of(tree).MethodsAndProperties)
        {
            if (member is PropertyDeclarationSyntax { AccessorList: { } accessors, Identifier.ValueText: var name } && called.Contains(name))
                AddReturned(accessors);
        }
    }

    private void AddReturned(SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (node is ReturnStatementSyntax { Expression: { } returned })
                AddNames(returned);
        }
    }

    /// <summary>The call whose <c>out var</c>, or the value whose pattern, declares a variable; null for others.</summary>
    private static SyntaxNode? AroundOf(SyntaxNode designation)
    {
        for (var current = designation.Parent; current is not null and not StatementSyntax; current = current.Parent)
        {
            if (current is IsPatternExpressionSyntax or ArgumentListSyntax)
                return current;
        }

        return null;
    }

    /// <summary><c>{ "x-api-key", value }</c>: what is put under a hint is one.</summary>
    private void AddNamesUnder(ExpressionSyntax name, ExpressionSyntax value)
    {
        if (name is not (LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax) || !MayConcern(name))
            return;

        AddNames(value);
    }

    private void AddNames(ExpressionSyntax value)
    {
        foreach (var token in value.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                _variables.Add(token.ValueText);
        }
    }
}
