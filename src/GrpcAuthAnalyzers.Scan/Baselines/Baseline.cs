using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.Scanning.Reports;
using FingerprintNames = GrpcAuthAnalyzers.Baselines.Fingerprint;

namespace GrpcAuthAnalyzers.Scanning.Baselines;

/// <summary>A finding that a baseline accepts.</summary>
/// <param name="File">Relative to the folder of the baseline, with forward slashes.</param>
internal sealed record Accepted(string Rule, string File, string Symbol, string Message, string Fingerprint);

/// <summary>The baseline of a scan: what it accepts, and what becomes of it.</summary>
internal sealed class Baseline
{
    private readonly BaselineFile _file;
    private readonly string _folder;

    private Baseline(string text, string path)
    {
        _folder = Path.GetDirectoryName(path)!;
        _file = BaselineFile.Read(text);
        Entries = text.Length == 0 ? [] : [.. EntriesOf(JsonNode.Parse(text)!)];
    }

    internal IReadOnlyList<Accepted> Entries { get; }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="isWritten">Whether it is written anew, so that it need not exist yet.</param>
    /// <exception cref="ScanException">It cannot be read.</exception>
    internal static Baseline Read(string path, bool isWritten)
    {
        if (!File.Exists(path))
            return isWritten ? new("", path) : throw new ScanException($"the baseline '{path}' does not exist; --write makes it");

        try
        {
            var text = File.ReadAllText(path);
            if (BaselineFile.Read(text).IsReadable)
                return new(text, path);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ScanException($"the baseline '{path}' cannot be read: {unreadable.Message}");
        }

        throw new ScanException($"the baseline '{path}' is not SARIF 2.1.0");
    }

    /// <summary>The findings that it does not accept, in their order.</summary>
    internal IReadOnlyList<Finding> NewOf(IReadOnlyList<Finding> findings)
    {
        var isNew = findings.GroupBy(finding => finding.File, StringComparer.Ordinal)
            .SelectMany(file => _file.NewOf(file.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column), finding => finding.Fingerprint))
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. findings.Where(isNew.Contains)];
    }

    /// <summary>What it accepts and no finding needs any more: of a renamed file and a moved line nothing.</summary>
    internal IReadOnlyList<Accepted> GoneFrom(IReadOnlyList<Finding> findings, string root)
    {
        var left = findings.Where(finding => finding.Fingerprint is not null).Select(finding => Of(finding, root)).ToList();
        var unmatched = Entries.Where(entry => !Take(found => found.Fingerprint == entry.Fingerprint && found.File == entry.File)).ToArray();
        return [.. unmatched.Where(entry => !Take(found => found.Fingerprint == entry.Fingerprint))];

        bool Take(Predicate<Accepted> matches)
        {
            var index = left.FindIndex(matches);
            if (index >= 0)
                left.RemoveAt(index);
            return index >= 0;
        }
    }

    /// <summary>Writes the baseline anew. It has no lines, no times and no absolute paths, so that it changes only where findings come and go.</summary>
    /// <returns>How many findings it accepts then.</returns>
    internal int Write(string path, IReadOnlyList<Finding> findings, IEnumerable<Accepted> kept, string root)
    {
        var entries = findings.Where(finding => finding.Fingerprint is not null).Select(finding => Of(finding, root)).Concat(kept)
            .OrderBy(entry => entry.Rule, StringComparer.Ordinal).ThenBy(entry => entry.File, StringComparer.Ordinal)
            .ThenBy(entry => entry.Symbol, StringComparer.Ordinal).ThenBy(entry => entry.Fingerprint, StringComparer.Ordinal)
            .ThenBy(entry => entry.Message, StringComparer.Ordinal).ToArray();
        var log = SarifReport.Log(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = SarifReport.Driver() },
            ["results"] = new JsonArray([.. entries.Select(Result)]),
        });
        Directory.CreateDirectory(_folder);
        File.WriteAllText(path, log.ToJsonString(SarifReport.Readable) + "\n");
        return entries.Length;
    }

    private Accepted Of(Finding finding, string root) => new(
        finding.RuleId, Path.GetRelativePath(_folder, Path.Combine(root, finding.File)).Replace('\\', '/'), finding.Symbol ?? "", finding.Message,
        finding.Fingerprint!);

    private static JsonObject Result(Accepted entry) => new()
    {
        ["ruleId"] = entry.Rule,
        ["message"] = new JsonObject { ["text"] = entry.Message },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(entry.File).Replace("%2F", "/") } },
            ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = entry.Symbol }),
        }),
        ["partialFingerprints"] = new JsonObject { [FingerprintNames.Name] = entry.Fingerprint },
    };

    private static IEnumerable<Accepted> EntriesOf(JsonNode log) =>
        from run in log["runs"]!.AsArray()
        from result in run!["results"]?.AsArray() ?? []
        let fingerprint = (string?)result!["partialFingerprints"]?[FingerprintNames.Name]
        where fingerprint is not null
        let location = result["locations"]?[0]
        select new Accepted(
            (string?)result["ruleId"] ?? "",
            Uri.UnescapeDataString((string?)location?["physicalLocation"]?["artifactLocation"]?["uri"] ?? ""),
            (string?)location?["logicalLocations"]?[0]?["fullyQualifiedName"] ?? "",
            (string?)result["message"]?["text"] ?? "",
            fingerprint);
}
