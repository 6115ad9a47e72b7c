using System;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>The part of a Markdown file that is generated: between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static class Region
{
    private const string End = "<!-- end -->";

    /// <summary>The text with a new content in the region of this name; null if the text has no such region.</summary>
    internal static string? Replace(string text, string name, string content)
    {
        var start = text.IndexOf(Opening(name), StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : text[..start] + Of(name, content) + text[(end + End.Length)..];
    }

    /// <summary>A region with its two marks, without a line break at its end.</summary>
    internal static string Of(string name, string content) => $"{Opening(name)}\n{content}\n{End}";

    private static string Opening(string name) => $"<!-- generated: {name} -->";
}
