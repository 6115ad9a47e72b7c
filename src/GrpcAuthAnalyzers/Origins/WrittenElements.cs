using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>The elements of arrays, lists and dictionaries as they are written where the collection is made.</summary>
internal static class WrittenElements
{
    private const int MaxElements = 256;

    /// <summary>Whether an operation reads one element of a collection.</summary>
    internal static bool IsRead(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } => true,
        IInvocationOperation call when IsOfSequence(call) => true,
        IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Arguments.Length: > 0 } => true,
        _ => false,
    };

    /// <summary>Whether a call of LINQ takes one element of a sequence, its first argument.</summary>
    internal static bool IsOfSequence(IInvocationOperation call) =>
        call.TargetMethod.Name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt"
            && call.TargetMethod.ContainingType.Is("System.Linq.Enumerable");

    /// <summary>
    /// The values that such a read may give: one where index or key is constant, else all; null when the collection is not seen, or
    /// its elements are written later.
    /// A missing key gives nothing.
    /// </summary>
    internal static List<TracedValue>? ReadBy(Origin read, OriginTracer origins, TextTracer texts, MemberBodies bodies)
    {
        var (collection, key) = read.Operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices.Length == 1 ? element.Indices[0] : null),
            IImplicitIndexerReferenceOperation element => (element.Instance, element.Argument),
            IPropertyReferenceOperation { Instance: { } instance, Arguments: { } arguments } => (instance, arguments.At(0)),
            IInvocationOperation call => CollectionAndKey(call),
            _ => ((IOperation?)null, (IOperation?)null),
        };
        if (collection is null)
            return null;

        var constant = key is null ? null : texts.ConstantOf(read.Value.With(key));
        var elements = new List<TracedValue>();
        foreach (var origin in origins.Trace(read.Value.With(collection)))
        {
            if (IsChanged(origin, bodies) || Of(origin, texts, constant) is not { } found)
                return null;

            elements.AddRange(found);
        }

        return elements;
    }

    /// <summary>
    /// What a local may hold that a loop, or <c>TryGetValue</c>, gives elements of collections; null if one of them is not seen, or if it gets none.
    /// </summary>
    internal static List<TracedValue>? GivenTo(ILocalReferenceOperation local, Origin read, OriginTracer origins, TextTracer texts, MemberBodies bodies)
    {
        var elements = new List<TracedValue>();
        foreach (var write in bodies.FactsOf(local).WritesTo(local.Local))
        {
            if (write.ElementOf is not { } collection)
                continue;

            var key = write.Site is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: { Length: 2 } arguments } }
                ? texts.ConstantOf(read.Value.With(arguments.At(0)))
                : null;
            foreach (var origin in origins.Trace(read.Value.With(collection)))
            {
                if (IsChanged(origin, bodies) || Of(origin, texts, key) is not { } found)
                    return null;

                elements.AddRange(found);
            }
        }

        return elements.Count > 0 ? elements : null;
    }

    /// <summary>
    /// The elements of a collection that is made at an origin; those of the index or key when that is known. For dictionaries the
    /// values. Null when the operation makes no collection, the elements are not written there, or a spread hides which of them has the index.
    /// </summary>
    internal static List<TracedValue>? Of(Origin origin, TextTracer texts, string? key)
    {
        var values = new List<TracedValue>();
        switch (origin.Operation)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                AddIndexed(initializer.ElementValues, key, values, origin);
                return values;
            case IObjectCreationOperation { Initializer: { } initializer } creation when creation.Type.IsCollection():
                foreach (var (name, value) in PairsIn(initializer))
                {
                    if (values.Count < MaxElements
                        && (key is null || name is null || texts.ConstantOf(origin.Value.With(name)) is not { } constant || constant == key))
                        values.Add(origin.Value.With(value));
                }

                return values;
            case { Syntax: CollectionExpressionSyntax { Elements: var written } } expression:
                if (key is not null && written.Any(SyntaxKind.SpreadElement))
                    return null;

                AddIndexed(ImmutableArray.CreateRange<IOperation>(expression.ChildOperations), key, values, origin);
                return values;
            case var given when Arguments.IsParamsCollection(given):
                AddIndexed(ImmutableArray.CreateRange<IOperation>(given.ChildOperations), key, values, origin);
                return values;
            default:
                return null;
        }
    }

    /// <summary>
    /// The pairs of a collection of pairs that is made at an origin: of a dictionary, of tuples, or of <c>KeyValuePair</c>s. Null when they are not
    /// written there.
    /// </summary>
    internal static List<(TracedValue Name, TracedValue Value)>? PairsOf(Origin origin)
    {
        var pairs = new List<(TracedValue, TracedValue)>();
        switch (origin.Operation)
        {
            case IObjectCreationOperation { Initializer: { } initializer } creation when creation.Type.IsCollection():
                foreach (var (name, value) in PairsIn(initializer))
                {
                    if (name is not null)
                        pairs.Add((origin.Value.With(name), origin.Value.With(value)));
                    else if (PairIn(value) is { } pair)
                        pairs.Add((origin.Value.With(pair.Name), origin.Value.With(pair.Value)));
                }

                return pairs;
            case IArrayCreationOperation { Initializer: { } initializer }:
                AddPairs(initializer.ElementValues);
                return pairs;
            case { Syntax: CollectionExpressionSyntax } expression:
                AddPairs(expression.ChildOperations);
                return pairs;
            default:
                return null;
        }

        void AddPairs(IEnumerable<IOperation> elements)
        {
            foreach (var element in elements)
            {
                if (PairIn(element) is { } pair)
                    pairs.Add((origin.Value.With(pair.Name), origin.Value.With(pair.Value)));
            }
        }
    }

    /// <summary>
    /// The values of the arguments of a <c>params</c> method from a position on, or the elements of the collection that is given there; null when
    /// they are not seen.
    /// </summary>
    internal static List<TracedValue>? OfArguments(
        IInvocationOperation call, int from, Origin origin, OriginTracer origins, TextTracer texts, MemberBodies bodies)
    {
        var values = new List<TracedValue>();
        for (var i = from; i < call.Arguments.Length; i++)
        {
            if (call.Arguments.Of(i) is not { } argument)
                return null;

            if (IsOneText(argument.Parameter?.Type))
            {
                values.Add(origin.Value.With(argument.Value));
                continue;
            }

            if (origins.Trace(origin.Value.With(argument.Value)) is not { Length: 1 } collections
                || !collections[0].IsSeen
                || IsChanged(collections[0], bodies)
                || Of(collections[0], texts, key: null) is not { } elements
                || CollectionContents.AddedBefore(call, collections[0], bodies, origins.Budget) is not { } added)
                return null;

            values.AddRange(elements);
            values.AddRange(added);
        }

        return values;
    }

    private static bool IsOneText(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        INamedTypeSymbol { TypeArguments: { Length: 1 } elements } span when span.Is("System.ReadOnlySpan") =>
            elements[0].SpecialType == SpecialType.System_Char,
        _ => false,
    };

    /// <summary>Whether an element is assigned or taken out through a variable that holds the collection.</summary>
    internal static bool IsChanged(Origin collection, MemberBodies bodies)
    {
        foreach (var alias in collection.Aliases)
        {
            foreach (var facts in bodies.BodiesWith(alias.Symbol, alias.Reference.Operation))
            {
                foreach (var mention in facts.ReferencesTo(alias.Symbol))
                {
                    if (IsChange(mention.Parent))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsChange(IOperation? use) => use switch
    {
        IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } => WriteSites.IsWritten(use),
        IInvocationOperation { Instance: not null, TargetMethod.Name: var name } => name == "Clear" || name.StartsWith("Remove", StringComparison.Ordinal),
        _ => false,
    };

    private static void AddIndexed(ImmutableArray<IOperation> elements, string? key, List<TracedValue> values, Origin origin)
    {
        if (key is not null && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            if (index < elements.Length)
                values.Add(origin.Value.With(elements[index]));
            return;
        }

        for (var i = 0; i < Math.Min(elements.Length, MaxElements); i++)
            values.Add(origin.Value.With(elements[i]));
    }

    private static IEnumerable<(IOperation? Name, IOperation Value)> PairsIn(IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (var element in initializer.Initializers)
        {
            switch (element)
            {
                case IInvocationOperation { Arguments: { Length: 2 } arguments }:
                    yield return (arguments.At(0), arguments.At(1));
                    break;
                case IInvocationOperation { Arguments: { Length: 1 } arguments }:
                    yield return (null, arguments.At(0));
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { Length: 1 } keys } } assignment:
                    yield return (keys.At(0), assignment.Value);
                    break;
            }
        }
    }

    /// <summary>The two values of a tuple or <c>KeyValuePair</c> that is made here.</summary>
    private static (IOperation Name, IOperation Value)? PairIn(IOperation element)
    {
        return Conversions.BuiltInInside(element) switch
        {
            ITupleOperation { Elements: { Length: 2 } items } => (items[0], items[1]),
            IObjectCreationOperation { Type: var type, Arguments: { Length: 2 } arguments } when IsPair(type) => (arguments.At(0), arguments.At(1)),
            IInvocationOperation { TargetMethod: { Name: "Create", ContainingType: var type }, Arguments: { Length: 2 } arguments } when IsPair(type) =>
                (arguments.At(0), arguments.At(1)),
            _ => null,
        };
    }

    private static bool IsPair(ITypeSymbol? type) => type.Is("System.Collections.Generic.KeyValuePair", "System.Tuple");

    private static (IOperation? Collection, IOperation? Key) CollectionAndKey(IInvocationOperation call)
    {
        var isInstance = call.Instance is not null;
        var collection = call.Instance ?? call.Arguments.At(0);
        var keyAt = isInstance ? 0 : 1;
        return (collection, call.TargetMethod.Name is "GetValueOrDefault" or "ElementAt" && call.Arguments.Length > keyAt ? call.Arguments.At(keyAt) : null);
    }
}
