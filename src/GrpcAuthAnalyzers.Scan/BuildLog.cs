using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>A C# project of the target that is not analysed, or not for each of its target frameworks, and why.</summary>
/// <param name="Project">Its full path.</param>
/// <param name="Reason">The first error, or what else is known.</param>
internal sealed record NotAnalysed(string Project, string Reason);

/// <summary>What MSBuild says while it restores and builds: the marks of Capture.targets, and errors.</summary>
/// <param name="compilers">Is told which compilers are called.</param>
internal sealed partial class BuildLog(CompilerServer compilers)
{
    private readonly HashSet<(string Project, string Framework)> _begun = [];
    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, string> _errors = [];
    private readonly List<string> _general = [];

    /// <summary>The file name of the project that began last; empty before the first.</summary>
    internal string Current { get; private set; } = "";

    /// <summary>How many projects are compiled or have failed.</summary>
    internal int Done => _ended.Count;

    /// <summary>Whether a project has begun or failed.</summary>
    internal bool NamesProjects => _begun.Count + _errors.Count > 0;

    /// <summary>Reads the next line; a line that says nothing is passed over.</summary>
    internal void Read(string line)
    {
        if (Mark().Match(line) is { Success: true } mark)
        {
            var project = mark.Groups["project"].Value;
            if (mark.Groups["what"].Value == "compiler")
                compilers.Meet(project);
            else if (mark.Groups["what"].Value == "compiled")
                _ended.Add(project);
            else if (_begun.Add((project, mark.Groups["framework"].Value)))
                Current = Path.GetFileName(project);
        }
        else if (Error().Match(line) is { Success: true } error)
        {
            var named = error.Groups["project"].Value.Split("::")[0];
            var origin = error.Groups["origin"].Value.Trim();
            var file = Place().Replace(origin, "");
            var text = error.Groups["text"].Value.Trim();
            if (Path.GetExtension(named) is ".csproj")
                Add(named, $"{Path.GetFileName(origin)}: {text}");
            else if (Path.GetExtension(file) is ".csproj")
                Add(file, text);
            else if (!_general.Contains(text))
                _general.Add(text);
        }
    }

    /// <summary>The first error of each project, then those of none: why nothing is compiled.</summary>
    internal string Errors => string.Join('\n', _errors.Select(error => $"{error.Key}: {error.Value}").Concat(_general));

    /// <summary>The projects that were to be compiled and are not among these compilations, by path.</summary>
    internal IReadOnlyList<NotAnalysed> ProjectsWithout(IEnumerable<Compilation> compilations)
    {
        var compiled = compilations.Select(compilation => (compilation.Project, compilation.Framework)).ToHashSet();
        var missing = _begun.Where(each => !compiled.Contains(each)).Select(each => each.Project)
            .Concat(_errors.Keys.Where(project => !_begun.Any(begun => begun.Project == project)));
        return [.. missing.Distinct().Order(StringComparer.Ordinal)
            .Select(project => new NotAnalysed(project, _errors.GetValueOrDefault(project, "a project that it refers to does not build")))];
    }

    private void Add(string project, string error)
    {
        if (_errors.TryAdd(project, error))
            _ended.Add(project);
    }

    [GeneratedRegex(@"^\s*grpc-auth-scan\|(?<what>compiler|begun|compiled)\|(?<project>[^|]*)\|(?<framework>[^|]*)$")]
    private static partial Regex Mark();

    // The canonical form of MSBuild: origin, category, code, text, and in brackets the project with the properties that tell its builds apart.
    [GeneratedRegex(@"^(?<origin>.*?)\s*:\s+(?<text>error\b(?:\s+[A-Z]+\d+)?\s*:.*?)(?:\s\[(?<project>[^\[\]]+)\])?$")]
    private static partial Regex Error();

    [GeneratedRegex(@"\([\d,-]+\)$")]
    private static partial Regex Place();
}
