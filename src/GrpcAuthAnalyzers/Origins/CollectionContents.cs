using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Every object that is ever put into a dictionary, list or the like: a pool of channels, a cache of clients.</summary>
internal static class CollectionContents
{
    /// <summary>
    /// The collection that an operation takes an element from; null for other operations. <c>GetOrAdd</c> counts: what it adds is among the contents.
    /// </summary>
    internal static IOperation? Read(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => WriteSites.InSystem(collection),
        IInvocationOperation
        {
            TargetMethod.Name: "GetOrAdd" or "AddOrUpdate" or "GetValueOrDefault" or "Dequeue" or "Peek" or "Pop",
            Instance: { } collection
        } =>
            WriteSites.InSystem(collection),
        IInvocationOperation { Arguments: { Length: > 0 } arguments } call when WrittenElements.IsOfSequence(call) => WriteSites.InSystem(arguments.At(0)),
        _ => null,
    };

    /// <summary>
    /// The values that are put into a collection in its whole life; null when some of them are not seen. To <paramref name="copied"/> it adds the
    /// collections whose elements are put in, too: <c>new List&lt;T&gt;(others)</c>, <c>AddRange(others)</c>.
    /// </summary>
    internal static List<TracedValue>? Of(Origin collection, MemberBodies bodies, Budget budget, List<TracedValue> copied)
    {
        if (collection.Operation is IArrayCreationOperation)
            return OfArray(collection, bodies);

        if (!collection.IsSeen
            || collection.Operation is not IObjectCreationOperation { Arguments: { } arguments } creation
            || WriteSites.InSystem(creation) is null)
            return null;

        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Type is
                {
                    TypeKind: not TypeKind.Enum, SpecialType: SpecialType.None,
                    Name: not ("IEqualityComparer" or "IComparer" or "StringComparer")
                })
            {
                if (WriteSites.InSystem(argument.Value) is not { } others || !OnlyReads(argument))
                    return null;

                copied.Add(collection.Value.With(others));
            }
        }

        var values = new List<TracedValue>();
        foreach (var touch in ObjectUses.Of(collection, until: null, bodies, budget))
        {
            var isSeen = touch.Kind switch
            {
                TouchKind.SetMember => touch.Member is not IPropertySymbol { IsIndexer: true } || Add(touch.WrittenValue, values), // Capacity is no element
                TouchKind.ReadMember => true,
                TouchKind.Call when touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "AddRange", Arguments: { Length: 1 } added } =>
                    Add(touch.Site.With(added.At(0)), copied),
                TouchKind.Call => AddArguments(touch.Site, (IInvocationOperation)touch.Site.Operation, values, bodies),
                TouchKind.Argument => OnlyReads((IArgumentOperation)touch.Site.Operation),
                _ => false,
            };
            if (!isSeen || values.Count + copied.Count > Budget.MaxAlternatives)
                return null;
        }

        return values.Count + copied.Count > 0 ? values : null;
    }

    /// <summary>
    /// What is added to the end of a collection behind the code that makes it, until a call reads it; null when that is not certain, or something else is done
    /// to the collection.
    /// </summary>
    internal static List<TracedValue>? AddedBefore(IInvocationOperation reader, Origin collection, MemberBodies bodies, Budget budget)
    {
        var added = new List<TracedValue>();
        if (collection.Operation is not IObjectCreationOperation creation)
            return added;

        foreach (var touch in ObjectUses.Of(collection, reader, bodies, budget))
        {
            if (EnclosingFunction.IsInside(touch.Site.Operation, creation) || EnclosingFunction.IsInside(touch.Site.Operation, reader))
                continue;

            switch (touch.Kind)
            {
                case TouchKind.ReadMember:
                case TouchKind.SetMember when touch.Member is IPropertySymbol { IsIndexer: false }:
                case TouchKind.Argument when OnlyReads((IArgumentOperation)touch.Site.Operation):
                    break;
                case TouchKind.Call when touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } arguments } call
                    && ExecutionOrder.AlwaysPrecedes(call, reader):
                    added.Add(touch.Site.With(arguments.At(0)));
                    break;
                case TouchKind.Call when touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Contains" or "IndexOf" or "EnsureCapacity" }:
                    break;
                default:
                    return null;
            }
        }

        return added;
    }

    /// <summary>Whether a call that gets a collection only reads it: LINQ, a text of it, a test for null, another collection that copies it.</summary>
    private static bool OnlyReads(IArgumentOperation argument) => argument.Parent switch
    {
        IInvocationOperation { TargetMethod: var method } => method.ContainingType.SpecialType == SpecialType.System_String
            || method.ContainingType.Is("System.Linq.Enumerable", "System.ArgumentNullException")
            || (method.Name == "AddRange" && method.ContainingType.IsCollection()),
        IObjectCreationOperation { Type: var type } => // others, such as Collection, wrap it and write to it
            type.IsIn("System.Collections.Generic")
            || (type.IsIn("System.Collections.Concurrent") && !type.Is("System.Collections.Concurrent.BlockingCollection")),
        _ => false,
    };

    /// <summary>An array that is written with its elements and that no element is assigned to.</summary>
    private static List<TracedValue>? OfArray(Origin array, MemberBodies bodies)
    {
        if (array.Operation is not IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 and <= Budget.MaxAlternatives } elements })
            return null;

        foreach (var alias in array.Aliases)
        {
            foreach (var facts in bodies.BodiesWith(alias.Symbol, alias.Reference.Operation))
            {
                foreach (var mention in facts.ReferencesTo(alias.Symbol))
                {
                    if (Conversions.BuiltInAround(mention).Parent is not { } read
                        || read is not (IForEachLoopOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation)
                        || WriteSites.IsWritten(read))
                        return null;
                }
            }
        }

        var values = new List<TracedValue>();
        foreach (var element in elements)
            values.Add(array.Value.With(element));

        return values;
    }

    private static bool AddArguments(TracedValue site, IInvocationOperation call, List<TracedValue> values, MemberBodies bodies)
    {
        var arguments = call.Arguments;
        switch (call.TargetMethod.Name)
        {
            case "Add" or "TryAdd" or "Enqueue" or "Push" or "AddLast" or "AddFirst" or "Insert" when arguments.Length is 1 or 2:
                return Add(site.With(arguments.Last()), values);
            case "GetOrAdd" when arguments.Length == 2:
                return AddValueOrFactory(site, arguments.At(1), values, bodies);
            case "AddOrUpdate" when arguments.Length == 3:
                return AddValueOrFactory(site, arguments.At(1), values, bodies) && AddValueOrFactory(site, arguments.At(2), values, bodies);
            case "TryGetValue" or "ContainsKey" or "Contains" or "ContainsValue" or "Remove" or "TryRemove" or "RemoveAt" or "Clear"
                or "GetValueOrDefault" or "Dequeue" or "TryDequeue"
                or "Peek" or "TryPeek" or "Pop" or "TryPop" or "TryTake" or "GetEnumerator" or "ToString" or "GetHashCode" or "Equals" or "IndexOf"
                or "Any" or "Sort" or "Reverse" or "EnsureCapacity":
                return true;
            default:
                return false;
        }
    }

    /// <summary>A value, or what the lambda or method returns that makes it.</summary>
    private static bool AddValueOrFactory(TracedValue site, IOperation given, List<TracedValue> values, MemberBodies bodies)
    {
        if (given.Type?.TypeKind != TypeKind.Delegate)
            return Add(site.With(given), values);

        if (bodies.FunctionGivenBy(given) is not { } function || bodies.ReturnsOf(function) is not { Count: > 0 } returns)
            return false;

        foreach (var returned in returns)
            values.Add(new TracedValue(returned, site.Frame));

        return true;
    }

    private static bool Add(TracedValue value, List<TracedValue> values)
    {
        values.Add(value);
        return true;
    }
}
