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
    internal static void Write(string path, IReadOnlyList<Finding> findings, string root, bool isNew = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Of(findings, root, isNew) + "\n");
    }

    /// <param name="findings">What is written.</param>
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="isNew">Whether they are those that a baseline does not accept.</param>
    internal static string Of(IReadOnlyList<Finding> findings, string root, bool isNew = false)
    {
        var rules = findings.DistinctBy(finding => finding.RuleId).ToArray();
        var ids = rules.Select(finding => finding.RuleId).ToList();
        var driver = Driver();
        driver["rules"] = new JsonArray([.. rules.Select(finding => Rule(finding.Rule))]);
        return Log(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = driver },
            ["originalUriBaseIds"] = new JsonObject { [Finding.Root] = new JsonObject { ["uri"] = new Uri(Path.Join(root, "/")).AbsoluteUri } },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. findings.Select(finding => Result(finding))]),
        }).ToJsonString(Readable);

        JsonObject Result(Finding finding)
        {
            var result = finding.Result.DeepClone().AsObject();
            result["ruleIndex"] = ids.IndexOf(finding.RuleId);
            if (isNew)
                result["baselineState"] = "new";
            return result;
        }
    }

    /// <summary>A log with one run.</summary>
    internal static JsonObject Log(JsonObject run) => new()
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(run),
    };

    /// <summary>The analyzers, without their rules.</summary>
    internal static JsonObject Driver() => new()
    {
        ["name"] = "GrpcAuthAnalyzers",
        ["informationUri"] = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers",
    };

    /// <summary>A rule without its execution times: no two scans would be equal.</summary>
    private static JsonObject Rule(JsonObject rule)
    {
        var shown = rule.DeepClone().AsObject();
        shown.Remove("properties");
        return shown;
    }
}
