using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One walk over a member body: what is mentioned, written and returned, in source order.</summary>
internal sealed class BodyFacts
{
    private static readonly List<IOperation> NoOperations = new();
    private static readonly List<Write> NoWrites = new();
    private static readonly List<ISymbol> NoSymbols = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _references = new(SymbolEqualityComparer.Default);

    // Null where the body has none; only the constructor adds.
    private Dictionary<ISymbol, List<Write>>? _writes;
    private Dictionary<IOperation, List<IOperation>>? _returns;
    private Dictionary<IOperation, IAwaitOperation>? _awaits;

    // Made on first use; two threads may both make one, with the same answers.
    private AnswerTable<ISymbol, List<IOperation>>? _touching;
    private AnswerTable<object, OrderedPlaces>? _ordered;
    private Dictionary<string, List<ISymbol>>? _names;

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
    /// The mentions that may change what a variable holds: all except arguments of methods that only read it, and what gives it another object. Ten
    /// thousand calls that pass the same headers do not make each of them expensive.
    /// </summary>
    internal List<IOperation> TouchingReferencesTo(ISymbol symbol) =>
        (_touching ??= MakeTouching()).Of(symbol.OriginalDefinition);

    /// <summary>What is mentioned by this name: several members may have it.</summary>
    internal List<ISymbol> ReferencedAs(string name) => (_names ??= IndexNames()).TryGetValue(name, out var found) ? found : NoSymbols;

    private Dictionary<string, List<ISymbol>> IndexNames()
    {
        var names = new Dictionary<string, List<ISymbol>>(StringComparer.Ordinal);
        foreach (var symbol in _references.Keys)
        {
            if (!names.TryGetValue(symbol.Name, out var symbols))
                names.Add(symbol.Name, symbols = new List<ISymbol>());

            symbols.Add(symbol);
        }

        return names;
    }

    /// <summary>
    /// The mentions that may run before an operation, and perhaps some more; null when those are too many. Only of a variable with many mentions are some
    /// left out.
    /// </summary>
    internal IReadOnlyList<IOperation>? ReferencesBefore(ISymbol symbol, IOperation later) => Between(ReferencesTo(symbol), start: null, later);

    /// <summary>The same of <see cref="TouchingReferencesTo"/>, and without those before the object was made; null for not known.</summary>
    internal IReadOnlyList<IOperation>? TouchingReferencesBetween(ISymbol symbol, IOperation? made, IOperation? later) =>
        Between(TouchingReferencesTo(symbol), made, later);

    private IReadOnlyList<IOperation>? Between(List<IOperation> mentions, IOperation? start, IOperation? later)
    {
        if (mentions.Count <= OrderedPlaces.Few)
            return mentions;

        var after = start is null || ExecutionOrder.HasGoTo(EnclosingFunction.Enclosing(start))
            ? -1
            : EnclosingFunction.OutermostLoop(start)?.Syntax.SpanStart ?? start.Syntax.Span.End;
        return OrderOf(mentions).Between(start, after, later)?.ConvertAll(i => mentions[i]);
    }

    /// <summary>Every write to a local, parameter, field or property; may be empty.</summary>
    internal List<Write> WritesTo(ISymbol symbol) =>
        _writes is not null && _writes.TryGetValue(symbol.OriginalDefinition, out var found) ? found : NoWrites;

    /// <summary>What a function returns: a lambda, a local function, or (with <see cref="Root"/>) the member itself.</summary>
    internal List<IOperation> ReturnsOf(IOperation function) =>
        _returns is not null && _returns.TryGetValue(function, out var found) ? found : NoOperations;

    /// <summary>
    /// The writes that may happen before the variable is read, without those that another one always replaces. Empty when nothing in the body writes it;
    /// null when there are too many.
    /// </summary>
    internal IEnumerable<Write>? WritesSeenBy(IOperation read, ISymbol variable)
    {
        var writes = WritesTo(variable);
        if (writes.Count == 0)
            return NoWrites;

        var last = LastOnEveryWay(writes, read);
        var found = writes.Count <= OrderedPlaces.Few
            ? writes
            : OrderOf(writes).Between(last, last?.Syntax.SpanStart ?? -1, read)?.ConvertAll(i => writes[i]);

        if (found is null)
            return null;

        var seen = new List<Write>(found.Count);
        foreach (var write in found)
        {
            if (ExecutionOrder.MayPrecede(write.Site, read) && (last is null || !ExecutionOrder.ComesBefore(write.Site, last)))
                seen.Add(write);
        }

        return seen;
    }

    /// <summary>
    /// The writes that may happen before an operation, and perhaps some more, in source order; null when those are too many, or when the nearest of many
    /// replaces what the others have written.
    /// </summary>
    internal List<Write>? WritesAddedBefore(IOperation later, ISymbol variable)
    {
        var writes = WritesTo(variable);
        if (writes.Count <= OrderedPlaces.Few)
            return writes;

        foreach (var nearest in OrderOf(writes).Backwards(later).Take(1))
        {
            if (nearest > 0 && writes[nearest].Site is not ICompoundAssignmentOperation)
                return null;
        }

        return OrderOf(writes).Between(start: null, after: -1, later)?.ConvertAll(i => writes[i]);
    }

    private AnswerTable<ISymbol, List<IOperation>> MakeTouching() =>
        new(symbol => ReferencesTo(symbol).FindAll(static r => !IsOnlyRead(r) && !IsReplaced(r)), SymbolEqualityComparer.Default);

    /// <summary>The order of a list of mentions or of writes.</summary>
    private OrderedPlaces OrderOf(object places) => (_ordered ??= new(static all =>
        new OrderedPlaces(all as List<IOperation> ?? ((List<Write>)all).ConvertAll(static write => write.Site)))).Of(places);

    /// <summary>
    /// The last assignment that always runs before the value is read, so that what was written before it does not count; null when
    /// there is none. A call writes its <c>out</c> arguments when all its arguments are read.
    /// </summary>
    private IOperation? LastOnEveryWay(List<Write> writes, IOperation read)
    {
        if (writes.Count > OrderedPlaces.Few)
        {
            foreach (var index in OrderOf(writes).Backwards(read))
            {
                if (IsOnEveryWay(writes[index].Site, read))
                    return writes[index].Site;
            }

            return null;
        }

        IOperation? last = null;
        for (var i = 0; writes.Count > 1 && i < writes.Count; i++)
        {
            if (IsOnEveryWay(writes[i].Site, read) && (last is null || ExecutionOrder.ComesBefore(last, writes[i].Site)))
                last = writes[i].Site;
        }

        return last;
    }

    /// <summary>Whether a parameter never has the value any more that its caller gave, where it is read.</summary>
    internal bool IsReplacedBefore(IOperation read, IParameterSymbol parameter) => WritesTo(parameter) is { Count: 1 } writes
        ? IsOnEveryWay(writes[0].Site, read)
        : LastOnEveryWay(WritesTo(parameter), read) is not null;

    private static bool IsOnEveryWay(IOperation site, IOperation read) =>
        site is ISimpleAssignmentOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out }
            && !(site is IArgumentOperation { Parent: { } call } && EnclosingFunction.IsInside(read, call))
            && ExecutionOrder.AlwaysPrecedes(site, read);

    /// <summary>The first await of a lambda, local function or the member itself; null when it has none that may wait.</summary>
    internal IAwaitOperation? FirstAwaitOf(IOperation function) =>
        _awaits is not null && _awaits.TryGetValue(function, out var found) ? found : null;

    private static bool IsReplaced(IOperation reference) => reference.Parent is ISimpleAssignmentOperation { IsRef: false } write && write.Target == reference;

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
                if (declarator.Symbol.IsRef && WriteSites.VariableOf(initializer.Value) is { } referred)
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
                Add(_returns ??= new Dictionary<IOperation, List<IOperation>>(), EnclosingFunction.Enclosing(statement), returned);
                break;
            case IAwaitOperation awaited
                when !IsCompleted(awaited.Operation) && EnclosingFunction.Enclosing(awaited) is var function && _awaits?.ContainsKey(function) != true:
                (_awaits ??= new Dictionary<IOperation, IAwaitOperation>()).Add(function, awaited);
                break;
        }
    }

    /// <summary>To await a completed task is not to wait.</summary>
    private static bool IsCompleted(IOperation task) =>
        task is IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } && type.IsTask()
            || task is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var maker } } && maker.IsTask();

    private void AddReference(ISymbol symbol, IOperation reference)
    {
        Add(_references, symbol.OriginalDefinition, reference);
        if (WriteSites.Of(reference) is { } write)
            AddWrite(symbol, write);
    }

    private void AddWrite(ISymbol symbol, Write write)
    {
        symbol = symbol.OriginalDefinition;
        _writes ??= new Dictionary<ISymbol, List<Write>>(SymbolEqualityComparer.Default);
        if (!_writes.TryGetValue(symbol, out var writes))
            _writes.Add(symbol, writes = new List<Write>());

        writes.Add(write);
    }

    private static void Add<TKey>(Dictionary<TKey, List<IOperation>> lists, TKey key, IOperation operation)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = new List<IOperation>());

        list.Add(operation);
    }
}
