using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>By which clock the numbers of a moment are to be read.</summary>
internal enum TimeKind
{
    /// <summary>Nothing is known: a <c>DateTime</c> of which it is not seen who wrote it.</summary>
    Unknown,

    /// <summary>A <c>DateTime</c> in UTC.</summary>
    Utc,

    /// <summary>A <c>DateTime</c> in the time of the machine.</summary>
    Local,

    /// <summary>A <c>DateTimeOffset</c>: compared as the instant that it is.</summary>
    Instant,
}

/// <summary>A moment in an expression: the clock, or something that was stored; with what is added to it or taken away.</summary>
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

    /// <summary>Whether a time span is added or taken away.</summary>
    internal bool HasMargin { get; }

    internal ClockValue As(TimeKind kind) => new(Source, kind, IsClock, HasMargin);

    internal ClockValue WithMargin() => new(Source, Kind, IsClock, hasMargin: true);
}
