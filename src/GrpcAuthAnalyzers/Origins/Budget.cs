namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The work one question may cost. Each question starts with a fresh budget and memoised facts are not charged, so an
/// answer never depends on earlier questions. A spent budget means Unknown.
/// </summary>
internal sealed class Budget
{
    /// <summary>Steps that one question may take.</summary>
    internal const int MaxSteps = 4000;

    /// <summary>Source methods that may be entered on top of one another.</summary>
    internal const int MaxDepth = 3;

    /// <summary>Choices around one value, each inside the next.</summary>
    internal const int MaxNesting = 64;

    /// <summary>Values that one expression may have.</summary>
    internal const int MaxAlternatives = 32;

    /// <summary>Places that may mention a method or constructor, by name; with more of them its callers are not followed.</summary>
    internal const int MaxMentions = 200;

    /// <summary>Steps taken so far.</summary>
    internal int Steps { get; private set; }

    /// <summary>Whether the question has become too expensive; it stays so.</summary>
    internal bool IsSpent => Steps >= MaxSteps;

    /// <summary>Takes one step; false when none is left.</summary>
    internal bool TryStep()
    {
        if (IsSpent)
            return false;

        Steps++;
        return true;
    }
}
