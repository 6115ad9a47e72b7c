using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The assignments to channel options that may be moved in front of the statement that makes the channel.</summary>
internal sealed class MovedStatements
{
    private readonly SourceFile _file;
    private readonly StatementSyntax _channel;
    private readonly List<StatementSyntax> _moved = new();
    private readonly List<StatementSyntax> _passed = new();

    private MovedStatements(SourceFile file, StatementSyntax channel)
    {
        _file = file;
        _channel = channel;
    }

    /// <summary>
    /// Every statement that goes, in its order: the same for each report of one channel. Null if the reported one cannot be moved: it stands in another
    /// block, or shares a line, a directive stands in between, or its value may depend on what runs in between.
    /// </summary>
    internal static List<StatementSyntax>? Of(SourceFile file, StatementSyntax channel, ExpressionStatementSyntax reported)
    {
        var siblings = SiblingsOf(channel);
        var first = siblings.IndexOf(channel);
        if (OptionsOf(file, reported) is not { } options || first < 0 || siblings.IndexOf(reported) <= first || !IsAlone(file, channel))
            return null;

        var move = new MovedStatements(file, channel);
        move._passed.Add(channel);
        for (var i = first + 1; i < siblings.Count; i++)
        {
            var sibling = siblings[i];
            if (file.DirectivesIn(TextSpan.FromBounds(channel.SpanStart, sibling.Span.End)).Any())
                break;

            if (!(sibling is ExpressionStatementSyntax assignment
                && SymbolEqualityComparer.Default.Equals(OptionsOf(file, assignment), options) && move.TryMove(assignment)))
                move._passed.Add(sibling);
        }

        return move._moved.Contains(reported) ? move._moved.OrderBy(static s => s.SpanStart).ToList() : null;
    }

    /// <summary>The start of the line of a statement, or of the comments and blank lines above it.</summary>
    internal static int StartOf(StatementSyntax statement) => statement.FullSpan.Start;

    /// <summary>The lines of a statement with the comments above it, without blank lines above.</summary>
    internal static string LinesOf(SourceFile file, StatementSyntax statement)
    {
        var text = statement.ToFullString();
        if (!text.EndsWith("\n", StringComparison.Ordinal))
            text += file.Layout.NewLine;

        var start = 0;
        for (var i = 0; i < text.Length && char.IsWhiteSpace(text[i]); i++)
        {
            if (text[i] == '\n')
                start = i + 1;
        }

        return text.Substring(start);
    }

    /// <summary>The statement, its comments and the blank lines above it.</summary>
    internal static TextSpan RemovalOf(StatementSyntax statement) => statement.FullSpan;

    private static List<StatementSyntax> SiblingsOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.ToList(),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
            unit.Members.OfType<GlobalStatementSyntax>().Select(static g => g.Statement).ToList(),
        _ => new List<StatementSyntax>(),
    };

    /// <summary>The variable whose option a statement assigns; null for other statements.</summary>
    private static ISymbol? OptionsOf(SourceFile file, ExpressionStatementSyntax statement) =>
        statement.Expression is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var options, Name: { } name } }
        && ChannelOption.Names.Contains(name.Identifier.ValueText)
        && GrpcSymbols.Is(file.Model.GetTypeInfo(options).Type, file.Symbols?.GrpcChannelOptions)
            ? file.Model.GetSymbolInfo(options).Symbol
            : null;

    private static bool IsAlone(SourceFile file, StatementSyntax statement)
    {
        var span = statement.Span;
        var before = file.Text.Lines.GetLineFromPosition(span.Start);
        var after = file.Text.Lines.GetLineFromPosition(span.End);
        return string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(before.Start, span.Start)))
            && statement.FullSpan.End >= after.End;
    }

    /// <summary>Moves a statement with the declarations in between that it needs; with nothing if one of them cannot be moved.</summary>
    private bool TryMove(StatementSyntax statement)
    {
        var needed = new List<StatementSyntax>();
        if (!TryCollect(statement, needed))
            return false;

        foreach (var goes in needed)
        {
            _moved.Add(goes);
            _passed.Remove(goes);
        }

        return true;
    }

    private bool TryCollect(StatementSyntax statement, List<StatementSyntax> needed)
    {
        if (needed.Contains(statement) || _moved.Contains(statement))
            return true;

        if (!IsAlone(_file, statement) || !(PassesOnlyCreations() || IsFree(ValueOf(statement), mayRead: false)))
            return false;

        foreach (var name in statement.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            var symbol = _file.Model.GetSymbolInfo(name).Symbol;
            if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
                return false;

            if (symbol is not (ILocalSymbol or IParameterSymbol))
                continue;

            foreach (var passed in _passed)
            {
                if (Writes(passed, symbol))
                    return false;
            }

            var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            if (declaration is null || declaration.SpanStart < _channel.SpanStart || statement.Span.Contains(declaration.Span))
                continue;

            if (declaration.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax
                {
                    UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables
                } declared
                || variables[0].Initializer is null || (!_passed.Contains(declared) && !_moved.Contains(declared)) || !TryCollect(declared, needed))
                return false;
        }

        needed.Add(statement);
        return true;
    }

    private static ExpressionSyntax ValueOf(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax declared
        ? declared.Declaration.Variables[0].Initializer!.Value
        : ((AssignmentExpressionSyntax)((ExpressionStatementSyntax)statement).Expression).Right;

    /// <summary>Whether nothing stands in between that does more than to make objects of the framework and gRPC.</summary>
    private bool PassesOnlyCreations() => _passed.TrueForAll(passed => passed switch
    {
        LocalFunctionStatementSyntax or EmptyStatementSyntax => true,
        LocalDeclarationStatementSyntax declared =>
            declared.Declaration.Variables.All(v => v.Initializer is null || IsFree(v.Initializer.Value, mayRead: true)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } =>
            IsFree(assignment.Right, mayRead: true),
        _ => false,
    });

    /// <summary>
    /// Whether it does not matter when a value is computed: constants, variables, functions that are only handed on, and what the framework and gRPC make of
    /// them; with <paramref name="mayRead"/> also what is read from fields and properties, which has no effect on others.
    /// </summary>
    private bool IsFree(ExpressionSyntax value, bool mayRead) => !value
        .DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax)
        .Any(n => n switch
        {
            AwaitExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } => true,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
            AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } => true,
            InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax => !IsOfLibrary(_file.Model.GetSymbolInfo(n).Symbol),
            IdentifierNameSyntax name when !mayRead => _file.Model.GetSymbolInfo(name).Symbol switch
            {
                IPropertySymbol { IsStatic: true, SetMethod: null } => false,
                IPropertySymbol => name.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set || set.Left != name,
                IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
                _ => false,
            },
            _ => false,
        });

    private bool IsOfLibrary(ISymbol? made) =>
        made?.ContainingNamespace?.ToDisplayString() is { } name
        && (name is "System" or "System.Net.Http" or "System.Threading" or "Grpc.Core" || name.StartsWith("Grpc.Net.Client", StringComparison.Ordinal)
            || GrpcSymbols.IsA(made.ContainingType, _file.Symbols?.ClientBase));

    private bool Writes(StatementSyntax statement, ISymbol variable) => statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n =>
        n.Identifier.ValueText == variable.Name
        && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n
            || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            || n.Parent is PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
            || n.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }
            || n.FirstAncestorOrSelf<TupleExpressionSyntax>() is not null)
        && SymbolEqualityComparer.Default.Equals(_file.Model.GetSymbolInfo(n).Symbol, variable));
}
