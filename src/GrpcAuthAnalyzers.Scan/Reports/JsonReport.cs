using System.Linq;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>The findings and the summary as one JSON object, see docs/scan.md.</summary>
internal static class JsonReport
{
    internal static string Of(ScanResult result)
    {
        var coverage = result.Coverage;
        var report = new JsonObject
        {
            ["version"] = 1,
            ["root"] = result.Root,
            ["findings"] = new JsonArray([.. result.Findings.Select(Of)]),
            ["notAnalysed"] = new JsonArray([.. result.Missing.Select(missing => new JsonObject
            {
                ["project"] = missing.Project,
                ["reason"] = missing.Reason.Split('\n')[0],
            })]),
            ["projects"] = coverage.Projects,
            ["grpcProjects"] = coverage.GrpcProjects,
            ["calls"] = Decided("call"),
            ["clients"] = Decided("client"),
            ["registrations"] = Decided("registration"),
        };
        if (result.Baseline is { } baseline)
        {
            report["baseline"] = new JsonObject
            {
                ["accepted"] = baseline.Accepted,
                ["gone"] = new JsonArray([.. baseline.Gone.Select(gone => new JsonObject
                {
                    ["rule"] = gone.Rule,
                    ["file"] = gone.File,
                    ["symbol"] = gone.Symbol,
                    ["message"] = gone.Message,
                })]),
            };
        }

        return report.ToJsonString(SarifReport.Readable);

        JsonObject Decided(string subject)
        {
            var (seen, decided) = coverage.Of(subject);
            return new JsonObject { ["seen"] = seen, ["decided"] = decided };
        }
    }

    private static JsonObject Of(Finding finding)
    {
        var json = new JsonObject
        {
            ["rule"] = finding.RuleId,
            ["title"] = finding.Title,
            ["severity"] = finding.Severity.ToText(),
            ["message"] = finding.Message,
            ["help"] = finding.Help,
            ["file"] = finding.File,
        };
        if (finding.Line > 0)
        {
            json["line"] = finding.Line;
            json["column"] = finding.Column;
            json["endLine"] = finding.EndLine;
            json["endColumn"] = finding.EndColumn;
        }

        return json;
    }
}
