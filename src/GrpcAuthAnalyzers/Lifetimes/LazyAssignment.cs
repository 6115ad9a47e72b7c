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
    internal static IOperation? In(IReadOnlyList<Write> writes, ISymbol variable, MemberBodies bodies)
    {
        IOperation? filling = null;
        foreach (var write in writes)
        {
            if (write.Value is { } start && NullTests.IsNullOrEmpty(start) && IsStart(write.Site))
                continue;

            if (filling is not null || write.Value is null or { ConstantValue.HasValue: true } || !Fills(write, variable, bodies))
                return null;

            filling = write.Value;
        }

        return filling;
    }

    /// <summary>Whether a write happens only when the variable is empty, and asks for nothing else.</summary>
    internal static bool Fills(Write write, ISymbol variable, MemberBodies bodies) =>
        write.IsCoalesced || KeepsItself(write.Value, variable) || IsAlternative(write.Site, variable) || IsGuarded(write.Site, variable, bodies);

    private static bool IsStart(IOperation write) => write is IVariableDeclaratorOperation || EnclosingFunction.IsConstruction(write);

    /// <summary><c>_token = _token ?? ...</c>, <c>_token = _token != null ? _token : ...</c></summary>
    private static bool KeepsItself(IOperation? value, ISymbol variable)
    {
        if (value is null)
            return false;

        return Conversions.BuiltInInside(value) switch
        {
            ICoalesceOperation coalesce => IsVariable(coalesce.Value, variable),
            IConditionalOperation { WhenFalse: { } otherwise } choice => TestOf(choice.Condition, variable) is { } test
                && Conversions.BuiltInInside(test.IsAbsentWhenTrue ? otherwise : choice.WhenTrue) is var kept
                && (IsVariable(kept, variable) || (test.Declared is { } declared && IsVariable(kept, declared))),
            _ => false,
        };
    }

    /// <summary><c>_token ?? (_token = ...)</c></summary>
    private static bool IsAlternative(IOperation write, ISymbol variable)
    {
        var current = Conversions.BuiltInAround(write);
        return current.Parent is ICoalesceOperation coalesce && coalesce.WhenNull == current && IsVariable(coalesce.Value, variable);
    }

    /// <summary>
    /// <c>if (_token == null) _token = ...</c>, its <c>else</c>, or <c>if (_token != null) return ...;</c> before it in the same block; also with a flag that
    /// is set once (<see cref="OnceFlag"/>). Nothing else may be asked for.
    /// </summary>
    private static bool IsGuarded(IOperation write, ISymbol variable, MemberBodies bodies)
    {
        for (var current = Conversions.BuiltInAround(write);
            current.Parent is IExpressionStatementOperation or IReturnOperation or IBlockOperation or ILockOperation or ITryOperation or IUsingOperation
                or IConditionalOperation;
            current = current.Parent)
        {
            switch (current.Parent)
            {
                case IConditionalOperation branch:
                    return branch.Condition != current
                        && IsAbsentWhen(branch.Condition, write, variable, bodies) == (branch.WhenTrue == current);
                case IBlockOperation block when IsLeftBefore(block, current, write, variable, bodies):
                    return true;
            }
        }

        return false;
    }

    private static bool IsLeftBefore(IBlockOperation block, IOperation statement, IOperation write, ISymbol variable, MemberBodies bodies)
    {
        foreach (var earlier in block.Operations)
        {
            if (earlier == statement)
                break;

            if (earlier is IConditionalOperation { WhenFalse: null } branch
                && (branch.WhenTrue is IBlockOperation { Operations: { Length: 1 } left } ? left[0] : branch.WhenTrue) is IReturnOperation
                && IsAbsentWhen(branch.Condition, write, variable, bodies) == false)
                return true;
        }

        return false;
    }

    /// <summary>For which result of a condition the variable is still empty; null when the condition asks for something else, or for more.</summary>
    private static bool? IsAbsentWhen(IOperation condition, IOperation write, ISymbol variable, MemberBodies bodies) =>
        TestOf(condition, variable)?.IsAbsentWhenTrue ?? OnceFlag.IsClearWhen(condition, write, bodies);

    /// <summary>The test whether the variable is null, or whether it is null or empty; null when a condition asks for something else, or for more.</summary>
    private static NullTest? TestOf(IOperation condition, ISymbol variable) =>
        NullTests.Of(condition) is { IsExact: true } test && (test.Absence & Absence.Null) != 0 && IsVariable(test.Value, variable) ? test : null;

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
