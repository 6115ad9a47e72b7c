using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The values in objects that hold others: tuples, positional records, lazies and collections. Each answer is the possible values; null among them
/// is one that is not seen.
/// </summary>
internal sealed class HeldValues
{
    private static readonly TracedValue?[] Unknown = { null };

    private readonly OriginTracer _tracer;
    private readonly MemberBodies _bodies;
    private readonly Budget _budget;

    internal HeldValues(OriginTracer tracer, MemberBodies bodies, Budget budget)
    {
        _tracer = tracer;
        _bodies = bodies;
        _budget = budget;
    }

    /// <summary>An element of a tuple that is made in source.</summary>
    internal IEnumerable<TracedValue?> InTuple(IFieldSymbol element, TracedValue tuple)
    {
        var index = element.ContainingType.TupleElements.IndexOf(element, 0, SymbolEqualityComparer.Default);
        for (var i = 0; index < 0 && i < element.ContainingType.TupleElements.Length; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(element.CorrespondingTupleField, element.ContainingType.TupleElements[i].CorrespondingTupleField))
                index = i;
        }

        return InTuple(index, tuple);
    }

    /// <summary>The same, by position.</summary>
    internal IEnumerable<TracedValue?> InTuple(int index, TracedValue tuple)
    {
        foreach (var origin in _tracer.Trace(tuple))
        {
            yield return index >= 0 && origin.Operation is ITupleOperation { Elements: { } elements } && index < elements.Length
                ? origin.Value.With(elements[index])
                : null;
        }
    }

    /// <summary>A property of a positional record: the argument that its creation has, where that is seen.</summary>
    internal IEnumerable<TracedValue?> InRecord(IParameterSymbol component, TracedValue record)
    {
        foreach (var origin in _tracer.Trace(record))
        {
            if (SetIn(origin, component.Name, depth: 0, out var made) is { } written)
                yield return written;
            else if (made is { Operation: IObjectCreationOperation { Constructor: { } constructor } creation, Frame: var frame }
                && SymbolEqualityComparer.Default.Equals(constructor.OriginalDefinition, component.ContainingSymbol))
                yield return new CallFrame(constructor, creation.Arguments, frame).ArgumentOf(component);
            else
                yield return null;
        }
    }

    /// <summary>
    /// A property that only initializers set: what the creation of the object, or a <c>with</c> on the way, gives it. Null when one of the objects is not
    /// seen, or gets the value in another way.
    /// </summary>
    internal List<TracedValue>? InInitialized(IPropertySymbol property, TracedValue holder)
    {
        if (property is not { SetMethod.IsInitOnly: true, IsStatic: false })
            return null;

        var values = new List<TracedValue>();
        foreach (var origin in _tracer.Trace(holder))
        {
            if (SetIn(origin, property.Name, depth: 0, out _) is not { } written)
                return null;

            values.Add(written);
        }

        return values;
    }

    /// <summary>
    /// What the initializer of a creation, or of a <c>with</c> around it, gives a member; null when it gives nothing. Then the creation is
    /// <paramref name="made"/>, if it is seen.
    /// </summary>
    private TracedValue? SetIn(Origin origin, string member, int depth, out TracedValue? made)
    {
        made = origin.Operation is IObjectCreationOperation ? origin.Value : null;
        var initializer = origin.Operation switch
        {
            IObjectCreationOperation creation => creation.Initializer,
            IWithOperation copy => copy.Initializer,
            _ => null,
        };
        foreach (var element in initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (element is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name }, Value: var value } && name == member)
                return origin.Value.With(value);
        }

        return origin.Operation is IWithOperation { Operand: var copied }
            && depth < Budget.MaxDepth
            && _tracer.Trace(origin.Value.With(copied)) is { Length: 1 } origins
                ? SetIn(origins[0], member, depth + 1, out made)
                : null;
    }

    /// <summary>What the value factory of a <c>Lazy</c> returns, where it is a lambda or a method that is seen.</summary>
    internal IEnumerable<TracedValue?> InLazy(TracedValue lazy) => _tracer.Trace(lazy).SelectMany(origin =>
        origin.Operation is IObjectCreationOperation { Arguments: { Length: > 0 } arguments }
            && _bodies.FunctionGivenBy(arguments.At(0)) is { } factory
            && _bodies.ReturnsOf(factory) is { Count: > 0 } returns
                ? returns.Select(returned => (TracedValue?)new TracedValue(returned, origin.Value.Frame))
                : Unknown);

    /// <summary>Everything that is ever put into a collection. (Text is left to the <see cref="TextTracer"/>, which reads keys.)</summary>
    internal IEnumerable<TracedValue?> InCollection(TracedValue collection) => InCollection(collection, depth: 0);

    private IEnumerable<TracedValue?> InCollection(TracedValue collection, int depth) => _tracer.Trace(collection).SelectMany(origin =>
    {
        var copied = new List<TracedValue>();
        if (depth > Budget.MaxDepth || CollectionContents.Of(origin, _bodies, _budget, copied) is not { } contents)
            return Unknown;

        return contents.Select(static content => (TracedValue?)content).Concat(copied.SelectMany(others => InCollection(others, depth + 1)));
    });

    /// <summary>The constructor parameter whose value a property of a positional record has; null for other properties.</summary>
    internal static IParameterSymbol? ComponentOf(IPropertySymbol property)
    {
        // The properties of a record struct may be set later.
        if (!property.ContainingType.IsRecord || property.SetMethod is { IsInitOnly: false } || property.DeclaringSyntaxReferences.Length != 1)
            return null;

        var declaration = property.DeclaringSyntaxReferences[0].GetSyntax();
        foreach (var constructor in property.OriginalDefinition.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.DeclaringSyntaxReferences is { Length: 1 } others && others[0].GetSyntax() == declaration)
                    return parameter;
            }
        }

        return null;
    }
}
