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
