using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>One mark that <c>MapAnalyzer</c> left in the log of the compiler.</summary>
/// <param name="Project">The name of the project that was compiled; where two have one name, its path.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Place">Where.</param>
/// <param name="Related">The places that belong to it.</param>
/// <param name="Properties">What is known.</param>
internal sealed record Mark(string Project, string Kind, MapPlace Place, IReadOnlyList<MapPlace> Related, JsonNode Properties)
{
    /// <summary>An answer; null where there is none.</summary>
    internal string? this[string name] => (string?)Properties[name];

    /// <summary>An answer of several lines.</summary>
    internal string[] All(string name) => this[name]?.Split('\n') ?? [];

    internal MapAnswer Answer => new(this["credential"] ?? "unknown", [.. All("means").Select(MarkLog.Kebab)], All("tokens"), this["why"]);
}

/// <summary>Reads the marks of the map from the logs of the compiler.</summary>
internal static class MarkLog
{
    private const string Id = "GRPCMAP";
    private const string Option = "is_global = true\ngrpc_auth_scan.map = true\n";

    /// <summary>The compilations, with the option that asks for the marks.</summary>
    /// <param name="compilations">Those to analyse.</param>
    /// <param name="folder">Where the option is written.</param>
    internal static IReadOnlyList<Compilation> Asking(IReadOnlyList<Compilation> compilations, string folder)
    {
        var file = Path.Combine(folder, "map.globalconfig");
        File.WriteAllText(file, Option);
        return [.. compilations.Select(compilation => compilation with { Arguments = [.. compilation.Arguments, $"/analyzerconfig:\"{file}\""] })];
    }

    /// <summary>
    /// The marks of all logs. A place that several target frameworks of a project compile is one; what is decided for one of them counts.
    /// </summary>
    /// <param name="logs">The logs, with the full path of the project.</param>
    /// <param name="root">The scanned folder.</param>
    internal static IReadOnlyList<Mark> Read(IReadOnlyList<(string Project, JsonNode Log)> logs, string root)
    {
        var shared = logs.Select(log => log.Project).Distinct().GroupBy(NameOf).Where(projects => projects.Count() > 1)
            .Select(projects => projects.Key).ToHashSet();
        var marks = new Dictionary<(string Project, string Text, MapPlace Place), Mark>();
        foreach (var (project, log) in logs)
        {
            var name = shared.Contains(NameOf(project)) ? Path.ChangeExtension(Path.GetRelativePath(root, project), null).Replace('\\', '/') : NameOf(project);
            foreach (var result in log["results"]!.AsArray().Where(result => (string?)result!["ruleId"] == Id))
            {
                var properties = result!["properties"]!["customProperties"]!;
                var mark = new Mark(
                    name, (string)properties["kind"]!, PlaceOf(result["locations"]![0]!, project, root),
                    [.. (result["relatedLocations"]?.AsArray() ?? []).Select(location => PlaceOf(location!, project, root))], properties);
                var key = (project, (string)result["message"]!["text"]!, mark.Place);
                if (!marks.TryGetValue(key, out var known) || known["credential"] == "unknown")
                    marks[key] = mark;
            }
        }

        return [.. marks.Values.OrderBy(mark => mark.Place.File, StringComparer.Ordinal).ThenBy(mark => mark.Place.Line).ThenBy(mark => mark.Place.Column)];
    }

    /// <summary><c>CallCredentials</c> as <c>call-credentials</c>.</summary>
    internal static string Kebab(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static MapPlace PlaceOf(JsonNode location, string project, string root)
    {
        var physical = location["physicalLocation"]!;
        var file = new Uri(new Uri(project), (string)physical["artifactLocation"]!["uri"]!);
        var region = physical["region"];
        return new(Path.GetRelativePath(root, file.LocalPath).Replace('\\', '/'), (int?)region?["startLine"] ?? 1, (int?)region?["startColumn"] ?? 1);
    }
}
