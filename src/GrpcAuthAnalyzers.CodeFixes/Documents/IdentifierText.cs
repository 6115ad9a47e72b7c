using System.Text.RegularExpressions;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Names in text that is not parsed: what a plan writes, and what the preprocessor leaves out.</summary>
internal static class IdentifierText
{
    /// <summary>Whether the text has the name in it as a whole word.</summary>
    internal static bool Of(string name, string text) => Regex.IsMatch(text, @"(?<!\w)" + Regex.Escape(name) + @"(?!\w)");
}
