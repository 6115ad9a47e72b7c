using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// Expressions without the conversions around them. A built-in conversion (a cast between classes, boxing, a nullable, a number) runs no code of anybody;
/// a user-defined one calls an operator, and what the operator returns need not be what it got. Code that says something about a value therefore asks for
/// the built-in conversions; only code that asks what takes part in an expression goes through all of them.
/// </summary>
internal static class Conversions
{
    /// <summary>The expression whose value an expression has: inside its built-in conversions. The expression itself when it is not converted.</summary>
    internal static IOperation BuiltInInside(IOperation operation)
    {
        while (BuiltInOperandOf(operation) is { } operand)
            operation = operand;

        return operation;
    }

    /// <summary>
    /// As <see cref="BuiltInInside"/>, and inside operators of the base library: <c>int</c> to <c>Index</c>, <c>DateTime</c> to <c>DateTimeOffset</c>.
    /// </summary>
    internal static IOperation SystemInside(IOperation operation)
    {
        while (operation is IConversionOperation conversion ? IsOfSystem(conversion) : operation is IParenthesizedOperation)
            operation = OperandOf(operation)!;

        return operation;
    }

    /// <summary>The expression inside all conversions, user-defined ones too: not what the value is, but what it was made of.</summary>
    internal static IOperation Inside(IOperation operation)
    {
        while (OperandOf(operation) is { } operand)
            operation = operand;

        return operation;
    }

    /// <summary>The lambda or method group inside the delegates that it becomes; another expression inside its built-in conversions.</summary>
    internal static IOperation FunctionInside(IOperation operation)
    {
        while ((operation is IDelegateCreationOperation creation ? creation.Target : BuiltInOperandOf(operation)) is { } operand)
            operation = operand;

        return operation;
    }

    /// <summary>
    /// The outermost expression that has the value of an expression: around its built-in conversions. The expression itself when it is not converted.
    /// </summary>
    internal static IOperation BuiltInAround(IOperation operation)
    {
        while (operation.Parent is { } parent && BuiltInOperandOf(parent) == operation)
            operation = parent;

        return operation;
    }

    /// <summary>The outermost expression around all conversions, user-defined ones too: where an expression ends up, not what its value is there.</summary>
    internal static IOperation Around(IOperation operation)
    {
        while (operation.Parent is { } parent && OperandOf(parent) == operation)
            operation = parent;

        return operation;
    }

    /// <summary>
    /// The outermost expression that gives a lambda or method group: around the delegates that it becomes, and built-in conversions. The expression itself
    /// when there are none.
    /// </summary>
    internal static IOperation AroundFunction(IOperation function)
    {
        while (StepAroundFunction(function) is { } outer)
            function = outer;

        return function;
    }

    /// <summary>The delegate or built-in conversion directly around a lambda, method group, delegate or conversion; null when there is none.</summary>
    internal static IOperation? StepAroundFunction(IOperation function) =>
        function.Parent is { } parent && (parent is IDelegateCreationOperation || BuiltInOperandOf(parent) == function) ? parent : null;

    /// <summary>Whether a conversion is built in, or its operator belongs to the base library.</summary>
    internal static bool IsOfSystem(IConversionOperation conversion) =>
        conversion.OperatorMethod is null or { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static IOperation? OperandOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        _ => null,
    };

    private static IOperation? BuiltInOperandOf(IOperation operation) =>
        operation is IConversionOperation { OperatorMethod: not null } ? null : OperandOf(operation);
}
