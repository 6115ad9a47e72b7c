using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>Makes a text that fails smaller while it fails in the same way: first its lines go, then its tokens, always as many at once as possible.</summary>
internal static class Shrinker
{
    /// <summary>A small text that fails as <paramref name="text"/> does.</summary>
    /// <param name="text">A text that fails.</param>
    /// <param name="failsAsync">Whether a smaller text fails in the same way.</param>
    /// <param name="tries">How often to ask.</param>
    internal static async Task<string> ShrinkAsync(string text, Func<string, Task<bool>> failsAsync, int tries = 400)
    {
        var left = tries;
        List<string> Lines(string whole) => [.. whole.Split('\n').Select(static line => line + "\n")];
        List<string> Tokens(string whole) => [.. SyntaxFactory.ParseTokens(whole).Select(static token => token.ToFullString())];
        foreach (var split in new Func<string, List<string>>[] { Lines, Tokens, Lines, Tokens })
            text = await WithoutPartsAsync(split(text));

        return text;

        async Task<string> WithoutPartsAsync(List<string> parts)
        {
            for (var size = parts.Count / 2; size > 0; size /= 2)
            {
                for (var at = 0; at < parts.Count && left > 0;)
                {
                    List<string> fewer = [.. parts.Take(at), .. parts.Skip(at + size)];
                    left--;
                    if (await failsAsync(string.Concat(fewer)))
                        parts = fewer;
                    else
                        at += size;
                }
            }

            return string.Concat(parts);
        }
    }
}
