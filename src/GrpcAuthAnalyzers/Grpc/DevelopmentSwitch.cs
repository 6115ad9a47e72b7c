using System;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// Code that runs only where somebody says so: under <c>#if</c>, <c>IsDevelopment()</c>, or a flag. Tests for null, for a type and for the scheme of an
/// address say nothing of the kind.
/// </summary>
internal static class DevelopmentSwitch
{
    private const int MaxCallers = 3;

    private static readonly string[] Words =
    {
        "develop", "debug", "product", "staging", "environment", "insecure", "unsafe", "untrusted", "selfsigned", "self-signed", "skip", "ignore", "allow",
        "bypass", "trust", "valid", "verif", "certificate", "local",
    };

    /// <summary>Whether a place is reached only by such code: it stands in it, or every seen call of a function around it does.</summary>
    internal static bool IsOnWayOf(IOperation place, CompilationFacts facts) => IsAround(place) || IsCalledOnlySo(place, facts);

    /// <summary>Whether a function around a place is called, as far as all its calls are seen, by such code only.</summary>
    internal static bool IsCalledOnlySo(IOperation place, CompilationFacts facts) => IsCalledOnlySo(place, facts, MaxCallers);

    /// <summary>
    /// Whether every call of a function around a place is such code, or is made by a function of which that is true. False when not all calls are seen, and
    /// for many of them.
    /// </summary>
    private static bool IsCalledOnlySo(IOperation place, CompilationFacts facts, int depth)
    {
        for (var function = EnclosingFunction.Enclosing(place); ; function = EnclosingFunction.Enclosing(function))
        {
            if (EnclosingFunction.SymbolOf(function) is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
                && Callers.Of(method, function, facts.Bodies) is { Count: > 0 and <= Callers.MaxSeen } callers
                && callers.TrueForAll(caller => IsAround(caller) || (depth > 1 && IsCalledOnlySo(caller, facts, depth - 1))))
                return true;

            if (function.Parent is null)
                return false;
        }
    }

    /// <summary>Whether an operation stands in such code, by what is around it in its function.</summary>
    internal static bool IsAround(IOperation operation)
    {
        if (ConditionalCode.Contains(operation.Syntax))
            return true;

        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when current != conditional.Condition && IsSwitch(conditional.Condition):
                case ISwitchCaseOperation:
                case ISwitchExpressionArmOperation { Pattern: not (ITypePatternOperation or IDeclarationPatternOperation) }:
                case IBlockOperation block when ReturnsBefore(block, current):
                    return true;
            }
        }

        return false;
    }

    /// <summary>A block that is left in front of a statement: <c>if (!environment.IsDevelopment()) return handler;</c>.</summary>
    private static bool ReturnsBefore(IBlockOperation block, IOperation statement)
    {
        foreach (var earlier in block.Operations)
        {
            if (earlier == statement)
                return false;

            if (earlier is IConditionalOperation { WhenFalse: null } conditional
                && LastOf(conditional.WhenTrue) is IReturnOperation
                && IsSwitch(conditional.Condition)
                && NamesSwitch(conditional.Condition.Syntax.ToString()))
                return true;
        }

        return false;
    }

    private static IOperation LastOf(IOperation branch) =>
        branch is IBlockOperation { Operations: { Length: > 0 } all } ? all[all.Length - 1] : branch;

    private static bool NamesSwitch(string condition)
    {
        foreach (var word in Words)
        {
            if (condition.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static bool IsSwitch(IOperation condition)
    {
        var test = Conversions.BuiltInInside(condition);
        switch (test)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return IsSwitch(not.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                return IsSwitch(both.LeftOperand) || IsSwitch(both.RightOperand);
            case ICoalesceOperation coalesce:
                return IsSwitch(coalesce.Value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                return NullTests.Of(test) is null && !AsksForScheme(test);
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                return NullTests.Of(test) is null && !AsksForScheme(test);
            case IInvocationOperation:
                return NullTests.Of(test) is null && !AsksForScheme(test);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                or IConditionalAccessOperation:
                return NullTests.Of(test) is null;
            default:
                return false;
        }
    }

    /// <summary>Whether a condition asks if an address is https, which it is in production.</summary>
    private static bool AsksForScheme(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation.ConstantValue is { HasValue: true, Value: string text } && text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
