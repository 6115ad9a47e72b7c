using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// Many places of one body (the mentions of a variable, its writes), function by function in the order of the source. So what runs between two
/// moments is found without a look at all of them: a thousand calls that each use a variable cost a thousand looks, and not a million.
/// </summary>
internal sealed class OrderedPlaces
{
    /// <summary>So few places are looked at one by one; nothing needs to be ordered.</summary>
    internal const int Few = 16;

    /// <summary>More places than these are too many for one question.</summary>
    internal const int Most = 256;

    private readonly IReadOnlyList<IOperation> _places;
    private readonly Dictionary<IOperation, List<int>> _functions = new();

    /// <param name="places">The places, in the order in which <see cref="Between"/> gives them.</param>
    internal OrderedPlaces(IReadOnlyList<IOperation> places)
    {
        _places = places;
        for (var i = 0; i < places.Count; i++)
        {
            var function = EnclosingFunction.Enclosing(places[i]);
            if (!_functions.TryGetValue(function, out var indexes))
                _functions.Add(function, indexes = new List<int>());

            indexes.Add(i);
        }

        foreach (var indexes in _functions.Values)
            indexes.Sort(ByEnd);
    }

    /// <summary>
    /// The indexes of the places that may run after one moment and before another, and perhaps of some more; null when those are too many. Places of other
    /// functions always may.
    /// </summary>
    /// <param name="start">What has just run; null when everything before <paramref name="later"/> counts.</param>
    /// <param name="after">What ends here or before it, in the function of <paramref name="start"/>, does not count.</param>
    /// <param name="later">What runs then; null when everything afterwards counts.</param>
    internal List<int>? Between(IOperation? start, int after, IOperation? later)
    {
        var startFunction = start is null ? null : EnclosingFunction.Enclosing(start);
        var laterFunction = later is null ? null : EnclosingFunction.Enclosing(later);
        var found = new List<int>();
        foreach (var function in _functions)
        {
            var first = function.Key == startFunction ? CountUntil(function.Value, after) : 0;
            var end = function.Key == laterFunction ? CountUntil(function.Value, EndOf(later!, function.Key)) : function.Value.Count;
            if (end - first > Most - found.Count)
                return null;

            for (var i = first; i < end; i++)
                found.Add(function.Value[i]);
        }

        found.Sort();
        return found;
    }

    /// <summary>The indexes of the places that stand before an operation in its function, the last first; no more than are too many.</summary>
    internal IEnumerable<int> Backwards(IOperation later)
    {
        if (!_functions.TryGetValue(EnclosingFunction.Enclosing(later), out var indexes))
            yield break;

        var end = CountUntil(indexes, later.Syntax.SpanStart);
        for (var i = end - 1; i >= 0 && end - i <= Most; i--)
            yield return indexes[i];
    }

    /// <summary>What ends behind this position cannot run before the operation: it stands behind it and behind every loop around it.</summary>
    private static int EndOf(IOperation later, IOperation function) => ExecutionOrder.HasGoTo(function)
        ? int.MaxValue
        : Math.Max(later.Syntax.SpanStart, EnclosingFunction.OutermostLoop(later)?.Syntax.Span.End ?? 0);

    /// <summary>How many of the places, which are ordered by their end, end at a position or before it.</summary>
    private int CountUntil(List<int> indexes, int position)
    {
        var (low, high) = (0, indexes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[indexes[middle]].Syntax.Span.End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>By their end, and what stands inside another place that ends there, too, before that.</summary>
    private int ByEnd(int first, int second)
    {
        var (one, other) = (_places[first].Syntax.Span, _places[second].Syntax.Span);
        if (one.End != other.End)
            return one.End.CompareTo(other.End);

        return one.Start != other.Start ? other.Start.CompareTo(one.Start) : second.CompareTo(first);
    }
}
