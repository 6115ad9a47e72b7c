using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>Which place of a text after a fix was which place before it.</summary>
internal sealed class ChangedText
{
    private readonly List<(TextSpan Old, TextSpan New)> _changes = [];

    internal ChangedText(SourceText before, SourceText after)
    {
        (Before, After) = (before, after);
        var offset = 0;
        foreach (var change in after.GetTextChanges(before))
        {
            _changes.Add((change.Span, new TextSpan(change.Span.Start + offset, change.NewText!.Length)));
            offset += change.NewText.Length - change.Span.Length;
        }
    }

    /// <summary>The documents that the fix changed, by path.</summary>
    internal static async Task<Dictionary<string, ChangedText>> OfAsync(FixChange change)
    {
        var texts = new Dictionary<string, ChangedText>();
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            if (before is not null)
                texts.Add(after.FilePath!, new ChangedText(await before.GetTextAsync(), await after.GetTextAsync()));
        }

        return texts;
    }

    internal SourceText Before { get; }

    internal SourceText After { get; }

    /// <summary>The place that a place had before; null when the fix wrote something in it.</summary>
    internal TextSpan? PlaceBefore(TextSpan after)
    {
        var offset = 0;
        foreach (var (old, @new) in _changes)
        {
            if (@new.Start >= after.End)
                break;

            if (@new.OverlapsWith(after) || after.Contains(@new.Start) && @new.Start > after.Start)
                return null;

            offset += @new.Length - old.Length;
        }

        return new TextSpan(after.Start - offset, after.Length);
    }

    /// <summary>Whether one change of the fix took text at the one place and wrote text at the other.</summary>
    internal bool Replaces(TextSpan before, TextSpan after) =>
        _changes.Any(change => change.Old.IntersectsWith(before) && change.New.IntersectsWith(after));

    /// <summary>How many characters of a line of the text after it one change of the fix wrote, at most.</summary>
    internal int WrittenOn(TextLine after) => _changes.Max(change => change.New.Overlap(after.Span)?.Length ?? 0);

    /// <summary>The lines that hold text which the fix wrote.</summary>
    internal IEnumerable<TextLine> LinesWritten() => _changes
        .Where(static change => !change.New.IsEmpty)
        .Select(change => After.Lines.GetLinePositionSpan(change.New))
        .SelectMany(static span => Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + 1))
        .Distinct()
        .Select(line => After.Lines[line]);
}
