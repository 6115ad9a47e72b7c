using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>The edits of many plans as one change: equal edits are one edit, and a plan that contradicts an earlier one is not taken.</summary>
internal sealed class MergedEdits
{
    private readonly Dictionary<string, HashSet<TextEdit>> _edits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _usings = new(StringComparer.Ordinal);
    private readonly List<DeclarationCleanup> _cleanups = new();
    private readonly List<NewFile> _newFiles = new();

    /// <summary>Takes the whole plan, or nothing of it and returns false.</summary>
    internal bool TryAdd(FixPlan plan)
    {
        foreach (var edit in plan.Edits)
        {
            if (_edits.TryGetValue(edit.File, out var present) && present.Any(edit.ConflictsWith))
                return false;
        }

        foreach (var edit in plan.Edits)
            EditsOf(edit.File).Add(edit);

        foreach (var (file, @namespace) in plan.Usings)
        {
            if (!_usings.TryGetValue(file, out var namespaces))
                _usings.Add(file, namespaces = new SortedSet<string>(StringComparer.Ordinal));
            namespaces.Add(@namespace);
        }

        foreach (var cleanup in plan.Cleanups)
        {
            if (!_cleanups.Any(c => c.Removals[0].Equals(cleanup.Removals[0])))
                _cleanups.Add(cleanup);
        }

        if (plan.NewFile is { } added && !_newFiles.Any(f => f.Project == added.Project && f.Name == added.Name))
            _newFiles.Add(added);

        return true;
    }

    /// <summary>The solution with every edit, in all documents of each file.</summary>
    internal async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellation)
    {
        AcceptCleanups();
        var files = new List<(IReadOnlyList<DocumentId> Copies, IReadOnlyList<TextSpan> Spans)>();
        foreach (var copies in DocumentsToChange(solution).GroupBy(SourceFile.KeyOf))
        {
            var layout = new SourceLayout(await copies.First().GetTextAsync(cancellation).ConfigureAwait(false), indent: null);
            var changes = _edits[copies.Key].Select(e => new TextChange(InLines(e, layout).Span, e.NewText)).ToList();
            changes.AddRange(await UsingsAsync(copies.Key, copies, cancellation).ConfigureAwait(false));
            changes.Sort(static (a, b) => a.Span.Start != b.Span.Start ? a.Span.Start.CompareTo(b.Span.Start) : a.Span.Length.CompareTo(b.Span.Length));
            var awaits = await LostAwaits.AnswersAsync(copies, changes, cancellation).ConfigureAwait(false);
            var (parsing, options) = await StyleAsync(copies.First(), cancellation).ConfigureAwait(false);
            IReadOnlyList<TextSpan> spans = Array.Empty<TextSpan>();
            foreach (var document in copies)
            {
                var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                var written = WrittenText.Of(text, changes, awaits, parsing, options);
                spans = written.Spans;
                solution = solution.WithDocumentText(document.Id, written.Text);
            }

            files.Add((copies.Select(static copy => copy.Id).ToList(), spans));
        }

        foreach (var file in _newFiles)
        {
            var added = DocumentId.CreateNewId(file.Project);
            solution = solution.AddDocument(added, file.Name, file.Text, file.Folders, file.Path);
            files.Add((new[] { added }, new[] { new TextSpan(0, file.Text.Length) }));
        }

        return await ExplicitTypes.InAsync(solution, files, cancellation).ConfigureAwait(false);
    }

    /// <summary>A removal at the beginning of a line takes the blanks behind it, or the line, which two declarations have left for each other.</summary>
    private TextEdit InLines(TextEdit edit, SourceLayout layout) =>
        edit.NewText.Length == 0 && new TextEdit(edit.File, layout.LinesOf(edit.Span) ?? layout.WithBlanksBehind(edit.Span), "") is var whole
        && !_edits[edit.File].Any(other => !other.Equals(edit) && whole.ConflictsWith(other))
            ? whole
            : edit;

    /// <summary>How the first copy of a file is parsed and configured: all copies get the same text.</summary>
    private static async Task<(CSharpParseOptions Parsing, AnalyzerConfigOptions Options)> StyleAsync(Document document, CancellationToken cancellation)
    {
        var tree = await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false);
        return ((CSharpParseOptions)tree!.Options, document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree));
    }

    /// <summary>The same using directives for all copies of a file, which see other parts of it: those that the one needs that has the fewest.</summary>
    private async Task<List<TextChange>> UsingsAsync(string file, IEnumerable<Document> copies, CancellationToken cancellation)
    {
        var most = new List<TextChange>();
        if (!_usings.TryGetValue(file, out var namespaces))
            return most;

        foreach (var document in copies)
        {
            if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not CompilationUnitSyntax unit)
                continue;

            var needed = UsingDirectives.Insertions(unit, await document.GetTextAsync(cancellation).ConfigureAwait(false), namespaces).ToList();
            if (needed.Sum(static c => c.NewText!.Length) > most.Sum(static c => c.NewText!.Length))
                most = needed;
        }

        return most;
    }

    private HashSet<TextEdit> EditsOf(string file)
    {
        if (!_edits.TryGetValue(file, out var edits))
            _edits.Add(file, edits = new HashSet<TextEdit>());
        return edits;
    }

    private IEnumerable<Document> DocumentsToChange(Solution solution) =>
        solution.Projects.SelectMany(static p => p.Documents).Where(d => _edits.ContainsKey(SourceFile.KeyOf(d))).ToList();

    // A cleanup may make the next one possible: a field whose only use was in a local that goes.
    private void AcceptCleanups()
    {
        bool accepted;
        do
        {
            accepted = false;
            foreach (var cleanup in _cleanups.ToArray())
            {
                if (!cleanup.References.All(IsGone) || IsNamedInNewText(cleanup))
                    continue;

                _cleanups.Remove(cleanup);
                foreach (var removal in cleanup.Removals)
                {
                    var edits = EditsOf(removal.File);
                    if (edits.Any(e => e.Span.Contains(removal.Span) && e.Span != removal.Span && !e.Span.IsEmpty))
                        continue;

                    var joined = edits.Where(removal.Shares).Aggregate(removal, static (all, e) => all.With(e));
                    edits.RemoveWhere(e => joined.Span.Contains(e.Span));
                    edits.Add(joined);
                }

                accepted = true;
            }
        }
        while (accepted);
    }

    private bool IsNamedInNewText(DeclarationCleanup cleanup) =>
        _edits.TryGetValue(cleanup.Removals[0].File, out var edits) && edits.Any(e => IdentifierText.InCode(cleanup.Name, e.NewText));

    private bool IsGone((string File, TextSpan Span) reference) =>
        _edits.TryGetValue(reference.File, out var edits) && edits.Any(e => e.Span.Contains(reference.Span) && !e.Span.IsEmpty);
}
