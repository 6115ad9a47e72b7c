using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Why the origin of a value cannot be seen.</summary>
internal enum UnseenReason
{
    /// <summary>It is seen.</summary>
    No,

    /// <summary>A parameter whose callers are not all seen: injected clients, public methods, lambda parameters.</summary>
    Parameter,

    /// <summary>A field or property that other code may write.</summary>
    Member,

    /// <summary>A local that is written by an out argument, a loop or a pattern.</summary>
    Local,

    /// <summary>The chain of calls is too deep, recursive, or the budget is spent.</summary>
    TooDeep,

    /// <summary>An expression of a kind that is not followed, such as a <c>dynamic</c> call or a <c>with</c> expression.</summary>
    NotFollowed,
}

/// <summary>One expression that a value may come from.</summary>
internal readonly struct Origin
{
    internal Origin(TracedValue value, ImmutableStack<Alias> aliases, UnseenReason unseen = UnseenReason.No)
    {
        Value = value;
        Aliases = aliases;
        Unseen = unseen;
    }

    /// <summary>The expression that makes the value; where <see cref="Unseen"/> says so, the last one that could be followed.</summary>
    internal TracedValue Value { get; }

    /// <summary>The variables that held the value on its way, nearest to the origin first.</summary>
    internal ImmutableStack<Alias> Aliases { get; }

    /// <summary>Why the value comes from code that cannot be seen.</summary>
    internal UnseenReason Unseen { get; }

    /// <summary>Shorthand for the operation of <see cref="Value"/>.</summary>
    internal IOperation Operation => Value.Operation;

    /// <summary>Whether <see cref="Value"/> really makes the value.</summary>
    internal bool IsSeen => Unseen == UnseenReason.No;
}

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
