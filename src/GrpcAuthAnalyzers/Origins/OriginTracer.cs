using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Follows a value backwards to the expressions that make it: through variables, conversions, branches and source methods.
/// It works on demand, ends on cycles and when the budget is spent, and gives the same answer for the same input.
/// </summary>
internal sealed class OriginTracer
{
    private const int MaxNesting = 24;

    private readonly MemberBodies _bodies;
    private readonly Budget _budget;
    private HeldValues? _holders;
    private int _nesting;

    internal OriginTracer(MemberBodies bodies, Budget budget)
    {
        _bodies = bodies;
        _budget = budget;
    }

    /// <summary>The values in objects that hold others.</summary>
    internal HeldValues Holders => _holders ??= new HeldValues(this, _bodies, _budget);

    /// <summary>The budget of the question.</summary>
    internal Budget Budget => _budget;

    /// <summary>
    /// Whether a parameter of a function that others may call, too, is also followed to the callers that are seen: their arguments are some of
    /// its values.
    /// </summary>
    internal bool FollowsSomeCallers { get; init; }

    /// <summary>
    /// The method, or the type whose constructors', parameters are followed no further, whoever calls; null where all parameters are.
    /// </summary>
    internal ISymbol? StopsAtArgumentsOf { get; init; }

    /// <summary>
    /// Gives the members that may run where one is called that has no body of its own, or several: of an interface, abstract or virtual. Empty where there
    /// may be others. Null where such calls are the end of a walk.
    /// </summary>
    internal Func<IMethodSymbol, IReadOnlyList<IMethodSymbol>>? Implementations { get; init; }

    /// <summary>The same for a member of source; empty where nobody knows.</summary>
    internal IReadOnlyList<IMethodSymbol> ImplementationsOf(IMethodSymbol? contract) =>
        contract is not null && _bodies.IsSeen(contract) && Implementations is not null ? Implementations(contract) : Array.Empty<IMethodSymbol>();

    /// <summary>Whether a value is what that method, or a constructor of that type, is given.</summary>
    internal bool IsGiven(IOperation value) =>
        StopsAtArgumentsOf is not null
        && value is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method }
        && SymbolEqualityComparer.Default.Equals(
            (method.MethodKind == MethodKind.Constructor ? method.ContainingType : (ISymbol)method).OriginalDefinition,
            StopsAtArgumentsOf.OriginalDefinition);

    /// <summary>
    /// The origins of a value, never empty unless every path throws. A constant, an object creation, and a call or member of
    /// an assembly are origins; what cannot be followed is an origin that says why.
    /// </summary>
    internal ImmutableArray<Origin> Trace(TracedValue value) => Trace(value, ImmutableStack<Alias>.Empty);

    /// <summary>The same for a part of a value that these variables held.</summary>
    internal ImmutableArray<Origin> Trace(TracedValue value, ImmutableStack<Alias> aliases)
    {
        if (_nesting >= MaxNesting)
            return ImmutableArray.Create(new Origin(value, aliases, UnseenReason.TooDeep));

        if (IsEnd(value.Operation))
            return ImmutableArray.Create(new Origin(value, aliases, _budget.TryStep() ? UnseenReason.No : UnseenReason.TooDeep));

        _nesting++;
        var walk = new OriginWalk(this, _bodies, _budget);
        walk.Add(value, aliases);
        var origins = walk.Run();
        _nesting--;
        return origins;
    }

    /// <summary>Whether a value is the constant true, wherever it comes from. False where nothing is known.</summary>
    internal bool IsTrue(TracedValue value)
    {
        var origins = Trace(value);
        foreach (var origin in origins)
        {
            if (!origin.IsSeen || origin.Operation.ConstantValue is not { Value: true })
                return false;
        }

        return !origins.IsEmpty;
    }

    /// <summary>Whether an expression creates its own value, so that there is nothing to walk.</summary>
    private static bool IsEnd(IOperation operation) =>
        operation.Kind switch
        {
            OperationKind.InterpolatedString or OperationKind.Binary => true,
            OperationKind.Literal => operation.ConstantValue.HasValue,
            OperationKind.ObjectCreation => PassedOn(operation) is null,
            _ => false,
        };

    /// <summary>Whether calls of a method can only mean the body that is seen.</summary>
    internal static bool HasOneBody(IMethodSymbol method) =>
        !method.IsAbstract
            && !method.IsExtern
            && (method.IsStatic || method.IsSealed || method.ContainingType?.IsSealed == true || !(method.IsVirtual || method.IsOverride));

    /// <summary>Whether a property is an auto-property: its value is what was written to it.</summary>
    internal static bool IsAutomatic(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsImplicitlyDeclared: true } field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }

    /// <summary>The expression that an expression only passes on: conversions, awaits, completed tasks; null for others.</summary>
    internal static IOperation? PassedOn(IOperation operation)
    {
        if (operation.Kind is OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FieldReference or OperationKind.Literal)
            return null; // the most frequent case

        switch (operation)
        {
            case IConversionOperation conversion:
                return conversion.OperatorMethod is null || IsCallContext(conversion.Type) ? conversion.Operand : null;
            case IAwaitOperation awaited:
                return awaited.Operation;
            case IDelegateCreationOperation creation:
                return creation.Target;
            case IConditionalAccessOperation access:
                return access.WhenNotNull;
            case IConditionalAccessInstanceOperation instance:
                return AccessOf(instance)?.Operation;
            case ISimpleAssignmentOperation assignment:
                return assignment.Value;
            case IInvocationOperation { Instance: { } task, TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync" }:
                return task;
            case IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type }, Arguments: { Length: 1 } arguments } when type.IsTask():
                return arguments.At(0);
            case IPropertyReferenceOperation { Instance: { } task, Property: { Name: "Result", ContainingType: var type } } when type.IsTask():
                return task;
            case IObjectCreationOperation { Arguments: { Length: 1 } arguments } when operation.Type.Is("System.Threading.Tasks.ValueTask"):
                return arguments.At(0);
            default:
                return null;
        }
    }

    /// <summary>The expression with the conversions around it that only pass it on, as <see cref="PassedOn"/> says.</summary>
    internal static IOperation ConvertedAround(IOperation operation)
    {
        var current = Conversions.BuiltInAround(operation);
        return current.Parent is IConversionOperation context && IsCallContext(context.Type) && PassedOn(context) == current
            ? Conversions.BuiltInAround(context)
            : current;
    }

    /// <summary>The call options of code-first contracts, to which those of gRPC are converted.</summary>
    private static bool IsCallContext(ITypeSymbol? type) => type.Is("ProtoBuf.Grpc.CallContext", "ServiceModel.Grpc.CallContext");

    /// <summary>The <c>a?.b</c> whose <c>a</c> an instance stands for.</summary>
    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var current = instance; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == current)
                return access;
        }

        return null;
    }
}
