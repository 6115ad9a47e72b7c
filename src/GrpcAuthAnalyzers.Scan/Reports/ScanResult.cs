using System.Collections.Generic;
using GrpcAuthAnalyzers.Scanning.Baselines;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Root">The folder that paths are relative to.</param>
/// <param name="Findings">Those that count, without those that the baseline accepts.</param>
/// <param name="Coverage">What was seen and decided.</param>
/// <param name="Missing">The projects that are not analysed.</param>
internal sealed record ScanResult(string Root, IReadOnlyList<Finding> Findings, Coverage Coverage, IReadOnlyList<NotAnalysed> Missing)
{
    /// <summary>What became of the baseline; null without one.</summary>
    internal BaselineOutcome? Baseline { get; init; }
}
