using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>SARIF 2.1.0 with one run.</summary>
internal static class SarifReport
{
    internal static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file, with the folders that lead to it.</summary>
    internal static void Write(string path, IReadOnlyList<Finding> findings, string root)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Of(findings, root) + "\n");
    }

    internal static string Of(IReadOnlyList<Finding> findings, string root)
    {
        var rules = findings.DistinctBy(finding => finding.RuleId).ToArray();
        var ids = rules.Select(finding => finding.RuleId).ToList();
        foreach (var finding in findings)
            finding.Result["ruleIndex"] = ids.IndexOf(finding.RuleId);
        foreach (var finding in rules)
            finding.Rule.Remove("properties"); // Execution times: no two scans would be equal.

        var driver = new JsonObject
        {
            ["name"] = "GrpcAuthAnalyzers",
            ["informationUri"] = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers",
            ["rules"] = new JsonArray([.. rules.Select(finding => finding.Rule.DeepClone())]),
        };
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = driver },
                ["originalUriBaseIds"] = new JsonObject { [Finding.Root] = new JsonObject { ["uri"] = new Uri(Path.Join(root, "/")).AbsoluteUri } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => finding.Result.DeepClone())]),
            }),
        };
        return log.ToJsonString(Readable);
    }
}
