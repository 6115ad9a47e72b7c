using System.Collections.Generic;
using GrpcAuthAnalyzers.Scanning.Reports;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What the command line asks for. Paths are full.</summary>
internal sealed record ScanOptions(IReadOnlyList<string> Paths)
{
    /// <summary>How the findings are printed.</summary>
    internal OutputFormat Format { get; init; }

    /// <summary>Whether only the findings are printed, one a line.</summary>
    internal bool IsQuiet { get; init; }

    /// <summary>Which findings count at all.</summary>
    internal required FindingFilter Filter { get; init; }

    /// <summary>The baseline, or null.</summary>
    internal string? Baseline { get; init; }

    /// <summary>Whether the baseline is written anew.</summary>
    internal bool WritesBaseline { get; init; }

    /// <summary>Whether findings are fixed instead of printed.</summary>
    internal bool IsFix { get; init; }

    internal Severity FailOn { get; init; } = Severity.Never;

    /// <summary>The SARIF file to write, or null.</summary>
    internal string? Sarif { get; init; }

    /// <summary>The map to write, or null.</summary>
    internal string? Map { get; init; }

    /// <summary>The facts file to write, or null.</summary>
    internal string? Facts { get; init; }
}
