using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Scanning.Fixing;

/// <summary>Applies the fixes of one rule after the other, each to the whole solution, until none changes anything.</summary>
internal sealed class FixRun
{
    private const string NotKnown = "no fix is known to be right here";

    private static readonly GrpcAuthFixProvider[] Known =
    [
        .. typeof(GrpcAuthFixProvider).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(GrpcAuthFixProvider).IsAssignableFrom(type))
            .Select(type => (GrpcAuthFixProvider)Activator.CreateInstance(type)!).OrderBy(fix => fix.FixableDiagnosticIds[0], StringComparer.Ordinal),
    ];

    private readonly Dictionary<string, string> _rejected = [];
    private readonly Dictionary<ProjectId, (object Compilation, IReadOnlyList<(DocumentId Document, Diagnostic Report)> Reports)> _known = [];
    private readonly Func<string, bool> _mayWrite;
    private readonly Func<Diagnostic, bool> _counts;
    private readonly ScanProgress _progress;
    private readonly CancellationToken _stop;
    private readonly IReadOnlyList<GrpcAuthFixProvider> _fixes;
    private Solution _solution;

    /// <param name="solution">What is fixed.</param>
    /// <param name="mayWrite">Whether a file may be changed.</param>
    /// <param name="counts">Whether a report is to be fixed.</param>
    /// <param name="progress">Shows the rule that is fixed.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="fixes">The fixes, if not all are applied.</param>
    internal FixRun(
        Solution solution, Func<string, bool> mayWrite, Func<Diagnostic, bool> counts, ScanProgress progress, CancellationToken stop,
        IReadOnlyList<GrpcAuthFixProvider>? fixes = null)
    {
        (_solution, _mayWrite, _counts, _progress, _stop) = (solution, mayWrite, counts, progress, stop);
        _fixes = fixes ?? Known;
    }

    /// <summary>How many reports are gone.</summary>
    internal int Fixed { get; private set; }

    /// <summary>What is left, with the reason, one for each place.</summary>
    internal IReadOnlyList<(Diagnostic Report, string Reason)> Left { get; private set; } = [];

    /// <returns>The solution after all fixes.</returns>
    internal async Task<Solution> RunAsync()
    {
        _progress.Begin("Loading what is to be fixed");
        var reports = await ReportsAsync();
        var before = reports.Count;
        _progress.Begin("Fixing", before, "findings");
        while (await StepAsync(reports) is { } next)
        {
            reports = next;
            Fixed = Math.Max(0, before - reports.Count);
        }

        Left = [.. reports.Select(report => (report.Report, ReasonOf(report.Report)))];
        return _solution;
    }

    /// <summary>Applies the first fix that takes reports away and keeps the code compiling.</summary>
    /// <returns>What is reported then; null if there is no such fix.</returns>
    private async Task<IReadOnlyList<(DocumentId Document, Diagnostic Report)>?> StepAsync(IReadOnlyList<(DocumentId Document, Diagnostic Report)> reports)
    {
        foreach (var fix in _fixes)
        {
            var own = reports.Where(report => fix.FixableDiagnosticIds.Contains(report.Report.Id)).ToArray();
            if (own.Length == 0 || _rejected.ContainsKey(own[0].Report.Id))
                continue;

            _progress.Show(own[0].Report.Id, Fixed);
            var before = _solution;
            var changed = await fix.ApplyAsync(before, own.Select(each => (before.GetDocument(each.Document)!, each.Report)), FixAction.First, _stop);
            var files = ChangedIn(changed);
            if (files.Length == 0)
                continue;

            var complaint = await ComplaintAsync(changed, files);
            if (complaint is null)
            {
                _solution = changed;
                var next = await ReportsAsync();
                if (next.Count(report => fix.FixableDiagnosticIds.Contains(report.Report.Id)) < own.Length)
                    return next;

                _solution = before;
                complaint = NotKnown;
            }

            _rejected[own[0].Report.Id] = complaint;
        }

        return null;
    }

    private Document[] ChangedIn(Solution solution) =>
        [.. solution.GetChanges(_solution).GetProjectChanges()
            .SelectMany(project => project.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Concat(project.GetAddedDocuments()))
            .Select(id => solution.GetDocument(id)!)];

    /// <returns>Why a change must not be made; null if it may.</returns>
    private async Task<string?> ComplaintAsync(Solution changed, Document[] files)
    {
        foreach (var file in files)
        {
            if (file.FilePath is not { } path || !_mayWrite(path) || GeneratedFile.Is((await file.GetSyntaxTreeAsync(_stop))!))
                return $"its fix would change '{file.Name}', which is generated or not in UTF-8";
        }

        var graph = changed.GetProjectDependencyGraph();
        var projects = files.Select(file => file.Project.Id).Distinct()
            .SelectMany(id => graph.GetProjectsThatTransitivelyDependOnThisProject(id).Append(id)).Distinct();
        foreach (var id in projects)
        {
            var known = (await ErrorsAsync(_solution.GetProject(id)!)).ToHashSet();
            if ((await ErrorsAsync(changed.GetProject(id)!)).FirstOrDefault(error => !known.Contains(error)) is { } broken)
                return $"its fix would not compile: {broken}";
        }

        return null;
    }

    private async Task<IEnumerable<string>> ErrorsAsync(Project project) =>
        (await project.GetCompilationAsync(_stop))!.GetDiagnostics(_stop).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}");

    /// <summary>The reports in code that count; a line of a multi-targeted project, or of a shared file, once.</summary>
    private async Task<IReadOnlyList<(DocumentId Document, Diagnostic Report)>> ReportsAsync()
    {
        var all = new List<(DocumentId Document, Diagnostic Report)>();
        foreach (var project in _solution.Projects)
            all.AddRange(await ReportsAsync(project));

        return [.. all.DistinctBy(each => (each.Report.Id, each.Report.Location.SourceTree!.FilePath, each.Report.Location.SourceSpan))
            .OrderBy(each => each.Report.Id, StringComparer.Ordinal).ThenBy(each => each.Report.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(each => each.Report.Location.SourceSpan.Start)];
    }

    /// <summary>Those of one project; it is analysed again only if it has changed.</summary>
    private async Task<IReadOnlyList<(DocumentId Document, Diagnostic Report)>> ReportsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync(_stop))!;
        if (_known.TryGetValue(project.Id, out var known) && known.Compilation == compilation)
            return known.Reports;

        var analysis = compilation.WithAnalyzers([new GrpcAuthAnalyzer()], new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var reports = new List<(DocumentId Document, Diagnostic Report)>();
        foreach (var report in await analysis.GetAnalyzerDiagnosticsAsync(_stop))
        {
            if (report.Location.SourceTree is { } tree && !report.IsSuppressed && _counts(report) && project.GetDocument(tree) is { } document)
                reports.Add((document.Id, report));
        }

        _known[project.Id] = (compilation, reports);
        return reports;
    }

    private string ReasonOf(Diagnostic report) =>
        _rejected.TryGetValue(report.Id, out var complaint) ? complaint
        : _fixes.Any(fix => fix.FixableDiagnosticIds.Contains(report.Id)) ? NotKnown
        : "the rule has no fix";
}
