using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One place that gives a variable a value.</summary>
internal readonly struct Write
{
    internal Write(IOperation site, IOperation? value, bool isCoalesced = false, IOperation? elementOf = null, IOperation? tuple = null, int tupleIndex = 0)
    {
        ElementOf = elementOf;
        Tuple = tuple;
        TupleIndex = tupleIndex;
        Site = site;
        Value = value;
        IsCoalesced = isCoalesced;
    }

    /// <summary>The assignment, declarator, initializer or argument; for the variable of a loop, the collection.</summary>
    internal IOperation Site { get; }

    /// <summary>What is written; null when it cannot be seen (out arguments, deconstruction of an unknown tuple, increments).</summary>
    internal IOperation? Value { get; }

    /// <summary>The collection that what is written is an element of; null where <see cref="Value"/> is known or nothing is.</summary>
    internal IOperation? ElementOf { get; }

    /// <summary>The tuple that what is written is an element of, where a deconstruction writes it: <c>var (a, b) = Get()</c>; null elsewhere.</summary>
    internal IOperation? Tuple { get; }

    /// <summary>Which element of <see cref="Tuple"/>.</summary>
    internal int TupleIndex { get; }

    /// <summary>Whether the value is written only when there was none (<c>??=</c>).</summary>
    internal bool IsCoalesced { get; }
}
