using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Baselines;

/// <summary>The reports of one file, held back until all of them are known: which of two equal ones is new depends on their order in the file.</summary>
internal sealed class FileReports
{
    private readonly BaselineFile _baseline;
    private readonly List<(Diagnostic Report, string Fingerprint)> _reports = new();

    internal FileReports(BaselineFile baseline) => _baseline = baseline;

    internal void Add(Diagnostic report, Fingerprint fingerprint) => _reports.Add((report, fingerprint.Hash));

    /// <summary>Hands over what the baseline does not accept.</summary>
    internal void ReportNew(Action<Diagnostic> report)
    {
        var inOrder = _reports.OrderBy(static each => each.Report.Location.SourceSpan.Start).ThenBy(static each => each.Report.Location.SourceSpan.End);
        foreach (var (diagnostic, _) in _baseline.NewOf(inOrder, static each => each.Fingerprint))
            report(diagnostic);
    }
}
