using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What the analyzers saw, and whether they know of it if it carries a credential: counted from the marks of <c>CoverageAnalyzer</c>.</summary>
/// <param name="root">The scanned folder.</param>
internal sealed class Coverage(string root)
{
    private const string Id = "GRPCCOVERAGE";

    // A place that several projects or target frameworks compile is one; it is decided if one of them decides it.
    private readonly Dictionary<(string Subject, string Place), string?> _marks = [];
    private readonly HashSet<string> _projects = [];
    private readonly HashSet<string> _grpcProjects = [];
    private readonly SortedSet<string> _services = new(StringComparer.Ordinal);
    private bool _showsCredential;
    private bool _showsDemand;

    /// <summary>How many projects were analysed.</summary>
    internal int Projects => _projects.Count;

    /// <summary>How many of them refer to gRPC.</summary>
    internal int GrpcProjects => _grpcProjects.Count;

    /// <summary>Adds the marks in the log of one compilation.</summary>
    internal void Add(string project, JsonNode log)
    {
        _projects.Add(project);
        foreach (var mark in log["results"]!.AsArray().Where(result => (string?)result!["ruleId"] == Id))
        {
            var properties = mark!["properties"]!["customProperties"]!;
            var subject = (string)properties["subject"]!;
            _showsCredential |= properties["sends"] is not null;
            _showsDemand |= properties["asks"] is not null;
            if ((string?)properties["service"] is { } service)
                _services.Add(service);
            if (subject == "project")
                _grpcProjects.Add(project);
            if (subject is "project" or "fact")
                continue;

            var place = mark["locations"]![0]!["physicalLocation"]!;
            var key = (subject, new Uri(new Uri(root + "/"), (string)place["artifactLocation"]!["uri"]!).AbsoluteUri + place["region"]!.ToJsonString());
            var reason = (string?)properties["reason"];
            if (reason is null || !_marks.TryGetValue(key, out var known) || known is not null)
                _marks[key] = reason;
        }
    }

    /// <summary>
    /// The services of the calls and registrations, where none of them is seen to bring a credential, and no server asks for one or may ask; empty elsewhere.
    /// </summary>
    internal IReadOnlyCollection<string> ServicesWithoutCredentials => _showsCredential || _showsDemand ? [] : _services;

    /// <summary>How many calls, clients or registrations were seen, and how many of them are decided.</summary>
    internal (int Seen, int Decided) Of(string subject)
    {
        var marks = _marks.Where(mark => mark.Key.Subject == subject).ToArray();
        return (marks.Length, marks.Count(mark => mark.Value is null));
    }

    /// <summary>The commonest reasons for what is not decided, the commonest first.</summary>
    internal IEnumerable<(string Reason, int Count)> Reasons(int most) =>
        _marks.Where(mark => mark.Value is not null).GroupBy(mark => $"{mark.Key.Subject}: {mark.Value}")
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(most)
            .Select(group => (group.Key, group.Count()));
}
