using System;
using System.IO;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Scanning.Reports;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the scan prints in each format.</summary>
public sealed class ReportTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "grpc-auth-report");

    [Fact]
    public void Quiet_prints_one_line_for_each_finding_and_says_on_standard_error_what_is_not_analysed()
    {
        var (output, error) = Write(OutputFormat.Text, isQuiet: true);
        Assert.Equal(
            "App/Client.cs:7:9: warning GRPCAUTH1001: it is, 100% sure:\nsent bare\nApp/appsettings.json: info GRPCAUTH2004: a secret\n", output);
        Assert.Equal("scan: not analysed: Old/Old.csproj: does not build\n", error);
    }

    [Fact]
    public void Json_has_the_findings_and_the_summary()
    {
        var (output, error) = Write(OutputFormat.Json);
        var report = JsonNode.Parse(output)!;
        Assert.Equal("", error);
        Assert.Equal(Root, (string?)report["root"]);
        var finding = report["findings"]![0]!;
        Assert.Equal("GRPCAUTH1001", (string?)finding["rule"]);
        Assert.Equal("warning", (string?)finding["severity"]);
        Assert.Equal("App/Client.cs", (string?)finding["file"]);
        Assert.Equal((7, 9, 7, 20), ((int)finding["line"]!, (int)finding["column"]!, (int)finding["endLine"]!, (int)finding["endColumn"]!));
        Assert.Equal("https://rules.example/1001", (string?)finding["help"]);
        Assert.Null(report["findings"]![1]!["line"]);
        Assert.Equal("does not build", (string?)report["notAnalysed"]![0]!["reason"]);
        Assert.Equal(0, (int)report["calls"]!["seen"]!);
    }

    [Fact]
    public void Sarif_on_standard_output_is_one_document()
    {
        var (output, error) = Write(OutputFormat.Sarif);
        Assert.Equal(2, JsonNode.Parse(output)!["runs"]![0]!["results"]!.AsArray().Count);
        Assert.Equal("scan: not analysed: Old/Old.csproj: does not build\n", error);
    }

    [Fact]
    public void GitHub_gets_annotations_with_paths_from_its_checkout_and_no_line_break()
    {
        var (output, _) = Write(OutputFormat.GitHub);
        var lines = output.Split('\n');
        var file = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, "App/Client.cs")).Replace('\\', '/');
        Assert.Equal(
            $"::warning file={file},line=7,endLine=7,col=9,endColumn=20,title=GRPCAUTH1001%3A Call%2C bare"
                + "::it is, 100%25 sure:%0Asent bare https://rules.example/1001",
            lines[0]);
        Assert.StartsWith("::notice file=", lines[1]);
        Assert.Contains("findings: 2, warning: 1, info: 1", lines);
    }

    [Fact]
    public void Text_has_no_colours_unless_a_terminal_shows_them()
    {
        Assert.DoesNotContain('\u001b', Write(OutputFormat.Text).Output);
        Assert.Contains("\u001b[33mwarning\u001b[0m: it is", Write(OutputFormat.Text, ink: new Ink(isOn: true)).Output);
    }

    [Theory]
    [InlineData(1, "", "greet.Greeter", "No call shows a credential and no server asks for one: if none is needed, write 'grpc_auth.anonymous_services = greet.Greeter' below [*.cs] in .editorconfig.\n")]
    [InlineData(9, "", "greet.Greeter", "write 'grpc_auth.anonymous_services = *' below")]
    [InlineData(1, "sends", "greet.Greeter", null)]
    [InlineData(1, "asks", "greet.Greeter", null)]
    [InlineData(0, "", "greet.Greeter", null)]
    public void Text_says_how_to_declare_that_no_credential_is_needed(int services, string shown, string service, string? sentence)
    {
        var coverage = new GrpcAuthAnalyzers.Scanning.Coverage(Root);
        coverage.Add("App", Log("project", ""));
        for (var i = 0; i < services; i++)
            coverage.Add("App", Log("call", $"\"service\": \"{service}{(i == 0 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture))}\""));
        if (shown.Length > 0)
            coverage.Add("App", Log("call", $"\"{shown}\": \"true\""));

        string Text(params GrpcAuthAnalyzers.Scanning.Finding[] findings)
        {
            using var output = new StringWriter { NewLine = "\n" };
            Report.Write(new ScanResult(Root, findings, coverage, []), OutputFormat.Text, isQuiet: false, output, TextWriter.Null, Ink.None);
            return output.ToString();
        }

        var text = Text(Findings.Of("GRPCAUTH1001", "warning", "App/Client.cs", "sent bare", line: 7));
        if (sentence is null)
            Assert.DoesNotContain("anonymous_services", text, StringComparison.Ordinal);
        else
            Assert.Contains(sentence, text, StringComparison.Ordinal);

        Assert.DoesNotContain("anonymous_services", Text(Findings.Of("GRPCAUTH2004", "note", "App/appsettings.json", "a secret")), StringComparison.Ordinal);

        static JsonNode Log(string subject, string property) => JsonNode.Parse($$$"""
            {
              "results": [{
                "ruleId": "GRPCCOVERAGE",
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///App/Client.cs" }, "region": { "startLine": 1 } } }],
                "properties": { "customProperties": { "subject": "{{{subject}}}"{{{(property.Length > 0 ? ", " + property : "")}}} } }
              }]
            }
            """)!;
    }

    private static (string Output, string Error) Write(OutputFormat format, bool isQuiet = false, Ink? ink = null)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var result = new ScanResult(
            Root,
            [
                Findings.Of("GRPCAUTH1001", "warning", "App/Client.cs", "it is, 100% sure:\nsent bare", line: 7, title: "Call, bare"),
                Findings.Of("GRPCAUTH2004", "note", "App/appsettings.json", "a secret"),
            ],
            new GrpcAuthAnalyzers.Scanning.Coverage(Root),
            [new(Path.Combine(Root, "Old", "Old.csproj"), "does not build\nfor a reason")]);
        Report.Write(result, format, isQuiet, output, error, ink ?? Ink.None);
        return (output.ToString(), error.ToString());
    }
}
