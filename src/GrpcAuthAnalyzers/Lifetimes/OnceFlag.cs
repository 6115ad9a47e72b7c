using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>A flag that says whether something was done, and is never cleared again: <c>if (!_loaded) { _token = Get(); _loaded = true; }</c></summary>
internal static class OnceFlag
{
    /// <summary>
    /// For which result of a condition such a flag is still clear, where it is set by the code that does the <paramref name="work"/>. Null when the condition
    /// asks for anything else, and for a flag that is cleared, set elsewhere, or may be.
    /// </summary>
    internal static bool? IsClearWhen(IOperation condition, IOperation work, MemberBodies bodies)
    {
        var clearWhen = false;
        while (true)
        {
            condition = Conversions.BuiltInInside(condition);
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner }:
                    (condition, clearWhen) = (inner, !clearWhen);
                    continue;
                case IBinaryOperation
                {
                    OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand.ConstantValue: { HasValue: true, Value: bool expected }
                }:
                    (condition, clearWhen) = (left, expected ? clearWhen : !clearWhen);
                    continue;
                case IIsPatternOperation
                {
                    Value: var value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } }
                }:
                    (condition, clearWhen) = (value, expected ? clearWhen : !clearWhen);
                    continue;
                case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Type.SpecialType: SpecialType.System_Boolean } flag:
                    return IsSetOnce(flag.Member, work, bodies) ? clearWhen : null;
                default:
                    return null;
            }
        }
    }

    private static bool IsSetOnce(ISymbol flag, IOperation work, MemberBodies bodies)
    {
        if (flag is IPropertySymbol property && !OriginTracer.IsAutomatic(property) || bodies.WritesTo(flag) is not { IsComplete: true } writes)
            return false;

        var isSet = false;
        foreach (var write in writes.Writes)
        {
            if (write.Value?.ConstantValue is not { HasValue: true, Value: bool value })
                return false;

            if (value ? EnclosingFunction.Enclosing(write.Site) != EnclosingFunction.Enclosing(work) : !EnclosingFunction.IsConstruction(write.Site))
                return false;

            isSet |= value;
        }

        return isSet;
    }
}
