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
                if (parent is IConditionalOperation conditional
                    && current != conditional.Condition
                    && IsDecidedBy(conditional.Condition, frame)
                    && Outcome(conditional.Condition, frame) != (current == conditional.WhenTrue))
                    return true;
            }

            site = frame.Site;
        }

        return false;
    }

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
                when ConstantOf(comparison.LeftOperand, frame) is { HasValue: true } left
                    && Conversions.BuiltInInside(comparison.RightOperand).ConstantValue is { HasValue: true } right:
                return Equals(left.Value, right.Value) == (comparison.OperatorKind == BinaryOperatorKind.Equals);
            case IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test
                when ConstantOf(test.Value, frame) is { HasValue: true } value
                    && Conversions.BuiltInInside(pattern.Value).ConstantValue is { HasValue: true } expected:
                return Equals(value.Value, expected.Value);
            case var other:
                return ConstantOf(other, frame) is { HasValue: true, Value: bool truth } ? truth : null;
        }
    }

    /// <summary>The constant that a parameter has in a call; none for anything else.</summary>
    private static Optional<object?> ConstantOf(IOperation operation, CallFrame frame) =>
        Conversions.BuiltInInside(operation) is IParameterReferenceOperation { Parameter: var parameter }
        && SymbolEqualityComparer.Default.Equals(CallFrame.BodyOf((IMethodSymbol)parameter.ContainingSymbol), frame.Method)
        && frame.ArgumentOf(parameter) is { } argument
            ? Conversions.BuiltInInside(argument.Operation).ConstantValue
            : default;
}
