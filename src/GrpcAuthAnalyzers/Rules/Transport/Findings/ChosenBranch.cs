using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// Which branch of a helper a call takes that passes a constant: <c>Tls(native: false)</c> never gives what the helper makes for <c>true</c>.
/// </summary>
internal static class ChosenBranch
{
    /// <summary>
    /// Whether a value stands, in one of the methods entered on the way to it, in a branch that a constant argument of the call decides, and the call takes
    /// another branch, or it is not known which.
    /// </summary>
    internal static bool MayBeAnother(TracedValue value)
    {
        var site = value.Operation;
        for (var frame = value.Frame; frame is not null && site is not null; frame = frame.Caller)
        {
            for (var current = site; current.Parent is { } parent; current = parent)
            {
                if (MayBeSkipped(current, parent, frame))
                    return true;
            }

            site = frame.Site;
        }

        return false;
    }

    /// <summary>Whether a constant argument decides whether an operation runs, and it is not seen to run.</summary>
    private static bool MayBeSkipped(IOperation current, IOperation parent, CallFrame frame) => parent switch
    {
        IConditionalOperation { Condition: var condition } conditional when current != condition =>
            IsDecidedBy(condition, frame) && Outcome(condition, frame) != (current == conditional.WhenTrue),
        ISwitchExpressionOperation { Value: var value, Arms: var arms } when current is ISwitchExpressionArmOperation arm =>
            IsDecidedBy(value, frame) && !IsFirst(arm, arms, value, frame),
        ISwitchOperation { Value: var value, Cases: var cases } when current is ISwitchCaseOperation section =>
            IsDecidedBy(value, frame) && !IsFirst(section, cases, value, frame),
        IBlockOperation { Operations: var statements } => IsLeftBefore(current, statements, frame),
        _ => false,
    };

    /// <summary>Whether a statement before this one may leave the function for the constant: <c>if (!native) return ...;</c>.</summary>
    private static bool IsLeftBefore(IOperation current, ImmutableArray<IOperation> statements, CallFrame frame)
    {
        foreach (var statement in statements)
        {
            if (statement == current)
                return false;

            if (statement is IConditionalOperation guard && Leaves(guard.WhenTrue) && IsDecidedBy(guard.Condition, frame)
                && Outcome(guard.Condition, frame) != false)
                return true;
        }

        return false;
    }

    private static bool Leaves(IOperation statement) => statement switch
    {
        IReturnOperation or IThrowOperation => true,
        IBlockOperation { Operations: { Length: > 0 } inner } => Leaves(inner[inner.Length - 1]),
        _ => false,
    };

    /// <summary>Whether an arm of a switch is the first that takes a constant; false where an arm before it may.</summary>
    private static bool IsFirst(ISwitchExpressionArmOperation taken, ImmutableArray<ISwitchExpressionArmOperation> arms, IOperation value, CallFrame frame)
    {
        foreach (var arm in arms)
        {
            var takes = arm.Guard is null ? Takes(arm.Pattern, value, frame) : null;
            if (arm == taken)
                return takes == true;

            if (takes != false)
                return false;
        }

        return false;
    }

    private static bool IsFirst(ISwitchCaseOperation taken, ImmutableArray<ISwitchCaseOperation> cases, IOperation value, CallFrame frame)
    {
        var isDefault = false;
        foreach (var section in cases)
        {
            foreach (var clause in section.Clauses)
            {
                var takes = clause switch
                {
                    IDefaultCaseClauseOperation => false,
                    ISingleValueCaseClauseOperation { Value: var expected } => IsEqual(value, expected, frame),
                    IPatternCaseClauseOperation { Guard: null, Pattern: var pattern } => Takes(pattern, value, frame),
                    _ => null,
                };
                if (takes != false)
                    return takes == true && section == taken;

                isDefault |= section == taken && clause is IDefaultCaseClauseOperation;
            }
        }

        return isDefault;
    }

    private static bool? Takes(IPatternOperation pattern, IOperation value, CallFrame frame) => pattern switch
    {
        IDiscardPatternOperation => true,
        IConstantPatternOperation { Value: var expected } => IsEqual(value, expected, frame),
        INegatedPatternOperation { Pattern: var inner } => !Takes(inner, value, frame),
        _ => null,
    };

    private static bool? IsEqual(IOperation value, IOperation expected, CallFrame frame) =>
        ConstantOf(value, frame) is { HasValue: true } given && Conversions.BuiltInInside(expected).ConstantValue is { HasValue: true } constant
            ? Equals(given.Value, constant.Value)
            : null;

    private static bool IsDecidedBy(IOperation condition, CallFrame frame)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (ConstantOf(operation, frame) is { HasValue: true })
                return true;
        }

        return false;
    }

    /// <summary>What a condition gives for the arguments of a call; null where that is not known.</summary>
    private static bool? Outcome(IOperation condition, CallFrame frame)
    {
        switch (Conversions.BuiltInInside(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Outcome(not.Operand, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when IsEqual(comparison.LeftOperand, comparison.RightOperand, frame) is { } isEqual:
                return isEqual == (comparison.OperatorKind == BinaryOperatorKind.Equals);
            case IIsPatternOperation { Pattern: var pattern } test when Takes(pattern, test.Value, frame) is { } takes:
                return takes;
            case var other:
                return ConstantOf(other, frame) is { HasValue: true, Value: bool truth } ? truth : null;
        }
    }

    /// <summary>The constant that a parameter has in a call, or in the call around that a nested function captures it from; none for anything else.</summary>
    private static Optional<object?> ConstantOf(IOperation operation, CallFrame frame)
    {
        if (Conversions.BuiltInInside(operation) is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
            return default;

        for (var current = frame; current is not null; current = current.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(CallFrame.BodyOf(method), current.Method))
                return current.ArgumentOf(parameter) is { } argument ? Conversions.BuiltInInside(argument.Operation).ConstantValue : default;
        }

        return default;
    }
}
