using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One place that gives a variable a value.</summary>
internal readonly struct Write
{
    internal Write(IOperation site, IOperation? value, bool isCoalesced = false)
    {
        Site = site;
        Value = value;
        IsCoalesced = isCoalesced;
    }

    /// <summary>The assignment, declarator, initializer or argument.</summary>
    internal IOperation Site { get; }

    /// <summary>What is written; null when it cannot be seen (out arguments, deconstruction of an unknown tuple, increments).</summary>
    internal IOperation? Value { get; }

    /// <summary>Whether the value is written only when there was none (<c>??=</c>).</summary>
    internal bool IsCoalesced { get; }
}
