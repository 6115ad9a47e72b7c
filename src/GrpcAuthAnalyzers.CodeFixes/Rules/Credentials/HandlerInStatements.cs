using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>A handler that a callback makes over several statements in a local, before it sets it on the channel.</summary>
internal sealed class HandlerInStatements
{
    private readonly SourceFile _file;
    private readonly AnonymousFunctionExpressionSyntax _callback;
    private readonly BlockSyntax _block;
    private readonly List<StatementSyntax> _made;
    private readonly StatementSyntax _set;
    private readonly string _name;

    private HandlerInStatements(
        SourceFile file, AnonymousFunctionExpressionSyntax callback, BlockSyntax block, List<StatementSyntax> made, StatementSyntax set, string name)
    {
        _file = file;
        _callback = callback;
        _block = block;
        _made = made;
        _set = set;
        _name = name;
    }

    /// <summary>
    /// The handler that is set; null if it is no local of the callback, if it is made before a branch or with a comment above, and if what makes it names
    /// other variables of the callback than the service provider.
    /// </summary>
    internal static HandlerInStatements? Of(SourceFile file, AnonymousFunctionExpressionSyntax callback, AssignmentExpressionSyntax assignment)
    {
        if (assignment is not
            {
                Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HttpHandler" }, Right: IdentifierNameSyntax name,
                Parent: ExpressionStatementSyntax set
            }
            || callback.Block is not { } block || set.Parent != block
            || file.Model.GetSymbolInfo(name).Symbol is not ILocalSymbol local)
            return null;

        var made = block.Statements.Where(s => s != set && Names(file, s, local)).ToList();
        return made.Count > 0
            && made[0] is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables }
            && variables[0] is { Initializer: not null }
            && SymbolEqualityComparer.Default.Equals(file.Model.GetDeclaredSymbol(variables[0]), local)
            && made.Concat(new[] { set }).All(static s => !s.GetLeadingTrivia().Concat(s.GetTrailingTrivia()).Any(IsMore))
            && made.Skip(1).All(static s => s is ExpressionStatementSyntax)
            ? new HandlerInStatements(file, callback, block, made, set, local.Name)
            : null;
    }

    /// <summary>Moves the statements into the callback of another method, which is called behind this one, or instead of it where nothing is left.</summary>
    internal bool TryMove(FixPlanBuilder plan, InvocationExpressionSyntax call, SimpleNameSyntax name, string method, string lineBreak)
    {
        if (HandlersReplacedFix.ParametersFor(_file, _callback, _made) is not { } parameters)
            return false;

        if (_block.Statements.Count == _made.Count + 1)
        {
            plan.Replace(_file, name.Span, method);
            plan.Replace(_file, _callback.Span, parameters + " =>" + Body(_file.Layout.BreakAt(_block.CloseBraceToken.SpanStart)));
            return true;
        }

        foreach (var statement in _made.Concat(new[] { _set }))
            plan.Replace(_file, _file.Layout.Removal(statement), "");
        var line = lineBreak.Length > 0 ? lineBreak : _file.Layout.BreakAt(_block.CloseBraceToken.SpanStart);
        plan.Insert(_file, call.Span.End, lineBreak + "." + method + "(" + parameters + " =>" + Body(line) + ")");
        return true;
    }

    private string Body(string lineBreak)
    {
        var inner = lineBreak + _file.Layout.Indent;
        var statements = _made.Select(s => inner + s.ToString().Replace(_file.Layout.NewLine + _file.Layout.IndentAt(s.SpanStart), inner));
        return lineBreak + "{" + string.Concat(statements) + inner + "return " + _name + ";" + lineBreak + "}";
    }

    private static bool Names(SourceFile file, StatementSyntax statement, ILocalSymbol local) =>
        statement.DescendantNodes().Any(n => n is VariableDeclaratorSyntax declarator
            ? SymbolEqualityComparer.Default.Equals(file.Model.GetDeclaredSymbol(declarator), local)
            : n is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name).Symbol, local));

    private static bool IsMore(SyntaxTrivia trivia) => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
