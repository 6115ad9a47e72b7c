using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Origins;

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
