using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Scanning.Explaining;
using Microsoft.Extensions.FileSystemGlobbing;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Which findings count: by rule, severity and file. What is left out is still analysed, since it may say what other code does.</summary>
internal sealed class FindingFilter
{
    private readonly HashSet<string>? _rules;
    private readonly Severity _least;
    private readonly Matcher? _excluded;

    /// <param name="rules">Ids of rules or bands, <c>GRPCAUTH1001</c>, <c>1001</c>, <c>2xxx</c> or <c>2*</c>; none for every rule.</param>
    /// <param name="least">The lowest severity that counts.</param>
    /// <param name="exclude">Globs of files, relative to the scanned folder.</param>
    /// <exception cref="ScanException">No rule has such an id.</exception>
    internal FindingFilter(IEnumerable<string> rules, Severity least, IEnumerable<string> exclude)
    {
        var names = rules.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        _rules = names.Length == 0 ? null : [.. names.SelectMany(IdsOf)];
        _least = least;
        if (exclude.ToArray() is { Length: > 0 } globs)
        {
            _excluded = new Matcher(StringComparison.OrdinalIgnoreCase);
            _excluded.AddIncludePatterns(globs);
        }
    }

    /// <summary>Whether a finding counts.</summary>
    internal bool Has(Finding finding) => Has(finding.RuleId, finding.Severity, finding.File);

    /// <summary>Whether a finding of a rule in a file counts.</summary>
    internal bool Has(string rule, Severity severity, string file) =>
        _rules?.Contains(rule) != false && severity >= _least && _excluded?.Match(file).HasMatches != true;

    private static IEnumerable<string> IdsOf(string name)
    {
        var digits = Regex.Replace(name, "^GRPCAUTH", "", RegexOptions.IgnoreCase);
        var pattern = new Regex("^GRPCAUTH" + Regex.Escape(digits.ToLowerInvariant()).Replace("x", "[0-9]").Replace("\\*", "[0-9]*") + "$");
        var ids = RuleDocument.All.Select(rule => rule.Id).Where(id => pattern.IsMatch(id)).ToArray();
        return ids.Length > 0 ? ids : throw new ScanException($"no rule is called '{name}'; 'explain' lists them");
    }
}
