using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Scanning.Reports;

namespace GrpcAuthAnalyzers.Scanning.Explaining;

/// <summary>Prints what a rule is about, without a network.</summary>
internal static partial class Explanation
{
    private const string Documents = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers/blob/main/docs/";

    /// <summary>Prints the document of a rule, or the list of rules if none is named.</summary>
    /// <exception cref="ScanException">There is no such rule.</exception>
    internal static void Write(string? name, TextWriter output, Ink ink)
    {
        if (name is null)
        {
            foreach (var each in RuleDocument.All)
                output.WriteLine($"{ink.Strong(each.Id)}  {each.Title}");
            return;
        }

        var rule = RuleDocument.Find(name) ?? throw new ScanException($"no rule is called '{name}'; 'explain' without a name lists them");
        var isCode = false;
        foreach (var line in rule.Lines.SkipWhile(line => line.Length == 0))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (isCode)
                output.WriteLine(line.Length == 0 ? "" : "    " + ink.Code(line));
            else if (line.StartsWith('#'))
                output.WriteLine(ink.Strong(line.TrimStart('#').TrimStart()));
            else if (line.StartsWith('|'))
                output.WriteLine(Row(line));
            else
                output.WriteLine(Linked(line));
        }
    }

    /// <summary>A row of a table: its cells with blanks between them.</summary>
    private static string Row(string line)
    {
        var cells = Linked(line).Trim('|').Split('|', StringSplitOptions.TrimEntries);
        return "  " + string.Join("  ", cells.Select((cell, index) => index == 0 ? cell.PadRight(10) : cell)).TrimEnd();
    }

    /// <summary>A line whose links are readable: the id of a rule, or a text with the address behind it.</summary>
    private static string Linked(string line) => Link().Replace(line, link =>
    {
        var (text, address) = (link.Groups[1].Value, link.Groups[2].Value);
        if (address.StartsWith('#') || address.StartsWith("GRPCAUTH", StringComparison.Ordinal))
            return text;
        return address.Contains("://", StringComparison.Ordinal) ? $"{text} <{address}>"
            : $"{text} <{new Uri(new Uri(Documents + "rules/"), address).AbsoluteUri}>";
    });

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
