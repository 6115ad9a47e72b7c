using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One place that gives a variable a value.</summary>
internal readonly struct Write
{
    internal Write(
        IOperation site, IOperation? value, bool isCoalesced = false, IOperation? elementOf = null, IOperation? tuple = null, int tupleIndex = 0,
        IInvocationOperation? filler = null)
    {
        Filler = filler;
        ElementOf = elementOf;
        Tuple = tuple;
        TupleIndex = tupleIndex;
        Site = site;
        Value = value;
        IsCoalesced = isCoalesced;
    }

    /// <summary>The assignment, declarator, initializer or argument; for the variable of a loop, the collection.</summary>
    internal IOperation Site { get; }

    /// <summary>The written value; null if unseen (out arguments, deconstruction of an unknown tuple, increments).</summary>
    internal IOperation? Value { get; }

    /// <summary>The collection whose element is written; null if <see cref="Value"/> is known or nothing is.</summary>
    internal IOperation? ElementOf { get; }

    /// <summary>The tuple whose element a deconstruction writes: <c>var (a, b) = Get()</c>; null elsewhere.</summary>
    internal IOperation? Tuple { get; }

    /// <summary>Which element of <see cref="Tuple"/>.</summary>
    internal int TupleIndex { get; }

    /// <summary>The <c>LazyInitializer.EnsureInitialized</c> that calls a method, or looks at a flag, to write the value; null elsewhere.</summary>
    internal IInvocationOperation? Filler { get; }

    /// <summary>Whether the value is written only if the variable was null (<c>??=</c>).</summary>
    internal bool IsCoalesced { get; }
}

/// <summary>The writes to a variable, and whether there may be others.</summary>
internal sealed class WriteSet
{
    /// <summary>Nothing is known of the writes.</summary>
    internal static readonly WriteSet Unseen = new(ImmutableArray<Write>.Empty, isComplete: false);

    internal WriteSet(ImmutableArray<Write> writes, bool isComplete)
    {
        Writes = writes;
        IsComplete = isComplete;
    }

    /// <summary>The writes that are seen, in the order of the documents.</summary>
    internal ImmutableArray<Write> Writes { get; }

    /// <summary>Whether no other code can write, each written value is seen, and there is at least one.</summary>
    internal bool IsComplete { get; }
}
