using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>A variable that holds a value, at the reference through which the value was read.</summary>
internal sealed class Alias
{
    internal Alias(ISymbol symbol, TracedValue reference)
    {
        Symbol = symbol;
        Reference = reference;
    }

    /// <summary>The local, parameter, field or property.</summary>
    internal ISymbol Symbol { get; }

    /// <summary>The place that reads it.</summary>
    internal TracedValue Reference { get; }
}
