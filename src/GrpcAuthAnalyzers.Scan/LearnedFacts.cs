using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What each project shows of its servers and shared setup, for the projects with the clients: lines of a facts file, see docs/facts.md.</summary>
internal static class LearnedFacts
{
    private const string FileName = "GrpcAuth.Facts.learned.txt";

    // The rules whose reports a fact may take back or explain.
    private static readonly string[] Concerned = ["GRPCAUTH1001", "GRPCAUTH1002", "GRPCAUTH1003"];

    /// <summary>The facts in the logs of all compilations, sorted. What two servers say differently of one RPC is left out.</summary>
    internal static IReadOnlyList<string> From(IEnumerable<JsonNode> logs) =>
        [.. logs.SelectMany(log => Marks(log)).Distinct(StringComparer.Ordinal)
            .GroupBy(line => line.Split(';')[0], StringComparer.Ordinal).Where(facts => facts.Count() == 1).Select(facts => facts.Single())
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether facts may change what is reported for a compilation: something is reported or not decided.</summary>
    internal static bool Concern(JsonNode log) => log["results"]!.AsArray().Any(result =>
        Concerned.Contains((string?)result!["ruleId"])
        || (result["properties"]?["customProperties"] is { } mark && (string?)mark["subject"] != "fact" && mark["reason"] is not null));

    /// <returns>The path of a file with the facts.</returns>
    internal static string Write(IReadOnlyList<string> facts, string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        File.WriteAllLines(path, facts);
        return path;
    }

    private static IEnumerable<string> Marks(JsonNode log) =>
        from result in log["results"]!.AsArray()
        let properties = result!["properties"]?["customProperties"]
        where (string?)properties?["subject"] == "fact"
        select (string)properties!["reason"]!;
}
