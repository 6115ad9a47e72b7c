using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>Collects the edits of one plan.</summary>
internal sealed class FixPlanBuilder
{
    private readonly List<TextEdit> _edits = new();
    private readonly List<(string File, string Namespace)> _usings = new();
    private readonly List<DeclarationCleanup> _cleanups = new();
    private NewFile? _newFile;
    private bool _losesDirective;

    internal void Replace(SourceFile file, TextSpan span, string newText)
    {
        _losesDirective |= file.DirectivesIn(span).Any(d => !newText.Contains(d.ToString().Trim()));
        var edit = new TextEdit(file.Key, span, newText);
        if (_edits.Contains(edit))
            return;

        if (_edits.FindIndex(edit.Shares) is >= 0 and var same)
        {
            edit = edit.With(_edits[same]);
            _edits.RemoveAt(same);
        }

        _edits.Add(edit);
    }

    internal void Insert(SourceFile file, int position, string newText) => Replace(file, new TextSpan(position, 0), newText);

    /// <summary>Inserts statements, with the line break after them; those of one position stand in the order of the calls.</summary>
    internal void InsertStatements(SourceFile file, int position, string newText)
    {
        var same = _edits.FindIndex(e => e.File == file.Key && e.Span.IsEmpty && e.Span.Start == position);
        if (same < 0)
            Insert(file, position, newText);
        else if (_edits[same].NewText != newText)
            _edits[same] = new TextEdit(file.Key, _edits[same].Span, _edits[same].NewText + newText);
    }

    internal void Using(SourceFile file, string @namespace)
    {
        if (!_usings.Contains((file.Key, @namespace)))
            _usings.Add((file.Key, @namespace));
    }

    internal void RemoveWhenUnused(string name, ImmutableArray<TextEdit> removals, ImmutableArray<(string File, TextSpan Span)> references) =>
        _cleanups.Add(new DeclarationCleanup(name, removals, references));

    internal void Add(NewFile file) => _newFile = file;

    /// <summary>The plan, or null when it would change nothing, and when an <c>#if</c> or another directive would go with what is replaced.</summary>
    internal FixPlan? Build(string title) =>
        _edits.Count == 0 || _losesDirective
            ? null
            : new FixPlan(title, _edits.ToImmutableArray(), _usings.ToImmutableArray(), _cleanups.ToImmutableArray(), _newFile);
}
