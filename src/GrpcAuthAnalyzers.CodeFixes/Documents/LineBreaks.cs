using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Where one piece of syntax is broken into lines.</summary>
internal sealed class LineBreaks
{
    private readonly List<(TextSpan Place, TextSpan Written, bool IsOuter)> _gaps = new();
    private readonly List<TextSpan> _elements = new();

    private LineBreaks(SyntaxNode owner, int rank = 0)
    {
        Owner = owner;
        Rank = rank;
    }

    /// <summary>What the new lines are indented behind.</summary>
    internal SyntaxNode Owner { get; }

    /// <summary>Only where nothing of a lower rank can be broken: 0 for most, 1 for what is less common, 2 behind <c>=</c>.</summary>
    internal int Rank { get; }

    /// <summary>
    /// The blanks that become line breaks, each with the token for which they do, in the order of the text. An outer line is as far out as the owner, as
    /// those of braces are.
    /// </summary>
    internal IReadOnlyList<(TextSpan Place, TextSpan Written, bool IsOuter)> Gaps => _gaps;

    /// <summary>The statements or expressions between braces: one that the fix has written breaks the others, too.</summary>
    internal IReadOnlyList<TextSpan> Elements => _elements;

    /// <summary>Null for syntax that is not broken, or only with what it is a part of.</summary>
    internal static LineBreaks? Of(SyntaxNode node) => node switch
    {
        ParameterListSyntax { Parameters.Count: > 0, Parent: not LambdaExpressionSyntax } list =>
            new LineBreaks(node).After(list.OpenParenToken).After(list.Parameters.GetSeparators()),
        ArgumentListSyntax { Arguments.Count: > 1 } list => new LineBreaks(node).After(list.OpenParenToken).After(list.Arguments.GetSeparators()),
        ArgumentListSyntax { Arguments: { Count: 1 } only } list when only[0].Expression is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax =>
            new LineBreaks(node, rank: 1).After(list.OpenParenToken),
        ArrowExpressionClauseSyntax arrow => new LineBreaks(node.Parent!).After(arrow.ArrowToken),
        LambdaExpressionSyntax { ExpressionBody: not null } lambda => new LineBreaks(node).After(lambda.ArrowToken),
        BlockSyntax { Statements.Count: > 0 } block => new LineBreaks(node.Parent!).Braces(block.OpenBraceToken, block.Statements, block.CloseBraceToken),
        InitializerExpressionSyntax { Expressions.Count: > 0, RawKind: not (int)SyntaxKind.ComplexElementInitializerExpression } initializer =>
            new LineBreaks(node.Parent!).Braces(initializer.OpenBraceToken, initializer.Expressions, initializer.CloseBraceToken),
        ConditionalExpressionSyntax conditional => new LineBreaks(node).Before(conditional.QuestionToken).Before(conditional.ColonToken),
        BinaryExpressionSyntax binary when IsBroken(binary) && node.Parent?.RawKind != node.RawKind => new LineBreaks(node).Operators(binary),
        InvocationExpressionSyntax { Parent: not MemberAccessExpressionSyntax } call => Chain(call),
        EqualsValueClauseSyntax { Value: not InitializerExpressionSyntax } equals => new LineBreaks(node, rank: 2).After(equals.EqualsToken),
        AssignmentExpressionSyntax { Right: not (InitializerExpressionSyntax or AnonymousFunctionExpressionSyntax) } assignment =>
            new LineBreaks(node, rank: 2).After(assignment.OperatorToken),
        _ => null,
    };

    /// <summary>Of a list that begins on an earlier line and has all its elements on this one: each gets a line of its own. Null for other syntax.</summary>
    internal static LineBreaks? OfRest(SyntaxNode node, TextSpan line) => node switch
    {
        ParameterListSyntax { Parameters.Count: > 1 } list when !line.Contains(list.SpanStart) && line.Contains(list.Parameters.Span) =>
            new LineBreaks(node).After(list.Parameters.GetSeparators()),
        ArgumentListSyntax { Arguments.Count: > 1 } list when !line.Contains(list.SpanStart) && line.Contains(list.Arguments.Span) =>
            new LineBreaks(node).After(list.Arguments.GetSeparators()),
        _ => null,
    };

    private static bool IsBroken(BinaryExpressionSyntax binary) => binary.Kind()
        is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression or SyntaxKind.AddExpression;

    /// <summary>Before the dot of each call of what another call returns.</summary>
    private static LineBreaks? Chain(InvocationExpressionSyntax call)
    {
        var dots = new Stack<SyntaxToken>();
        ExpressionSyntax expression = call;
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member })
        {
            if (member.Expression is InvocationExpressionSyntax)
                dots.Push(member.OperatorToken);
            expression = member.Expression;
        }

        return dots.Count == 0 ? null : dots.Aggregate(new LineBreaks(call, rank: 1), static (breaks, dot) => breaks.Before(dot));
    }

    private LineBreaks Operators(BinaryExpressionSyntax binary)
    {
        if (binary.Left is BinaryExpressionSyntax left && left.RawKind == binary.RawKind)
            Operators(left);
        Before(binary.OperatorToken);
        if (binary.Right is BinaryExpressionSyntax right && right.RawKind == binary.RawKind)
            Operators(right);
        return this;
    }

    private LineBreaks Braces(SyntaxToken open, IEnumerable<SyntaxNode> lines, SyntaxToken close)
    {
        Before(open, isOuter: true);
        foreach (var line in lines)
        {
            Before(line.GetFirstToken());
            _elements.Add(line.Span);
        }

        return Before(close, isOuter: true);
    }

    private LineBreaks After(IEnumerable<SyntaxToken> tokens)
    {
        foreach (var token in tokens)
            After(token);
        return this;
    }

    private LineBreaks After(SyntaxToken token)
    {
        _gaps.Add((TextSpan.FromBounds(token.Span.End, token.GetNextToken().SpanStart), token.Span, false));
        return this;
    }

    private LineBreaks Before(SyntaxToken token, bool isOuter = false)
    {
        _gaps.Add((TextSpan.FromBounds(token.GetPreviousToken().Span.End, token.SpanStart), token.Span, isOuter));
        return this;
    }
}
