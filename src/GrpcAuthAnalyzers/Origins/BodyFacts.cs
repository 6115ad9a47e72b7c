using System.Collections.Concurrent;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One walk over a member body: what is mentioned, written and returned, in source order.</summary>
internal sealed class BodyFacts
{
    private static readonly List<IOperation> NoOperations = new();
    private static readonly List<Write> NoWrites = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<Write>> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, List<IOperation>> _returns = new();
    private readonly Dictionary<IOperation, IAwaitOperation> _awaits = new();
    private readonly ConcurrentDictionary<ISymbol, List<IOperation>> _touching = new(SymbolEqualityComparer.Default);

    internal BodyFacts(IOperation root)
    {
        Root = root;
        foreach (var operation in root.DescendantsAndSelf())
            Index(operation);
    }

    /// <summary>The outermost operation of the body.</summary>
    internal IOperation Root { get; }

    /// <summary>Every mention of a local, parameter, field, property, method (calls and method groups) or constructor; may be empty.</summary>
    internal List<IOperation> ReferencesTo(ISymbol symbol) =>
        _references.TryGetValue(symbol.OriginalDefinition, out var found) ? found : NoOperations;

    /// <summary>
    /// The mentions that may change what a variable holds: all except arguments of methods that only read it. Ten thousand
    /// calls that pass the same headers do not make each of them expensive.
    /// </summary>
    internal List<IOperation> TouchingReferencesTo(ISymbol symbol) =>
        _touching.GetOrAdd(symbol.OriginalDefinition, s => ReferencesTo(s).FindAll(static r => !IsOnlyRead(r)));

    /// <summary>Every write to a local, parameter, field or property; may be empty.</summary>
    internal List<Write> WritesTo(ISymbol symbol) =>
        _writes.TryGetValue(symbol.OriginalDefinition, out var found) ? found : NoWrites;

    /// <summary>What a function returns: a lambda, a local function, or (with <see cref="Root"/>) the member itself.</summary>
    internal List<IOperation> ReturnsOf(IOperation function) =>
        _returns.TryGetValue(function, out var found) ? found : NoOperations;

    /// <summary>
    /// The writes that may happen before the variable is read, without those that another one always replaces. Empty when nothing in the body writes it.
    /// </summary>
    internal IEnumerable<Write> WritesSeenBy(IOperation read, ISymbol variable)
    {
        var writes = WritesTo(variable);
        var last = LastOnEveryWay(writes, read);
        foreach (var write in writes)
        {
            if (ExecutionOrder.MayPrecede(write.Site, read) && (last is null || !ExecutionOrder.ComesBefore(write.Site, last)))
                yield return write;
        }
    }

    /// <summary>
    /// The last assignment that always runs before the value is read, so that what was written before it does not count; null when
    /// there is none. A call writes its <c>out</c> arguments when all its arguments are read.
    /// </summary>
    private static IOperation? LastOnEveryWay(IReadOnlyList<Write> writes, IOperation read)
    {
        IOperation? last = null;
        for (var i = 0; writes.Count > 1 && i < writes.Count; i++)
        {
            if (writes[i].Site is var site and (ISimpleAssignmentOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out })
                && !(site is IArgumentOperation { Parent: { } call } && EnclosingFunction.IsInside(read, call))
                && ExecutionOrder.AlwaysPrecedes(site, read) && (last is null || ExecutionOrder.ComesBefore(last, site)))
                last = site;
        }

        return last;
    }

    /// <summary>The first await of a lambda, local function or the member itself; null when it has none that may wait.</summary>
    internal IAwaitOperation? FirstAwaitOf(IOperation function) => _awaits.TryGetValue(function, out var found) ? found : null;

    /// <summary>A gRPC call only reads its headers, options and request; a request is never a credential.</summary>
    private static bool IsOnlyRead(IOperation reference)
    {
        return Conversions.BuiltInAround(reference).Parent is IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                TargetMethod.ContainingType.BaseType: { IsGenericType: true } client
            }
        } && client.Is("Grpc.Core.ClientBase");
    }

    /// <summary>The kind is tested first: most operations do not matter, and a type test for each would cost more than all the rest.</summary>
    private void Index(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.Invocation or OperationKind.ObjectCreation
                or OperationKind.VariableDeclarator or OperationKind.Return
                or OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.MethodReference or OperationKind.EventReference
                or OperationKind.FieldInitializer or OperationKind.PropertyInitializer or OperationKind.Loop or OperationKind.Await:
                IndexKnown(operation);
                break;
        }
    }

    private void IndexKnown(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                AddReference(local.Local, local);
                break;
            case IParameterReferenceOperation parameter:
                AddReference(parameter.Parameter, parameter);
                break;
            case IMemberReferenceOperation member:
                AddReference(member.Member, member);
                break;
            case IInvocationOperation invocation:
                Add(_references, invocation.TargetMethod.OriginalDefinition, invocation);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Add(_references, constructor.OriginalDefinition, creation);
                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                AddWrite(declarator.Symbol, new Write(declarator, declarator.Symbol.IsRef ? null : initializer.Value));
                if (declarator.Symbol.IsRef && VariableOf(initializer.Value) is { } referred)
                    AddWrite(referred, new Write(declarator, null));
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    AddWrite(field, new Write(initializer, initializer.Value));
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    AddWrite(property, new Write(initializer, initializer.Value));
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var element } } loop:
                AddWrite(element, new Write(loop.Collection, null, elementOf: loop.Collection));
                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned } statement:
                Add(_returns, EnclosingFunction.Enclosing(statement), returned);
                break;
            case IAwaitOperation awaited
                when !IsCompleted(awaited.Operation) && EnclosingFunction.Enclosing(awaited) is var function && !_awaits.ContainsKey(function):
                _awaits.Add(function, awaited);
                break;
        }
    }

    /// <summary>To await a completed task is not to wait.</summary>
    private static bool IsCompleted(IOperation task) =>
        task is IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } && type.IsTask()
            || task is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var maker } } && maker.IsTask();

    /// <summary>The variable of a ref local, which can write to it.</summary>
    private static ISymbol? VariableOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private void AddReference(ISymbol symbol, IOperation reference)
    {
        Add(_references, symbol.OriginalDefinition, reference);
        if (WriteThrough(reference) is { } write)
            AddWrite(symbol, write);
    }

    private void AddWrite(ISymbol symbol, Write write)
    {
        symbol = symbol.OriginalDefinition;
        if (!_writes.TryGetValue(symbol, out var writes))
            _writes.Add(symbol, writes = new List<Write>());

        writes.Add(write);
    }

    private static Write? WriteThrough(IOperation reference)
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
                return new Write(argument, null, elementOf: CollectionContents.ReadInto(argument), filler: FillerOf(argument));
            case IDeclarationExpressionOperation { Parent: IArgumentOperation argument }:
                return new Write(argument, null, elementOf: CollectionContents.ReadInto(argument));
            case ITupleOperation tuple:
                return WriteThroughTuple(tuple, reference);
            default:
                return null;
        }
    }

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

    private static void Add<TKey>(Dictionary<TKey, List<IOperation>> lists, TKey key, IOperation operation)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = new List<IOperation>());

        list.Add(operation);
    }
}
