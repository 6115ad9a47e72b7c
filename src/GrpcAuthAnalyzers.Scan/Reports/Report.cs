using System.IO;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>Step 4: prints what was found, in the format that is asked for.</summary>
internal static class Report
{
    /// <param name="result">What was found.</param>
    /// <param name="format">The format of <paramref name="output"/>.</param>
    /// <param name="isQuiet">Whether only findings are printed.</param>
    /// <param name="output">Gets the report.</param>
    /// <param name="error">Gets, where the report has no place for it, which projects are not analysed and what the baseline does not need.</param>
    /// <param name="ink">The colours of <paramref name="output"/>.</param>
    internal static void Write(ScanResult result, OutputFormat format, bool isQuiet, TextWriter output, TextWriter error, Ink ink)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine(JsonReport.Of(result));
                return;
            case OutputFormat.Sarif:
                output.WriteLine(SarifReport.Of(result.Findings, result.Root, isNew: result.Baseline is not null));
                break;
            case OutputFormat.GitHub:
                GitHubReport.Write(result, output);
                break;
            case OutputFormat.Text when isQuiet:
                foreach (var finding in result.Findings)
                    output.WriteLine($"{finding.Place}: {finding.Severity.ToText()} {finding.RuleId}: {finding.Message}");
                break;
            default:
                new TextReport(result, output, ink).Write();
                return;
        }

        foreach (var line in result.Missing.Select(project => TextReport.LineOf(project, result.Root)))
            error.WriteLine("scan: not analysed: " + line);
        foreach (var gone in format == OutputFormat.GitHub ? [] : result.Baseline?.Gone ?? [])
            error.WriteLine("scan: gone from the baseline: " + TextReport.LineOf(gone));
        if (!isQuiet && format == OutputFormat.GitHub)
            new TextReport(result, output, ink).WriteSummary();
    }
}
