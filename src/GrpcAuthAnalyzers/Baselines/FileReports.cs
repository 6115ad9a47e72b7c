using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Baselines;

/// <summary>The reports of one file, held back until all of them are known: which of two equal ones is new depends on their order in the file.</summary>
internal sealed class FileReports
{
    private readonly BaselineFile _baseline;
    private readonly List<(Diagnostic Report, string Fingerprint)> _reports = new();

    internal FileReports(BaselineFile baseline) => _baseline = baseline;

    internal void Add(Diagnostic report, Fingerprint fingerprint) => _reports.Add((report, fingerprint.Hash));

    /// <summary>
    /// Hands over what the baseline does not accept, and what is suppressed: that needs no place in the baseline, and the compiler leaves it out.
    /// </summary>
    /// <param name="report">Gets it.</param>
    /// <param name="compilation">That of a file of code, where a pragma or attribute may suppress a report; null for other files.</param>
    internal void ReportNew(Action<Diagnostic> report, Compilation? compilation = null)
    {
        var inOrder = _reports.OrderBy(static each => each.Report.Location.SourceSpan.Start)
            .ThenBy(static each => each.Report.Location.SourceSpan.End).ToList();
        if (compilation is not null && _reports.Select(static each => each.Fingerprint).Distinct(StringComparer.Ordinal).Count() < _reports.Count)
        {
            var kept = CompilationWithAnalyzers.GetEffectiveDiagnostics(inOrder.Select(static each => each.Report), compilation)
                .Where(static effective => !effective.IsSuppressed).Select(static effective => (effective.Id, effective.Location)).ToImmutableHashSet();
            bool IsSuppressed((Diagnostic Report, string) each) => !kept.Contains((each.Report.Id, each.Report.Location));
            foreach (var (suppressed, _) in inOrder.FindAll(IsSuppressed))
                report(suppressed);

            inOrder.RemoveAll(IsSuppressed);
        }

        foreach (var (diagnostic, _) in _baseline.NewOf(inOrder, static each => each.Fingerprint))
            report(diagnostic);
    }
}
