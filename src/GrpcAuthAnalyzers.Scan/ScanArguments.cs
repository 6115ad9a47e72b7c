using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Scanning.Mapping;
using GrpcAuthAnalyzers.Scanning.Reports;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>The arguments and options of a scan, and what they were set to.</summary>
internal sealed class ScanArguments
{
    private readonly string _withoutPath;

    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Solutions, projects or folders",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<OutputFormat> _format = OneOf(
        "--format", "How the findings are printed", [OutputFormat.Text, OutputFormat.Json, OutputFormat.Sarif, OutputFormat.GitHub], OutputFormat.Text);

    private readonly Option<string[]> _rules = new("--rules")
    {
        Description = "Only these rules, separated by commas: 1001, GRPCAUTH1001, or 2xxx for a band",
        HelpName = "ids",
    };

    private readonly Option<Severity> _severity = OneOf(
        "--severity", "Only findings of this severity or above", [Severity.Error, Severity.Warning, Severity.Info], Severity.Info);

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "No findings in files that match this glob, relative to the scanned folder: **/Legacy/**",
        HelpName = "glob",
    };

    private readonly Option<Severity> _failOn = OneOf(
        "--fail-on", "Exit with 1 if there is a finding of this severity or above",
        [Severity.Error, Severity.Warning, Severity.Info, Severity.Never], Severity.Never);

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Findings in this SARIF file are accepted: only new ones are printed and count",
        HelpName = "file",
    };

    private readonly Option<bool> _write = new("--write") { Description = "Write all findings into the file of --baseline" };

    private readonly Option<bool> _fix = new("--fix") { Description = "Fix what can be fixed, and list what is left and why" };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Also write the findings as SARIF 2.1.0", HelpName = "file" };

    private readonly Option<string?> _facts = new("--write-facts")
    {
        Description = "Also write what the projects show each other, for builds and editors: GrpcAuth.Facts.txt",
        HelpName = "file",
    };

    private readonly Option<string?> _map = new("--map")
    {
        Description = "Also write a map of who sends which credentials, as a page (.html), Markdown (.md) or JSON (.json)",
        HelpName = "file",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print only the findings, one a line, and no progress" };

    /// <param name="command">Gets the arguments and options.</param>
    /// <param name="withoutPath">What is scanned when the command line names nothing.</param>
    internal ScanArguments(Command command, string withoutPath)
    {
        _withoutPath = withoutPath;
        // What is no option would be taken for a path.
        _paths.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } unknown)
                result.AddError($"'{unknown.Value}' is not an option");
        });
        _map.Validators.Add(result =>
        {
            if (result.GetValue(_map) is { } path && !MapFile.IsKnown(path))
                result.AddError($"--map is a file that ends in .html, .md or .json, not '{path}'");
        });
        command.Add(_paths);
        foreach (var option in new Option[] { _format, _rules, _severity, _exclude, _failOn, _baseline, _write, _fix, _sarif, _facts, _map, _quiet })
            command.Add(option);
    }

    /// <exception cref="ScanException">A value names nothing that exists.</exception>
    internal ScanOptions Read(ParseResult line)
    {
        IEnumerable<string> paths = line.GetValue(_paths) is { Length: > 0 } named ? named : [_withoutPath];
        if (line.GetValue(_write) && line.GetValue(_baseline) is null)
            throw new ScanException("--write needs --baseline FILE");
        if (line.GetValue(_fix) && (line.GetValue(_write) || line.GetValue(_sarif) is not null || line.GetValue(_format) != OutputFormat.Text))
            throw new ScanException("--fix prints text, and writes no SARIF and no baseline");

        return new([.. paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)])
        {
            Format = line.GetValue(_format),
            IsQuiet = line.GetValue(_quiet),
            Filter = new(line.GetValue(_rules) ?? [], line.GetValue(_severity), line.GetValue(_exclude) ?? []),
            Baseline = FullPath(line.GetValue(_baseline)),
            WritesBaseline = line.GetValue(_write),
            IsFix = line.GetValue(_fix),
            FailOn = line.GetValue(_failOn),
            Sarif = FullPath(line.GetValue(_sarif)),
            Facts = FullPath(line.GetValue(_facts)),
            Map = FullPath(line.GetValue(_map)),
        };
    }

    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);

    /// <summary>An option whose values are the names of an enumeration, in any case.</summary>
    private static Option<T> OneOf<T>(string name, string description, T[] values, T initial)
        where T : struct, Enum
    {
        var names = Array.ConvertAll(values, value => value.ToString().ToLowerInvariant());
        var choices = $"{string.Join(", ", names[..^1])} or {names[^1]}";
        return new(name)
        {
            Description = $"{description}: {choices}",
            HelpName = typeof(T).Name.ToLowerInvariant(),
            DefaultValueFactory = _ => initial,
            CustomParser = result =>
            {
                var text = result.Tokens is [.., { Value: var last }] ? last : "";
                if (Array.IndexOf(names, text.ToLowerInvariant()) is >= 0 and var index)
                    return values[index];

                result.AddError($"{name} is {choices}, not '{text}'");
                return initial;
            },
        };
    }
}
