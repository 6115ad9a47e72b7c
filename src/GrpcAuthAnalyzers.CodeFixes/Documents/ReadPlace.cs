using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Where the local of a read can be declared: before a statement, or in a method whose expression body becomes a block.</summary>
internal sealed class ReadPlace
{
    private ReadPlace(SyntaxNode owner, ArrowExpressionClauseSyntax? arrow = null, SyntaxToken semicolon = default, bool returns = false)
    {
        Owner = owner;
        Arrow = arrow;
        Semicolon = semicolon;
        Returns = returns;
    }

    /// <summary>The statement, or the method.</summary>
    internal SyntaxNode Owner { get; }

    /// <summary>The expression body; null for a statement.</summary>
    internal ArrowExpressionClauseSyntax? Arrow { get; }

    internal SyntaxToken Semicolon { get; }

    /// <summary>The block returns the expression.</summary>
    internal bool Returns { get; }

    /// <summary>
    /// The place; null where the read is all that the statement is about, where it does not always run or runs more than once (lambdas, conditions, loops), and
    /// where something else runs before it. <paramref name="earlier"/> are the reads before it that become locals.
    /// </summary>
    internal static ReadPlace? Of(ExpressionSyntax read, IReadOnlyCollection<ExpressionSyntax> earlier)
    {
        var whole = Whole(read);
        if (whole.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
            or AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } or ExpressionStatementSyntax)
            return null;

        SyntaxNode inner = whole;
        foreach (var ancestor in whole.Ancestors())
        {
            if (ancestor is ArrowExpressionClauseSyntax arrow)
                return OfArrow(arrow, read, earlier);
            if (ancestor is StatementSyntax statement)
                return IsIn(statement, inner) && IsFirst(statement, read, earlier) ? new ReadPlace(statement) : null;
            if (!Runs(ancestor, inner))
                return null;
            inner = ancestor;
        }

        return null;
    }

    /// <summary>The read with the parentheses around it, and with the property that is read of its result.</summary>
    internal static ExpressionSyntax Whole(ExpressionSyntax read)
    {
        var whole = read;
        while (whole.Parent is ParenthesizedExpressionSyntax
            || read is AwaitExpressionSyntax
                && whole.Parent is MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax } member && member.Expression == whole)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole;
    }

    /// <summary>Whether what is awaited is used as a text: an argument, an entry, a term of a sum or a hole.</summary>
    internal static bool IsToken(AwaitExpressionSyntax awaited) =>
        Whole(awaited).Parent is ArgumentSyntax or InitializerExpressionSyntax or InterpolationSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression };

    /// <summary>In the hole of an interpolated string, where a line break is an error before C# 11.</summary>
    internal static bool IsInHole(SyntaxNode node) =>
        node.Ancestors().TakeWhile(static n => n is ExpressionSyntax or InterpolationSyntax).Any(static n => n is InterpolationSyntax);

    private static ReadPlace? OfArrow(ArrowExpressionClauseSyntax arrow, ExpressionSyntax read, IReadOnlyCollection<ExpressionSyntax> earlier)
    {
        if (!IsFirst(arrow, read, earlier) || HasMore(arrow))
            return null;

        return arrow.Parent switch
        {
            MethodDeclarationSyntax method => new ReadPlace(method, arrow, method.SemicolonToken, Gives(method.ReturnType, method.Modifiers)),
            LocalFunctionStatementSyntax local => new ReadPlace(local, arrow, local.SemicolonToken, Gives(local.ReturnType, local.Modifiers)),
            ConstructorDeclarationSyntax constructor => new ReadPlace(constructor, arrow, constructor.SemicolonToken),
            _ => null,
        };
    }

    private static bool Gives(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        && (!modifiers.Any(SyntaxKind.AsyncKeyword) || type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any());

    /// <summary>Whether a part of an expression is evaluated whenever the expression is, once, and not later.</summary>
    private static bool Runs(SyntaxNode node, SyntaxNode part) => node switch
    {
        AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or SwitchExpressionArmSyntax or CatchFilterClauseSyntax or WhenClauseSyntax => false,
        ConditionalExpressionSyntax conditional => conditional.Condition == part,
        ConditionalAccessExpressionSyntax access => access.Expression == part,
        BinaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression
        } binary => binary.Left == part,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } => false,
        MemberDeclarationSyntax or ConstructorInitializerSyntax or BaseListSyntax or AttributeSyntax or ParameterSyntax => false,
        _ => true,
    };

    /// <summary>Whether a statement evaluates the part first, and stands where another one can stand before it.</summary>
    private static bool IsIn(StatementSyntax statement, SyntaxNode part)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax) || HasDirective(statement))
            return false;

        return statement switch
        {
            ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or LockStatementSyntax or SwitchStatementSyntax => true,
            YieldStatementSyntax or UsingStatementSyntax or IfStatementSyntax or CommonForEachStatementSyntax =>
                part is not StatementSyntax and not ElseClauseSyntax,
            LocalDeclarationStatementSyntax { IsConst: false, Declaration.Variables.Count: 1 } => true,
            _ => false,
        };
    }

    /// <summary>A directive in it may take the read away for other symbols.</summary>
    private static bool HasDirective(SyntaxNode node) => node.DescendantTrivia().Any(t => t.IsDirective && node.Span.Contains(t.Span));

    /// <summary>A comment around the arrow, or a text of several lines, whose lines are not to be moved.</summary>
    private static bool HasMore(ArrowExpressionClauseSyntax arrow) =>
        HasDirective(arrow)
        || arrow.DescendantTokens().Any(static t => t.Text.IndexOf('\n') >= 0)
        || arrow.ArrowToken.GetPreviousToken().TrailingTrivia
            .Concat(arrow.ArrowToken.LeadingTrivia).Concat(arrow.ArrowToken.TrailingTrivia).Concat(arrow.Expression.GetLeadingTrivia())
            .Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>Nothing that runs code, or writes, is evaluated before the read.</summary>
    private static bool IsFirst(SyntaxNode owner, ExpressionSyntax read, IReadOnlyCollection<ExpressionSyntax> earlier)
    {
        foreach (var node in owner.DescendantNodes(static n => n is not AnonymousFunctionExpressionSyntax))
        {
            if (node.SpanStart >= read.SpanStart)
                break;

            var runsBefore = node switch
            {
                InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => false,
                InvocationExpressionSyntax or AwaitExpressionSyntax or WithExpressionSyntax => true,
                AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } => true,
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
                _ => false,
            };
            if (runsBefore && node.Span.End <= read.SpanStart && !earlier.Any(e => e.Span.Contains(node.Span)))
                return false;
        }

        return true;
    }
}
