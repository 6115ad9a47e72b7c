using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>
/// One program of a test with what is reported in it. A <see cref="Transformation"/> must leave each report: its id, its severity, and a place that has one
/// of the tokens of the old place in it, wherever those went.
/// </summary>
internal sealed class Metamorphosis
{
    private const string Mark = "report";

    private readonly Project _project;
    private readonly DiagnosticAnalyzer _analyzer;
    private readonly ImmutableArray<Diagnostic> _reports;
    private readonly HashSet<string> _paths;

    /// <summary>The compilation of the project; every token of a report is marked with the number of that report.</summary>
    private readonly Compilation _marked;

    private Metamorphosis(Project project, Compilation compilation, ImmutableArray<Diagnostic> reports, DiagnosticAnalyzer analyzer, HashSet<string> paths)
    {
        (_project, _analyzer, _reports, _paths) = (project, analyzer, reports, paths);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var places = Enumerable.Range(0, reports.Length).Where(index => reports[index].Location.SourceTree?.FilePath == tree.FilePath).ToList();
            if (places.Count == 0)
                continue;

            var root = tree.GetRoot();
            var tokens = places.SelectMany(index => root.DescendantTokens(reports[index].Location.SourceSpan)
                .Where(token => token.Span.Length > 0 && reports[index].Location.SourceSpan.Contains(token.Span)).Select(token => (token, index)))
                .ToLookup(static pair => pair.token, static pair => new SyntaxAnnotation(Mark, pair.index.ToString(null as IFormatProvider)));
            root = root.ReplaceTokens(tokens.Select(static group => group.Key), (token, _) => token.WithAdditionalAnnotations(tokens[token]));
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options));
        }

        _marked = compilation;
    }

    /// <summary>The program of a test; <paramref name="paths"/> are the documents that the test wrote itself.</summary>
    internal static async Task<Metamorphosis> OfAsync(
        Project project, ImmutableArray<Diagnostic> reports, DiagnosticAnalyzer analyzer, IEnumerable<string> paths) =>
        new(project, (await project.GetCompilationAsync())!, reports, analyzer, [.. paths]);

    /// <summary>
    /// What the transformation changed in the verdict, but for what <see cref="Deviation"/> lists; null when nothing, also when it finds nothing to change,
    /// or breaks the program.
    /// </summary>
    internal async Task<string?> DifferenceAsync(Transformation transformation)
    {
        if (await ApplyAsync(transformation) is not var (compilation, marks))
            return null;

        var found = await Analysis.WholeAsync(compilation, _project.AnalyzerOptions, _analyzer, concurrent: false);
        var changes = Changes(found, marks).Where(change => !Deviation.Allows(transformation, change.Report, change.IsNew)).ToList();
        return changes.Count == 0 || Errors(compilation).Any()
            ? null
            : $"To {transformation.Name} changes the verdict:\n{string.Join("\n", changes.Select(Line))}\nThe program is then:\n{Text(compilation)}";

        static string Line((Diagnostic Report, bool IsNew) change) =>
            $"{(change.IsNew ? "new" : "lost")} {change.Report.Id} {change.Report.Severity} at {change.Report.Location.GetLineSpan()}: {change.Report.GetMessage()}";
    }

    /// <summary>The compiler's errors after a transformation; null where it changes nothing.</summary>
    internal async Task<IReadOnlyList<Diagnostic>?> ErrorsAsync(Transformation transformation) =>
        await ApplyAsync(transformation) is var (compilation, _) ? [.. Errors(compilation)] : null;

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics(CancellationToken.None).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The program after a transformation, read from its text, and where the marked tokens are then; null where it changes nothing.</summary>
    private async Task<(Compilation Compilation, Dictionary<string, ILookup<string, SyntaxToken>> Marks)?> ApplyAsync(Transformation transformation)
    {
        var (compilation, marks, isChanged) = (_marked, new Dictionary<string, ILookup<string, SyntaxToken>>(), false);
        foreach (var tree in _marked.SyntaxTrees.Where(tree => _paths.Contains(tree.FilePath)))
        {
            var root = await tree.GetRootAsync();
            var now = transformation.Apply(root, _marked.GetSemanticModel(tree));
            marks[tree.FilePath] = now.GetAnnotatedNodesAndTokens(Mark).Where(static place => place.IsToken).Select(static place => place.AsToken())
                .SelectMany(static token => token.GetAnnotations(Mark).Select(mark => (mark.Data!, token))).ToLookup(static pair => pair.Item1, static pair => pair.token);
            var text = now.ToFullString();
            isChanged |= text != root.ToFullString();
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath));
        }

        return isChanged ? (compilation, marks) : null;
    }

    private IEnumerable<(Diagnostic Report, bool IsNew)> Changes(ImmutableArray<Diagnostic> found, Dictionary<string, ILookup<string, SyntaxToken>> marks)
    {
        var missing = Enumerable.Range(0, _reports.Length).ToList();
        foreach (var report in found)
        {
            var at = missing.FindIndex(index => IsSame(index, report, marks));
            if (at < 0)
                yield return (report, true);
            else
                missing.RemoveAt(at);
        }

        foreach (var index in missing)
            yield return (_reports[index], false);
    }

    private bool IsSame(int index, Diagnostic report, Dictionary<string, ILookup<string, SyntaxToken>> marks)
    {
        var old = _reports[index];
        if (old.Id != report.Id || old.Severity != report.Severity || old.Location.Kind != report.Location.Kind)
            return false;

        var path = report.Location.SourceTree?.FilePath;
        if (path is null)
            return old.Location.GetLineSpan().Path == report.Location.GetLineSpan().Path && old.Location.SourceSpan == report.Location.SourceSpan;

        if (!marks.TryGetValue(path, out var tokens))
            return old.Location.SourceTree!.FilePath == path && old.Location.SourceSpan == report.Location.SourceSpan;

        return tokens[index.ToString(null as IFormatProvider)].Any(token => token.Span.OverlapsWith(report.Location.SourceSpan));
    }

    private string Text(Compilation compilation) => string.Join(
        "\n----\n", compilation.SyntaxTrees.Where(tree => _paths.Contains(tree.FilePath)).Select(static tree => tree.GetText().ToString()));
}
