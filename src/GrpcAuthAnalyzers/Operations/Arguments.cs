using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// Arguments by parameter. Roslyn lists the arguments of a call in the order in which they are evaluated, so that
/// <c>Add(value: x, key: y)</c> has <c>x</c> first; the receiver of an extension method is the argument of its first parameter.
/// </summary>
internal static class Arguments
{
    /// <summary>The kind of a collection expression; Roslyn 4.8 gives such an expression the kind None.</summary>
    internal const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>
    /// Whether a value is what the compiler makes of the arguments for a <c>params</c> span or list: with C# 13, <c>string.Join(" ", a, b)</c> has such a
    /// span and no array. Its elements are the children.
    /// </summary>
    internal static bool IsParamsCollection(IOperation value) => value is { Kind: CollectionExpression, IsImplicit: true };

    /// <summary>The argument of the parameter at a position, its default value included; null when the call has none.</summary>
    internal static IArgumentOperation? Of(this ImmutableArray<IArgumentOperation> arguments, int ordinal)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
                return argument;
        }

        return null;
    }

    /// <summary>
    /// The value of the parameter at a position, for a call that is known to have so many arguments. A call that compiles has one argument for each
    /// parameter (a default value and a <c>params</c> array are one each); where none has a parameter (<c>__arglist</c>), the order of the source is taken.
    /// </summary>
    internal static IOperation At(this ImmutableArray<IArgumentOperation> arguments, int ordinal) => (arguments.Of(ordinal) ?? arguments[ordinal]).Value;

    /// <summary>The value of the last parameter, for a call that is known to have arguments.</summary>
    internal static IOperation Last(this ImmutableArray<IArgumentOperation> arguments) => arguments.At(arguments.Length - 1);

    /// <summary>The type of the parameter at a position; null when the call has no argument for it.</summary>
    internal static ITypeSymbol? TypeAt(this ImmutableArray<IArgumentOperation> arguments, int ordinal) => arguments.Of(ordinal)?.Parameter?.Type;

    /// <summary>The object that a method is called on, which an extension method gets as its first argument; null for other static methods.</summary>
    internal static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments.At(0) : null);

    /// <summary>The argument that a lambda or method group is, through its delegate; null if it is not an argument.</summary>
    internal static IArgumentOperation? Around(IOperation function) => Conversions.AroundFunction(function).Parent as IArgumentOperation;
}
