using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>What a condition asks about one expression: whether it is there. <see cref="NullTests.Of"/> reads it.</summary>
internal readonly struct NullTest
{
    internal NullTest(IOperation value, Absence absence, bool isAbsentWhenTrue, bool isExact = true, ISymbol? declared = null)
    {
        Value = value;
        Absence = absence;
        IsAbsentWhenTrue = isAbsentWhenTrue;
        IsExact = isExact;
        Declared = declared;
    }

    /// <summary>The expression that is tested, inside its built-in conversions.</summary>
    internal IOperation Value { get; }

    /// <summary>Which values count as absent.</summary>
    internal Absence Absence { get; }

    /// <summary>Whether the condition is true where the value is absent. On the other side it is present.</summary>
    internal bool IsAbsentWhenTrue { get; }

    /// <summary>
    /// Whether the condition asks for nothing else. Where it does (<c>is { IsValid: true }</c>, <c>is string text</c> of an object), the value is known to be
    /// there on one side, but need not be absent on the other.
    /// </summary>
    internal bool IsExact { get; }

    /// <summary>The variable of the pattern, which holds the value where it is there; null when none is declared.</summary>
    internal ISymbol? Declared { get; }

    /// <summary>The test of the opposite condition.</summary>
    internal NullTest Negated => new(Value, Absence, !IsAbsentWhenTrue, IsExact, Declared);
}
