using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Code that runs on developer machines only: <c>if (env.IsDevelopment())</c>, <c>#if DEBUG</c>.</summary>
internal static class DevelopmentOnly
{
    /// <summary>
    /// Whether an operation stands in the branch of a condition that holds in Development only, or between <c>#if DEBUG</c> and its end. False where the
    /// condition is another one, also for a flag.
    /// </summary>
    internal static bool Contains(IOperation operation)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } choice && current != condition
                && Holds(condition, isTrue: current == choice.WhenTrue))
                return true;

            if (parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both && both.RightOperand == current
                && Holds(both.LeftOperand, isTrue: true))
                return true;
        }

        return IsInDebug(operation.Syntax);
    }

    /// <summary>Whether a condition says that this is Development, when it is true or false.</summary>
    private static bool Holds(IOperation condition, bool isTrue) => Conversions.BuiltInInside(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Holds(not.Operand, !isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            isTrue && (Holds(both.LeftOperand, true) || Holds(both.RightOperand, true)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            !isTrue && (Holds(either.LeftOperand, false) || Holds(either.RightOperand, false)),
        IInvocationOperation { TargetMethod.Name: "IsDevelopment" } => isTrue,
        IInvocationOperation { TargetMethod.Name: "IsEnvironment", Arguments: { Length: > 0 } arguments } =>
            isTrue && IsDevelopmentName(arguments.Last()),
        IInvocationOperation { TargetMethod.Name: "IsProduction" } => !isTrue,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } same =>
            isTrue && (IsDevelopmentName(same.LeftOperand) || IsDevelopmentName(same.RightOperand)),
        _ => false,
    };

    private static bool IsDevelopmentName(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: string name } && name.Equals("Development", StringComparison.OrdinalIgnoreCase);

    private static bool IsInDebug(SyntaxNode node)
    {
        if (!node.SyntaxTree.GetRoot().ContainsDirectives)
            return false;

        for (var directive = node.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart;
            directive = directive.GetNextDirective())
        {
            if (directive is IfDirectiveTriviaSyntax { BranchTaken: true } branch
                && branch.Condition is IdentifierNameSyntax { Identifier.ValueText: "DEBUG" }
                && branch.GetRelatedDirectives() is { Count: > 1 } related
                && related[1].SpanStart > node.SpanStart)
                return true;
        }

        return false;
    }
}
