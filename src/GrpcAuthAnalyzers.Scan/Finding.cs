using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using FingerprintNames = GrpcAuthAnalyzers.Baselines.Fingerprint;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>One result of the compiler's SARIF log, with its paths made relative to the scanned folder.</summary>
internal sealed record Finding(JsonObject Result, JsonObject Rule, string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The name that stands for the scanned folder in the paths of the SARIF file.</summary>
    internal const string Root = "SCANROOT";

    internal string RuleId => (string)Rule["id"]!;
    internal string Level => (string?)Result["level"] ?? "warning";
    internal string Message => (string)Result["message"]!["text"]!;
    internal Severity Severity => Level switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info };
    internal string Title => (string)Rule["shortDescription"]!["text"]!;
    internal string Help => (string)Rule["helpUri"]!;

    /// <summary>File, line and column, as a compiler writes them in a terminal; the file alone where the finding is about all of it.</summary>
    internal string Place => Line > 0 ? $"{File}:{Line}:{Column}" : File;

    /// <summary>What it is recognised by in a baseline; null for what no baseline accepts, such as an option that is not valid.</summary>
    internal string? Fingerprint => (string?)Result["partialFingerprints"]?[FingerprintNames.Name];

    /// <summary>The member that holds its code, as people read it.</summary>
    internal string? Symbol => (string?)Result["locations"]![0]!["logicalLocations"]?[0]?["fullyQualifiedName"];

    internal object Identity => (RuleId, File, Line, Column, EndLine, EndColumn, Message);

    /// <returns>The findings of our rules that no pragma or attribute suppresses.</returns>
    internal static IReadOnlyList<Finding> ReadAll(JsonNode run, string project, string root)
    {
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        return [.. run["results"]!.AsArray()
            .Where(result => ((string)result!["ruleId"]!).StartsWith("GRPCAUTH", StringComparison.Ordinal) && result["suppressions"] is not JsonArray { Count: > 0 })
            .Select(result => Read(result!.DeepClone().AsObject(), rules[(int)result["ruleIndex"]!]!.DeepClone().AsObject(), project, root))];
    }

    private static Finding Read(JsonObject result, JsonObject rule, string project, string root)
    {
        // A finding about a whole compilation has no location: its project becomes the location.
        if (result["locations"] is not JsonArray { Count: > 0 })
        {
            var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = new Uri(project).AbsoluteUri } };
            result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place });
        }

        NameFingerprint(result);
        foreach (var location in result["locations"]!.AsArray().Concat(result["relatedLocations"]?.AsArray() ?? []))
        {
            if (location!["physicalLocation"]?["artifactLocation"] is JsonObject artifact)
                MakeRelative(artifact, project, root);
        }

        var physical = result["locations"]![0]!["physicalLocation"]!;
        var uri = (string)physical["artifactLocation"]!["uri"]!;
        var file = Uri.TryCreate(uri, UriKind.Absolute, out var absolute)
            ? Path.GetRelativePath(root, absolute.LocalPath).Replace('\\', '/')
            : Uri.UnescapeDataString(uri);
        var region = physical["region"];
        return new(result, rule, file, Number("startLine"), Number("startColumn"), Number("endLine"), Number("endColumn"));

        int Number(string name) => (int?)region?[name] ?? (int?)region?[name.Replace("end", "start")] ?? 0;
    }

    /// <summary>Puts what the analyzers say of a finding in properties where SARIF has a place for it.</summary>
    private static void NameFingerprint(JsonObject result)
    {
        if (result["properties"]?["customProperties"] is not JsonObject properties
            || (string?)properties[FingerprintNames.Name] is not { } fingerprint
            || (string?)properties[FingerprintNames.SymbolName] is not { } symbol)
            return;

        properties.Remove(FingerprintNames.Name);
        properties.Remove(FingerprintNames.SymbolName);
        result["partialFingerprints"] = new JsonObject { [FingerprintNames.Name] = fingerprint };
        result["locations"]![0]!["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = symbol });
    }

    private static void MakeRelative(JsonObject artifact, string project, string root)
    {
        var below = new Uri(Path.Join(root, "/"));
        var file = new Uri(new Uri(project), (string)artifact["uri"]!);
        artifact["uri"] = file.AbsoluteUri;
        if (!below.IsBaseOf(file))
            return;
        artifact["uri"] = below.MakeRelativeUri(file).OriginalString;
        artifact["uriBaseId"] = Root;
    }
}
