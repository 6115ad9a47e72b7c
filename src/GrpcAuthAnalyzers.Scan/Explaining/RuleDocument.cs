using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace GrpcAuthAnalyzers.Scanning.Explaining;

/// <summary>The document of a rule, as the tool carries it.</summary>
internal sealed partial class RuleDocument
{
    private readonly string[] _lines;

    private RuleDocument(string file)
    {
        Id = Path.GetFileNameWithoutExtension(file);
        _lines = File.ReadAllLines(file);
    }

    /// <summary>The documents of all rules, by id.</summary>
    internal static IReadOnlyList<RuleDocument> All => Documents.Value;

    private static readonly Lazy<IReadOnlyList<RuleDocument>> Documents = new(() =>
        [.. Directory.EnumerateFiles(ToolFiles.Rules, "GRPCAUTH*.md").Order(StringComparer.Ordinal).Select(file => new RuleDocument(file))]);

    internal string Id { get; }

    /// <summary>What the rule finds, in a few words.</summary>
    internal string Title => _lines.First(line => line.StartsWith("# ", StringComparison.Ordinal)).Split(": ", 2)[1];

    /// <summary>The name of the rule, as in the sources and the catalogue.</summary>
    internal string Name => _lines.First(line => line.StartsWith("| Rule |", StringComparison.Ordinal)).Split('|')[2].Trim();

    /// <summary>The Markdown without what only its page needs.</summary>
    internal IEnumerable<string> Lines => _lines.Where(line => !line.StartsWith("<!--", StringComparison.Ordinal) && !EmptyRow().IsMatch(line));

    /// <summary>The rule of an id, of its digits or of its name; null if there is none.</summary>
    internal static RuleDocument? Find(string name) => All.FirstOrDefault(rule =>
        string.Equals(rule.Id, name, StringComparison.OrdinalIgnoreCase) || rule.Id == "GRPCAUTH" + name
        || string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^\|[\s|-]*\|$")]
    private static partial Regex EmptyRow();
}
