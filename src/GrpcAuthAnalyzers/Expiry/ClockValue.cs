using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>The clock of a stored moment.</summary>
internal enum TimeKind
{
    /// <summary>Unknown: a <c>DateTime</c> whose writes are not seen.</summary>
    Unknown,

    /// <summary>A <c>DateTime</c> in UTC.</summary>
    Utc,

    /// <summary>A <c>DateTime</c> in the time of the machine.</summary>
    Local,

    /// <summary>A <c>DateTimeOffset</c>, a <c>Timestamp</c> or a Unix time: compared as the instant that it is.</summary>
    Instant,
}

/// <summary>A moment in an expression: the clock, or something that was stored; with what is added to it or subtracted.</summary>
internal readonly struct ClockValue
{
    internal ClockValue(IOperation source, TimeKind kind, bool isClock, bool hasMargin = false)
    {
        Source = source;
        Kind = kind;
        IsClock = isClock;
        HasMargin = hasMargin;
    }

    /// <summary><c>DateTime.Now</c> and its like, or the member, local or call that holds the moment.</summary>
    internal IOperation Source { get; }

    internal TimeKind Kind { get; }

    /// <summary>Whether it is the present.</summary>
    internal bool IsClock { get; }

    /// <summary>Whether a time span is added or subtracted.</summary>
    internal bool HasMargin { get; }

    internal ClockValue As(TimeKind kind) => new(Source, kind, IsClock, HasMargin);

    internal ClockValue WithMargin() => new(Source, Kind, IsClock, hasMargin: true);
}
