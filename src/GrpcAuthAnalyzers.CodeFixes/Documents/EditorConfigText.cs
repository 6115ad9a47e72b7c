using System;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Changes one option of C# files in the text of an <c>.editorconfig</c>; all other lines stay as they are.</summary>
internal static class EditorConfigText
{
    private const string Section = "[*.cs]";

    /// <summary>The text with another value of a key; null if no section of C# files has the key.</summary>
    internal static SourceText? Replace(SourceText text, string key, string value)
    {
        TextLine? found = null;
        var isOfCSharp = false;
        foreach (var line in text.Lines)
        {
            var content = line.ToString().Trim();
            if (content.StartsWith("[", StringComparison.Ordinal))
                isOfCSharp = IsOfCSharp(content);
            else if (isOfCSharp && content.Split('=', ':')[0].Trim().Equals(key, StringComparison.OrdinalIgnoreCase))
                found = line;
        }

        return found is { } known ? text.WithChanges(new TextChange(known.Span, key + " = " + value)) : null;
    }

    /// <summary>The text with the key at the end of the last section of C# files, or in a new one at the end of the text.</summary>
    internal static SourceText Add(SourceText text, string key, string value)
    {
        var newLine = text.Lines.Count > 1 && text.ToString(text.Lines[0].SpanIncludingLineBreak).EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        TextLine? last = null;
        var isOfCSharp = false;
        foreach (var line in text.Lines)
        {
            var content = line.ToString().Trim();
            if (content.StartsWith("[", StringComparison.Ordinal))
                isOfCSharp = IsOfCSharp(content);
            if (isOfCSharp && content.Length > 0)
                last = line;
        }

        if (last is { } end)
            return text.WithChanges(new TextChange(new TextSpan(end.End, 0), newLine + key + " = " + value));

        var before = text.Length == 0 ? "" : text.Lines[text.Lines.Count - 1].Span.IsEmpty ? newLine : newLine + newLine;
        return text.WithChanges(new TextChange(new TextSpan(text.Length, 0), before + Section + newLine + key + " = " + value + newLine));
    }

    /// <summary><c>[*]</c>, <c>[*.cs]</c>, <c>[**.cs]</c>, <c>[*.{cs,vb}]</c>: a section of every C# file, and not of some.</summary>
    private static bool IsOfCSharp(string header)
    {
        var pattern = header.Split(']')[0].TrimStart('[').Trim();
        if (pattern is "*" or "**" or "*.cs" or "**.cs" or "**/*.cs")
            return true;

        return pattern.StartsWith("*.{", StringComparison.Ordinal)
            && pattern.EndsWith("}", StringComparison.Ordinal)
            && pattern.Substring(3, pattern.Length - 4).Split(',').Select(static extension => extension.Trim()).Contains("cs");
    }
}
