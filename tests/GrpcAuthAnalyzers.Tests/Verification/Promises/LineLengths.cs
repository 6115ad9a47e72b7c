using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>No fix writes a line of more than 140 characters, unless the line in its place was as long already, or one string makes it so long.</summary>
internal static class LineLengths
{
    private const int Most = 140;

    internal static async Task<string?> NoneGrowsAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            var text = await after.GetTextAsync();
            var changed = before is null ? null : new ChangedText(await before.GetTextAsync(), text);
            var root = (await after.GetSyntaxRootAsync())!;
            foreach (var line in changed?.LinesWritten() ?? text.Lines)
            {
                if (line.Span.Length > Math.Max(Most, changed?.LongestReplaced(line) ?? 0) && !IsOneString(line, root))
                    return $"writes a line of {line.Span.Length} characters: {line}";
            }
        }

        return null;
    }

    private static bool IsOneString(TextLine line, SyntaxNode root) =>
        root.DescendantTokens(line.Span).Any(token => token.Value is string && token.Span.Length > line.Span.Length / 2);
}
