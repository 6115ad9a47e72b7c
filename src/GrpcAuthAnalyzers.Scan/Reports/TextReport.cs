using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Scanning.Baselines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>For people: findings by rule, each with its line and what the compiler would underline; then what the scan could and could not see.</summary>
internal sealed class TextReport(ScanResult result, TextWriter output, Ink ink)
{
    // More are not named one by one.
    private const int MostServices = 8;

    private readonly Dictionary<string, SyntaxTree> _files = new(StringComparer.Ordinal);

    /// <summary>A project that is not analysed, with its reason, in one line.</summary>
    internal static string LineOf(NotAnalysed project, string root) =>
        $"{Path.GetRelativePath(root, project.Project).Replace('\\', '/')}: {project.Reason.Split('\n')[0]}";

    /// <summary>What a baseline accepts, in one line.</summary>
    internal static string LineOf(Accepted accepted) => $"{accepted.Rule}  {accepted.File}  {accepted.Symbol}".TrimEnd();

    internal void Write()
    {
        foreach (var rule in result.Findings.GroupBy(finding => finding.RuleId))
        {
            output.WriteLine($"{ink.Strong($"{rule.Key}  {rule.First().Title}")}  ({rule.Count()})");
            output.WriteLine(ink.Faint(rule.First().Help) + "\n");
            foreach (var finding in rule)
                Write(finding);
        }

        WriteSummary();
    }

    /// <summary>What silence means: the projects, what was seen and decided, and the commonest reasons for the rest.</summary>
    internal void WriteSummary()
    {
        if (result.Missing.Count > 0)
        {
            output.WriteLine($"Not analysed ({result.Missing.Count}):");
            foreach (var project in result.Missing)
                output.WriteLine("  " + LineOf(project, result.Root));
            output.WriteLine();
        }

        var coverage = result.Coverage;
        output.WriteLine($"Analysed: {Count(coverage.Projects, "project")}, {(coverage.GrpcProjects == 0 ? "none" : coverage.GrpcProjects)} of them with gRPC");
        if (coverage.GrpcProjects == 0)
            output.WriteLine("No analysed project refers to gRPC, so there is nothing to find.");
        else
            WriteDecided(coverage);

        var severities = result.Findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => $"{group.Key.ToText()}: {group.Count()}");
        output.WriteLine(string.Join(", ", [$"findings: {result.Findings.Count}", .. severities]));
        if (result.Baseline is { } baseline)
            WriteBaseline(baseline);
    }

    private void WriteBaseline(BaselineOutcome baseline)
    {
        output.WriteLine($"baseline: {Count(baseline.Accepted, "finding")} {(baseline.IsWritten ? "written" : "accepted")}");
        if (baseline.Gone.Count == 0)
            return;

        output.WriteLine(baseline.IsWritten ? $"Gone ({baseline.Gone.Count}):" : $"Gone, --write takes them out of the baseline ({baseline.Gone.Count}):");
        foreach (var gone in baseline.Gone)
            output.WriteLine("  " + LineOf(gone));
    }

    private void WriteDecided(Coverage coverage)
    {
        foreach (var subject in new[] { "call", "client", "registration" })
        {
            var (seen, decided) = coverage.Of(subject);
            output.WriteLine($"  {Count(seen, subject)} seen, {decided} decided");
        }

        WriteHowToDeclare(coverage.ServicesWithoutCredentials);
        if (coverage.Reasons(most: 3).ToArray() is not { Length: > 0 } reasons)
            return;

        output.WriteLine("Where it is not decided whether a credential is sent, nothing is reported. The commonest reasons:");
        foreach (var (reason, count) in reasons)
            output.WriteLine($"  {count,5}  {reason}");
    }

    /// <summary>Where nothing shows that a credential is needed, and calls without one are reported: how to say that none is.</summary>
    private void WriteHowToDeclare(IReadOnlyCollection<string> services)
    {
        if (services.Count == 0 || result.Missing.Count > 0
            || !result.Findings.Any(static finding => finding.RuleId is "GRPCAUTH1001" or "GRPCAUTH1002"))
            return;

        var named = services.Count > MostServices ? "*" : string.Join(", ", services);
        output.WriteLine(
            "No call shows a credential and no server asks for one: if none is needed, write "
            + $"'grpc_auth.anonymous_services = {named}' below [*.cs] in .editorconfig.");
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private void Write(Finding finding)
    {
        output.WriteLine($"  {finding.Place}  {ink.Of(finding.Severity, finding.Severity.ToText())}: {finding.Message}");
        if (CodeOf(finding) is { } code)
        {
            // Tabs stay in the padding, so that the underline stands below its code whatever their width.
            var padding = string.Concat(code.Text[..code.Start].Select(character => character == '\t' ? '\t' : ' '));
            output.WriteLine($"    {finding.Line,5} | {code.Text}");
            output.WriteLine($"          | {padding}{ink.Marked(new string('^', Math.Max(1, code.End - code.Start)))}");
        }

        output.WriteLine();
    }

    /// <summary>The line of a finding; null for one that is not in code: a line of a configuration file may hold more secrets than the one that was found.</summary>
    private (string Text, int Start, int End)? CodeOf(Finding finding)
    {
        var path = Path.Combine(result.Root, finding.File);
        if (finding.Line == 0 || Path.GetExtension(path) != ".cs" || !File.Exists(path))
            return null;

        if (!_files.TryGetValue(path, out var file))
            _files.Add(path, file = CSharpSyntaxTree.ParseText(File.ReadAllText(path)));

        var lines = file.GetText().Lines;
        if (finding.Line > lines.Count)
            return null;

        var line = lines[finding.Line - 1].Span;
        var (start, end) = (Math.Min(line.Start + finding.Column - 1, line.End), finding.EndLine == finding.Line ? line.Start + finding.EndColumn - 1 : line.End);
        return MaskedLine.Of(
            file, line, TextSpan.FromBounds(start, Math.Clamp(end, start, line.End)), isSecret: finding.RuleId.StartsWith("GRPCAUTH2", StringComparison.Ordinal));
    }
}
