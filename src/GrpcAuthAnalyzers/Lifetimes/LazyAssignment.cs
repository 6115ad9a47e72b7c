using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>A variable that is empty at first, is filled when it is needed, and then keeps what it got: <c>_token ??= await GetTokenAsync()</c>.</summary>
internal static class LazyAssignment
{
    /// <summary>
    /// What fills a variable; null when it is also written in another way (it is emptied when the token is refused, or a condition asks for more than
    /// whether it is empty), and when nothing fills it.
    /// </summary>
    internal static IOperation? In(IReadOnlyList<Write> writes, ISymbol variable)
    {
        IOperation? filling = null;
        foreach (var write in writes)
        {
            if (write.Value is { ConstantValue: { HasValue: true, Value: null or "" } } && IsStart(write.Site))
                continue;

            if (filling is not null || write.Value is null or { ConstantValue.HasValue: true } || !Fills(write, variable))
                return null;

            filling = write.Value;
        }

        return filling;
    }

    /// <summary>Whether a write happens only when the variable is empty, and asks for nothing else.</summary>
    internal static bool Fills(Write write, ISymbol variable) =>
        write.IsCoalesced || KeepsItself(write.Value, variable) || IsAlternative(write.Site, variable) || IsGuarded(write.Site, variable);

    private static bool IsStart(IOperation write) => write is IVariableDeclaratorOperation || EnclosingFunction.IsConstruction(write);

    /// <summary><c>_token = _token ?? ...</c></summary>
    private static bool KeepsItself(IOperation? value, ISymbol variable) =>
        value is not null && Conversions.BuiltInInside(value) is ICoalesceOperation coalesce && IsVariable(coalesce.Value, variable);

    /// <summary><c>_token ?? (_token = ...)</c></summary>
    private static bool IsAlternative(IOperation write, ISymbol variable)
    {
        var current = Conversions.BuiltInAround(write);
        return current.Parent is ICoalesceOperation coalesce && coalesce.WhenNull == current && IsVariable(coalesce.Value, variable);
    }

    /// <summary>
    /// <c>if (_token == null) _token = ...</c>, or <c>if (_token != null) return ...;</c> before it in the same block. Nothing else
    /// may be asked for.
    /// </summary>
    private static bool IsGuarded(IOperation write, ISymbol variable)
    {
        for (var current = write; current.Parent is IExpressionStatementOperation or IBlockOperation or ILockOperation or IConditionalOperation; current =
            current.Parent)
        {
            switch (current.Parent)
            {
                case IConditionalOperation branch:
                    return branch.WhenTrue == current && IsEmpty(branch.Condition, variable, isEmpty: true);
                case IBlockOperation block when IsLeftBefore(block, current, variable):
                    return true;
            }
        }

        return false;
    }

    private static bool IsLeftBefore(IBlockOperation block, IOperation statement, ISymbol variable)
    {
        foreach (var earlier in block.Operations)
        {
            if (earlier == statement)
                break;

            if (earlier is IConditionalOperation { WhenFalse: null } branch
                && (branch.WhenTrue is IBlockOperation { Operations: { Length: 1 } left } ? left[0] : branch.WhenTrue) is IReturnOperation
                && IsEmpty(branch.Condition, variable, isEmpty: false))
                return true;
        }

        return false;
    }

    /// <summary><c>x == null</c>, <c>x is null</c> or <c>string.IsNullOrEmpty(x)</c>; the opposite when it is to be full.</summary>
    private static bool IsEmpty(IOperation condition, ISymbol variable, bool isEmpty) => condition switch
    {
        IBinaryOperation { OperatorKind: var kind } test when kind == (isEmpty ? BinaryOperatorKind.Equals : BinaryOperatorKind.NotEquals) =>
            (IsVariable(test.LeftOperand, variable) && IsNull(test.RightOperand)) || (IsVariable(test.RightOperand, variable) && IsNull(test.LeftOperand)),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } pattern =>
            isEmpty && IsVariable(pattern.Value, variable) && IsNull(constant),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } } pattern =>
            !isEmpty && IsVariable(pattern.Value, variable) && IsNull(constant),
        IInvocationOperation
        {
            TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String },
            Arguments: { Length: 1 } arguments
        } =>
            isEmpty && IsVariable(arguments.At(0), variable),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsEmpty(not.Operand, variable, !isEmpty),
        _ => false,
    };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private static bool IsVariable(IOperation operation, ISymbol variable)
    {
        var symbol = Conversions.BuiltInInside(operation) switch
        {
            ILocalReferenceOperation local => local.Local,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member,
            _ => (ISymbol?)null,
        };
        return SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, variable.OriginalDefinition);
    }
}
