using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>What <c>dotnet format</c> would still change after a fix.</summary>
internal static class FixLayout
{
    /// <summary>
    /// The changes that the formatter makes after the fix; none where it made as many before, and none where a line break comes into a line that holds a
    /// block, a second statement or a constructor initializer: there is no layout to keep there. In a file whose open braces or indentation the
    /// formatter would change, the fix writes them as the file has them.
    /// </summary>
    internal static async Task<ImmutableArray<TextChange>> ChangesAsync(Document? before, Document after)
    {
        if (before is not null && IsCrowded(await before.GetTextAsync(), await after.GetTextAsync()))
            return [];

        var (changes, old) = (await FormatAsync(after), before is null ? [] : await FormatAsync(before));
        if (before is not null)
        {
            var (text, now) = (await before.GetTextAsync(), await after.GetTextAsync());
            foreach (var isOfStyle in new Func<SourceText, TextChange, bool>[] { IsBrace, IsIndentation })
            {
                if (old.Any(change => isOfStyle(text, change)))
                    (changes, old) = (changes.RemoveAll(change => isOfStyle(now, change)), old.RemoveAll(change => isOfStyle(text, change)));
            }
        }

        return changes.Length > old.Length ? changes : [];
    }

    private static bool IsBrace(SourceText text, TextChange change) => change.Span.End < text.Length && text[change.Span.End] == '{';

    private static bool IsIndentation(SourceText text, TextChange change) =>
        change.NewText!.Trim(' ', '\t').Length == 0
        && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(change.Span.Start).Start, change.Span.Start)));

    private static bool IsCrowded(SourceText before, SourceText after) => after.GetTextChanges(before)
        .Where(static change => change.NewText!.Contains('\n'))
        .Select(change => before.Lines.GetLinePositionSpan(change.Span))
        .SelectMany(static span => Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + 1))
        .Any(line => IsCrowded(before.Lines[line].ToString()));

    private static bool IsCrowded(string line) => line.Count(static c => c == ';') > 1
        || (line.IndexOf('{') is >= 0 and var open && line.IndexOf(';', open) > 0)
        || line.Contains(") : this(", StringComparison.Ordinal);

    private static async Task<ImmutableArray<TextChange>> FormatAsync(Document document)
    {
        var (root, text, options) = ((await document.GetSyntaxRootAsync())!, await document.GetTextAsync(), await document.GetOptionsAsync());
        var changes = Formatter.GetFormattedTextChanges(root, document.Project.Solution.Workspace, options);
        return [.. changes.Where(change => text.ToString(change.Span) != change.NewText)];
    }
}
