using System;
using System.Collections.Generic;
using System.Linq;

namespace GrpcAuthAnalyzers.Tests.Docs;

/// <summary>An example of a document: what stands between <c>```csharp violation</c> (or another kind; or <c>json</c>) and the closing fence.</summary>
/// <param name="Language"><c>csharp</c>, or <c>json</c> for a configuration file.</param>
/// <param name="Kind">The second word of the fence: <c>violation</c>, <c>fixed</c> (written by the fix), <c>rewritten</c> (by hand), or empty.</param>
/// <param name="Line">The line of the opening fence, counted from one.</param>
/// <param name="Code">The code.</param>
internal sealed record Fence(string Language, string Kind, int Line, string Code)
{
    private static readonly string[] Openings = ["```csharp", "```json violation", "```json fixed"];

    /// <summary>Every C# fence of a Markdown text and every JSON fence with a kind, in order.</summary>
    internal static IEnumerable<Fence> In(string markdown)
    {
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Openings.Any(opening => lines[i].StartsWith(opening, StringComparison.Ordinal)))
                continue;

            var words = lines[i][3..].Split(' ', 2);

            var code = lines.Skip(i + 1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).ToArray();
            yield return new Fence(words[0], words.Length > 1 ? words[1].Trim() : "", i + 1, string.Join('\n', code));
            i += code.Length + 1;
        }
    }
}
