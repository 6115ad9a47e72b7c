using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Which mentions of a variable write it, and what.</summary>
internal static class WriteSites
{
    /// <summary>The variable of a ref local, which can write to it.</summary>
    internal static ISymbol? VariableOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    /// <summary>The write that a mention of a variable is: it is assigned, counted up, or given by reference. Null where it is read.</summary>
    internal static Write? Of(IOperation reference)
    {
        switch (reference.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                return new Write(assignment, assignment.IsRef ? null : assignment.Value);
            case ICoalesceAssignmentOperation assignment when assignment.Target == reference:
                return new Write(assignment, assignment.Value, isCoalesced: true);
            case ICompoundAssignmentOperation assignment when assignment.Target == reference:
                return new Write(assignment, null);
            case IIncrementOrDecrementOperation increment:
                return new Write(increment, null);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument when FilledThrough(argument) is { } filling:
                return new Write(argument, filling, isCoalesced: true);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return new Write(argument, null, elementOf: ReadInto(argument), filler: FillerOf(argument));
            case IDeclarationExpressionOperation { Parent: IArgumentOperation argument }:
                return new Write(argument, null, elementOf: ReadInto(argument));
            case ITupleOperation tuple:
                return WriteThroughTuple(tuple, reference);
            default:
                return null;
        }
    }

    /// <summary>Whether an element of a collection is not only read where it is mentioned: it is assigned, or a reference to it is given.</summary>
    internal static bool IsWritten(IOperation element) => Of(element) is not null
        || element.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } }
            or ISimpleAssignmentOperation { IsRef: true };

    /// <summary>
    /// What a variable gets if it is empty: <c>LazyInitializer.EnsureInitialized(ref x, () => ...)</c> and
    /// <c>Interlocked.CompareExchange(ref x, ..., null)</c>. Null for other calls, and for a lambda with more than one statement.
    /// </summary>
    internal static IOperation? FilledThrough(IArgumentOperation argument)
    {
        if (argument is not
            {
                Parameter: { Ordinal: 0, RefKind: RefKind.Ref },
                Parent: IInvocationOperation { TargetMethod: { ContainingNamespace.Name: "Threading" } method } call
            })
            return null;

        var given = call.Arguments;
        return (method.ContainingType.Name, method.Name, given.Length) switch
        {
            ("LazyInitializer", "EnsureInitialized", 2 or 3) =>
                Conversions.FunctionInside(given.At(given.Length - 1)) is IAnonymousFunctionOperation { Body.Operations: { Length: 1 } statements }
                    ? (statements[0] as IReturnOperation)?.ReturnedValue
                    : null,
            ("Interlocked", "CompareExchange", 3) => NullTests.IsNull(given.At(2)) ? given.At(1) : null,
            _ => null,
        };
    }

    private static IInvocationOperation? FillerOf(IArgumentOperation argument) =>
        argument is { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.Name: "EnsureInitialized", Arguments.Length: > 1 } call }
        && call.TargetMethod.ContainingType is { Name: "LazyInitializer", ContainingNamespace.Name: "Threading" }
            ? call
            : null;

    /// <summary>
    /// <c>(a, b) = (x, y)</c> and <c>var (a, b) = (x, y)</c>; what another right side gives is an element of that tuple; nested
    /// tuples are unseen.
    /// </summary>
    private static Write? WriteThroughTuple(ITupleOperation tuple, IOperation element)
    {
        var target = Conversions.BuiltInAround(tuple);
        while (target.Parent is ITupleOperation or IDeclarationExpressionOperation)
            target = Conversions.BuiltInAround(target.Parent);

        if (target.Parent is not IDeconstructionAssignmentOperation deconstruction || deconstruction.Target != target)
            return null;

        var value = Conversions.BuiltInInside(deconstruction.Value);
        var index = tuple.Elements.IndexOf(element);
        var isOutermost = tuple == target || (tuple.Parent == target && target is IDeclarationExpressionOperation);
        if (!isOutermost || index < 0)
            return new Write(deconstruction, null);

        return value is ITupleOperation values && index < values.Elements.Length
            ? new Write(deconstruction, values.Elements[index])
            : new Write(deconstruction, null, tuple: value.Type?.IsTupleType == true ? value : null, tupleIndex: index);
    }

    /// <summary>The collection whose element an <c>out</c> argument gets: <c>TryGetValue(key, out var client)</c>; null for other arguments.</summary>
    private static IOperation? ReadInto(IOperation write) =>
        write is IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                TargetMethod.Name: "TryGetValue" or "TryRemove" or "TryDequeue" or "TryTake"
            or "TryPeek" or "TryPop" or "Remove",
                Instance: { } collection
            }
        }
            ? InSystem(collection)
            : null;

    /// <summary>A collection of the framework, or an array, without the conversions around it; null for other objects.</summary>
    internal static IOperation? InSystem(IOperation collection)
    {
        var inner = Conversions.BuiltInInside(collection);
        return inner.Type is IArrayTypeSymbol || inner.Type.IsCollection() ? inner : null;
    }
}
