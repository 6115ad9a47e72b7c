using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>A report of ours in the log that the compiler wrote, with the text of its lines.</summary>
/// <param name="File">Path below the folder of the samples, with slashes.</param>
internal sealed record Finding(string File, string Id, string Code)
{
    /// <summary>Every report of ours in this SARIF file, also the informational ones that a console build does not print.</summary>
    internal static IEnumerable<Finding> ReadAll(string sarif, string root)
    {
        using var log = JsonDocument.Parse(System.IO.File.ReadAllText(sarif));
        foreach (var result in log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            var id = result.GetProperty("ruleId").GetString()!;
            if (id.StartsWith("GRPCAUTH", StringComparison.Ordinal))
                yield return Of(id, result, root);
        }
    }

    /// <summary>Every report of ours that <c>dotnet format --report</c> notes as fixed, without the text of its line.</summary>
    internal static IReadOnlyList<Finding> ReadFormatReport(string file, string root)
    {
        using var report = JsonDocument.Parse(System.IO.File.ReadAllText(file));
        return [.. report.RootElement.EnumerateArray().SelectMany(document => document.GetProperty("FileChanges").EnumerateArray().Select(change => new Finding(
            Path.GetRelativePath(root, document.GetProperty("FilePath").GetString()!).Replace('\\', '/'), change.GetProperty("DiagnosticId").GetString()!, "")))];
    }

    public override string ToString() => $"{File}: {Id} at `{Code}`";

    private static Finding Of(string id, JsonElement result, string root)
    {
        if (!result.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            return new("", id, result.GetProperty("message").GetProperty("text").GetString()!);

        var place = locations[0].GetProperty("physicalLocation");
        var path = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
        var region = place.GetProperty("region");
        var first = region.GetProperty("startLine").GetInt32();
        var last = region.TryGetProperty("endLine", out var end) ? end.GetInt32() : first;
        var lines = System.IO.File.ReadLines(path).Skip(first - 1).Take(last - first + 1).Select(line => line.Trim());
        return new(Path.GetRelativePath(root, path).Replace('\\', '/'), id, string.Join(' ', lines));
    }
}
