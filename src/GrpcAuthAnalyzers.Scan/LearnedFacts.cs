using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Coverage;
using GrpcAuthAnalyzers.Facts;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>
/// What each project shows of its servers, shared setup and makers of headers and channels, for the projects with the clients: lines of a facts file, see
/// docs/facts.md.
/// </summary>
internal static class LearnedFacts
{
    private const string FileName = "GrpcAuth.Facts.learned.txt";

    // FactsFile knows this line: two projects may have types of one name, of which only one has the member.
    private const string Head = "// learned by the scan: what the projects show each other";

    // The rules whose reports a fact may take back or explain.
    private static readonly string[] Concerned = ["GRPCAUTH1001", "GRPCAUTH1002", "GRPCAUTH1003"];

    /// <summary>
    /// The facts in the logs of all compilations, sorted. Where one server leaves an RPC open and another does not, the line says that they differ; of two that
    /// both ask, the first is named. One that answers an RPC decides for those that leave it Unimplemented. What projects say differently of anything else is
    /// left out.
    /// </summary>
    internal static IReadOnlyList<string> From(IEnumerable<JsonNode> logs, string root)
    {
        var servers = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new HashSet<string>(StringComparer.Ordinal);
        var marks = logs.SelectMany(log => Marks(log, root)).ToArray();
        var answered = marks.Where(mark => mark.IsAnswered).Select(mark => SubjectOf(mark.Line)).ToHashSet(StringComparer.Ordinal);
        foreach (var (line, server, _) in marks.Where(mark => mark.IsAnswered || !answered.Contains(SubjectOf(mark.Line))))
        {
            lines.Add(line);
            if (server is not null && (!servers.TryGetValue(line, out var known) || string.CompareOrdinal(server, known) < 0))
                servers[line] = server;
        }

        lines.RemoveWhere(line =>
            EndsWithAny(line, LearnedKinds.AddsNothing, LearnedKinds.MakesOfGiven) && lines.Contains(line.Split(';')[0] + LearnedKinds.MayAdd));
        return [.. lines.Where(line => !line.EndsWith(LearnedKinds.MayAdd, StringComparison.Ordinal))
            .GroupBy(SubjectOf, StringComparer.Ordinal).Select(AllSay).OfType<string>()
            .Order(StringComparer.Ordinal)
            .Select(line => servers.TryGetValue(line, out var server) ? $"{line} // {server}" : line)];
    }

    /// <summary>The one line of which nothing differs; of an RPC that a server leaves open, also that they differ. Null where nothing is known.</summary>
    private static string? AllSay(IGrouping<string, string> lines)
    {
        var all = lines.ToArray();
        return all.Length == 1 ? (IsInTheWay(all[0]) ? null : all[0])
            : Array.Exists(all, line => line.EndsWith(LearnedKinds.Anonymous, StringComparison.Ordinal)) ? lines.Key + LearnedKinds.ServersDiffer
            : null;
    }

    private static bool IsInTheWay(string line) => EndsWithAny(line, LearnedKinds.Registered, LearnedKinds.MayAsk, LearnedKinds.Served);

    /// <summary>What a line is about. What is said of servers is apart from what is said of clients: an interceptor may be for both.</summary>
    private static string SubjectOf(string line) => line.Split(';')[0] + (EndsWithAny(line, LearnedKinds.AsksNothing, LearnedKinds.MayAsk) ? ";" : "");

    private static bool EndsWithAny(string line, params string[] kinds) => Array.Exists(kinds, kind => line.EndsWith(kind, StringComparison.Ordinal));

    /// <summary>Whether facts may change what is reported for a compilation: something is reported or not decided.</summary>
    internal static bool Concern(JsonNode log) => log["results"]!.AsArray().Any(result =>
        Concerned.Contains((string?)result!["ruleId"])
        || (result["properties"]?["customProperties"] is { } mark && (string?)mark["subject"] != "fact" && mark["reason"] is not null));

    /// <returns>The path of a file with the facts.</returns>
    internal static string WriteInto(string folder, IReadOnlyList<string> facts)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        Write(path, facts);
        return path;
    }

    internal static void Write(string path, IReadOnlyList<string> facts) => File.WriteAllLines(path, [Head, .. facts]);

    private static IEnumerable<(string Line, string? Server, bool IsAnswered)> Marks(JsonNode log, string root) =>
        from result in log["results"]!.AsArray()
        let properties = result!["properties"]?["customProperties"]
        where (string?)properties?["subject"] == "fact"
        select ((string)properties!["reason"]!, ServerOf(properties, root), properties["not-answered"] is null);

    /// <summary>Which server asks, and where in the scanned folder; a file of another folder is named without its path.</summary>
    private static string? ServerOf(JsonNode fact, string root)
    {
        if ((string?)fact["server"] is not { } server)
            return null;

        var file = Path.GetRelativePath(root, (string)fact["file"]!).Replace('\\', '/');
        var place = Path.IsPathRooted(file) || file.StartsWith("../", StringComparison.Ordinal) ? Path.GetFileName(file) : file;
        return AskingServer.TextOf(server, place, int.Parse((string)fact["line"]!, CultureInfo.InvariantCulture));
    }
}
