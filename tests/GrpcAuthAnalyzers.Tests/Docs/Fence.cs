using System;
using System.Collections.Generic;
using System.Linq;

namespace GrpcAuthAnalyzers.Tests.Docs;

/// <summary>A C# example of a document: what stands between <c>```csharp violation</c> (or <c>fixed</c>) and the closing fence.</summary>
/// <param name="Kind">The second word of the fence: <c>violation</c>, <c>fixed</c>, or empty.</param>
/// <param name="Line">The line of the opening fence, counted from one.</param>
/// <param name="Code">The code.</param>
internal sealed record Fence(string Kind, int Line, string Code)
{
    /// <summary>Every C# fence of a Markdown text, in order.</summary>
    internal static IEnumerable<Fence> In(string markdown)
    {
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```csharp", StringComparison.Ordinal))
                continue;

            var code = lines.Skip(i + 1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).ToArray();
            yield return new Fence(lines[i]["```csharp".Length..].Trim(), i + 1, string.Join('\n', code));
            i += code.Length + 1;
        }
    }
}
