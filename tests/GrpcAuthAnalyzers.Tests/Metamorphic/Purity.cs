using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Whether an expression may be computed earlier or later without a difference: what is moved past it or with it keeps its meaning.</summary>
internal static class Purity
{
    /// <summary>Reads, constants, functions and new objects of such. A call is pure nowhere but where it makes a channel.</summary>
    internal static bool IsPure(ExpressionSyntax? expression) => expression switch
    {
        null => true,
        LiteralExpressionSyntax or TypeSyntax or ThisExpressionSyntax or BaseExpressionSyntax or TypeOfExpressionSyntax or AnonymousFunctionExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsPure(access.Expression),
        ParenthesizedExpressionSyntax inner => IsPure(inner.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner => IsPure(inner.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => IsPure(sum.Left) && IsPure(sum.Right),
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().All(static hole => IsPure(hole.Expression)),
        BaseObjectCreationExpressionSyntax made => (made.ArgumentList is null || made.ArgumentList.Arguments.All(static argument => IsPure(argument)))
            && (made.Initializer is null || made.Initializer.Expressions.All(IsPureElement)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForAddress" } } call =>
            call.ArgumentList.Arguments.All(static argument => IsPure(argument)),
        _ => false,
    };

    private static bool IsPure(ArgumentSyntax argument) => argument.RefKindKeyword.IsKind(SyntaxKind.None) && IsPure(argument.Expression);

    private static bool IsPureElement(ExpressionSyntax element) => element switch
    {
        AssignmentExpressionSyntax { Right: InitializerExpressionSyntax inner } => inner.Expressions.All(IsPureElement),
        AssignmentExpressionSyntax set => IsPure(set.Right),
        InitializerExpressionSyntax inner => inner.Expressions.All(IsPureElement),
        _ => IsPure(element),
    };

    /// <summary>
    /// The statement in a list that always computes this expression once, with nothing before it in that statement that could tell when; null when there
    /// is none: in a function of its own, a branch, a loop, after a call.
    /// </summary>
    internal static StatementSyntax? StatementThatBeginsWith(ExpressionSyntax expression)
    {
        SyntaxNode child = expression;
        for (var node = expression.Parent; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case ArgumentSyntax or ParenthesizedExpressionSyntax or AwaitExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax:
                    break;
                case MemberAccessExpressionSyntax access when child == access.Expression:
                    break;
                case ArgumentListSyntax list when list.Arguments.TakeWhile(argument => argument != child).All(static argument => IsPure(argument)):
                    break;
                case InvocationExpressionSyntax call when child == call.Expression || IsPure(call.Expression):
                    break;
                case BaseObjectCreationExpressionSyntax made when child == made.ArgumentList:
                    break;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax } set when child == set.Right:
                    break;
                case VariableDeclarationSyntax { Variables.Count: 1 }:
                    break;
                case LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax when node.Parent is BlockSyntax or GlobalStatementSyntax:
                    return node is LocalDeclarationStatementSyntax { IsConst: true } ? null : (StatementSyntax)node;
                default:
                    return null;
            }
        }

        return null;
    }
}
