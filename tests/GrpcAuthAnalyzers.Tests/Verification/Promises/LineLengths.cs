using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>
/// No fix writes more than 120 characters into a line that then has more than 140, unless one string makes it so long, or it is a copy of a line of the file
/// with a longer name in it.
/// </summary>
internal static class LineLengths
{
    private const int Most = 140;
    private const int MostWritten = 120;
    private const int LongerName = 15;

    internal static async Task<string?> NoneGrowsAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            var (text, root) = (await after.GetTextAsync(), (await after.GetSyntaxRootAsync())!);
            var changed = before is null ? null : new ChangedText(await before.GetTextAsync(), text);
            var most = Math.Max(Most, LongerName + (changed?.Before.Lines.Max(static line => line.Span.Length) ?? 0));
            foreach (var line in changed?.LinesWritten() ?? text.Lines)
            {
                if (line.Span.Length > most && (changed?.WrittenOn(line) ?? line.Span.Length) > MostWritten && !IsOneString(line, root))
                    return $"writes a line of {line.Span.Length} characters: {line}";
            }
        }

        return null;
    }

    private static bool IsOneString(TextLine line, SyntaxNode root) =>
        root.DescendantTokens(line.Span).Any(token => token.Value is string && !token.IsKind(SyntaxKind.IdentifierToken) && token.Span.Length > line.Span.Length / 2);
}
