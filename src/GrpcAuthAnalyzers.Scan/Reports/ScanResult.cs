using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Root">The folder that paths are relative to.</param>
/// <param name="Findings">Those that count.</param>
/// <param name="Coverage">What was seen and decided.</param>
/// <param name="Missing">The projects that are not analysed.</param>
internal sealed record ScanResult(string Root, IReadOnlyList<Finding> Findings, Coverage Coverage, IReadOnlyList<NotAnalysed> Missing);
