using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

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
