using System.Linq;
using System.Text.Json.Nodes;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>The findings and the summary as one JSON object, see docs/scan.md.</summary>
internal static class JsonReport
{
    internal static string Of(ScanResult result)
    {
        var coverage = result.Coverage;
        return new JsonObject
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
        }.ToJsonString(SarifReport.Readable);

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
            foreach (var (name, value) in new[] { ("line", finding.Line), ("column", finding.Column), ("endLine", finding.EndLine), ("endColumn", finding.EndColumn) })
                json[name] = value;
        }

        return json;
    }
}
