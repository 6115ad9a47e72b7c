using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Scanning;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Findings that no compiler has made.</summary>
internal static class Findings
{
    /// <param name="id">The id of the rule.</param>
    /// <param name="level">As SARIF names it: error, warning or note.</param>
    /// <param name="file">Relative to the scanned folder.</param>
    /// <param name="message">What it says.</param>
    /// <param name="line">0 for a finding about a whole file.</param>
    /// <param name="title">That of the rule.</param>
    internal static Finding Of(string id, string level, string file, string message = "m", int line = 0, string title = "t")
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = file, ["uriBaseId"] = Finding.Root } };
        if (line > 0)
            place["region"] = new JsonObject { ["startLine"] = line, ["startColumn"] = 9, ["endLine"] = line, ["endColumn"] = 20 };
        var result = new JsonObject
        {
            ["ruleId"] = id,
            ["level"] = level,
            ["message"] = new JsonObject { ["text"] = message },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place }),
        };
        var rule = new JsonObject
        {
            ["id"] = id,
            ["shortDescription"] = new JsonObject { ["text"] = title },
            ["helpUri"] = "https://rules.example/" + id[^4..],
        };
        return line > 0 ? new(result, rule, file, line, 9, line, 20) : new(result, rule, file, 0, 0, 0, 0);
    }
}
