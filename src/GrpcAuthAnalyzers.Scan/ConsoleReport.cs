using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Step 4, for people: findings by rule, each with its line and what the compiler would underline; then what the scan could and could not see.</summary>
internal static class ConsoleReport
{
    internal static void Write(IReadOnlyList<Finding> findings, string root)
    {
        foreach (var rule in findings.GroupBy(finding => finding.RuleId))
        {
            Console.WriteLine($"{rule.Key}  {rule.First().Rule["shortDescription"]!["text"]}  ({rule.Count()})");
            Console.WriteLine($"{rule.First().Rule["helpUri"]}\n");
            foreach (var finding in rule)
                Write(finding, root);
        }
    }

    /// <summary>What silence means: the projects, what was seen and decided, and the commonest reasons for the rest.</summary>
    internal static void WriteSummary(IReadOnlyList<Finding> findings, Coverage coverage, IReadOnlyList<NotAnalysed> missing, string root)
    {
        if (missing.Count > 0)
        {
            Console.WriteLine($"Not analysed ({missing.Count}):");
            foreach (var project in missing)
                Console.WriteLine($"  {Path.GetRelativePath(root, project.Project).Replace('\\', '/')}: {project.Reason.Split('\n')[0]}");
            Console.WriteLine();
        }

        Console.WriteLine($"Analysed: {Count(coverage.Projects, "project")}, {(coverage.GrpcProjects == 0 ? "none" : coverage.GrpcProjects)} of them with gRPC");
        if (coverage.GrpcProjects == 0)
            Console.WriteLine("No analysed project refers to gRPC, so there is nothing to find.");
        else
            WriteDecided(coverage);

        var severities = findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => $"{group.Key.ToString().ToLowerInvariant()}: {group.Count()}");
        Console.WriteLine(string.Join(", ", [$"findings: {findings.Count}", .. severities]));
    }

    private static void WriteDecided(Coverage coverage)
    {
        foreach (var subject in new[] { "call", "client", "registration" })
        {
            var (seen, decided) = coverage.Of(subject);
            Console.WriteLine($"  {Count(seen, subject)} seen, {decided} decided");
        }

        if (coverage.Reasons(most: 3).ToArray() is not { Length: > 0 } reasons)
            return;

        Console.WriteLine("Where it is not decided whether a credential is sent, nothing is reported. The commonest reasons:");
        foreach (var (reason, count) in reasons)
            Console.WriteLine($"  {count,5}  {reason}");
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static void Write(Finding finding, string root)
    {
        var place = finding.Line > 0 ? $"{finding.File}:{finding.Line}:{finding.Column}" : finding.File;
        Console.WriteLine($"  {place}  {finding.Severity.ToString().ToLowerInvariant()}: {finding.Message}");
        var path = Path.Combine(root, finding.File);

        // Only code is shown: a line of a configuration file may hold more secrets than the one that was found.
        if (finding.Line > 0 && Path.GetExtension(path) == ".cs" && File.Exists(path) && File.ReadLines(path).Skip(finding.Line - 1).FirstOrDefault() is { } line)
        {
            // Tabs stay in the padding, so that the underline stands below its code whatever their width.
            var start = Math.Min(finding.Column - 1, line.Length);
            var end = finding.EndLine == finding.Line ? Math.Min(finding.EndColumn - 1, line.Length) : line.TrimEnd().Length;
            if (finding.RuleId.StartsWith("GRPCAUTH2", StringComparison.Ordinal))
                (line, start, end) = Masked(line, start, end);

            var padding = string.Concat(line[..start].Select(character => character == '\t' ? '\t' : ' '));
            Console.WriteLine($"    {finding.Line,5} | {line}");
            Console.WriteLine($"          | {padding}{new string('^', Math.Max(1, end - start))}");
        }

        Console.WriteLine();
    }

    /// <summary>A line without what is underlined and without what stands in quotes: the logs of a pipeline are read by many.</summary>
    private static (string Line, int Start, int End) Masked(string line, int start, int end)
    {
        const string Mask = "...";
        var head = WithoutQuotes(line[..start]);
        return (head + Mask + WithoutQuotes(line[end..]), head.Length, head.Length + Mask.Length);

        static string WithoutQuotes(string text) => string.Join('"', text.Split('"').Select((part, index) => index % 2 == 0 ? part : Mask));
    }
}
