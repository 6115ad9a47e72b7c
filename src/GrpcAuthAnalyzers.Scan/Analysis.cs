using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Step 2: the second compiler call, with our analyzers only.</summary>
/// <param name="Findings">By rule and place; a line of a multi-targeted project, or of a shared file, is one finding.</param>
/// <param name="Coverage">What the analyzers saw and decided.</param>
/// <param name="Failed">The projects on which they cannot run.</param>
/// <param name="Facts">What the projects show each other, as lines of a facts file.</param>
/// <param name="Logs">What the compiler says of each project.</param>
internal sealed record Analysis(
    IReadOnlyList<Finding> Findings, Coverage Coverage, IReadOnlyList<NotAnalysed> Failed, IReadOnlyList<string> Facts,
    IReadOnlyList<(string Project, JsonNode Log)> Logs)
{
    /// <summary>An interceptor of one project, a registration with it in the next, and a call behind that in a third.</summary>
    private const int MostRounds = 3;

    internal static async Task<Analysis> RunAsync(
        IReadOnlyList<Compilation> compilations, string root, CompilerServer server, ScanProgress progress, CancellationToken stop)
    {
        var logs = new JsonNode?[compilations.Count];
        var failed = new ConcurrentBag<NotAnalysed>();
        var done = 0;
        progress.Begin("Analysing", compilations.Count);
        await Parallel.ForAsync(0, compilations.Count, stop, async (index, cancellation) =>
        {
            var compilation = compilations[index];
            progress.Show(Path.GetFileName(compilation.Project), Volatile.Read(ref done));
            if (await RunAsync(compilation, server, cancellation) is var (log, failure) && failure is null)
                logs[index] = log;
            else
                failed.Add(new(compilation.Project, "cannot be analysed: " + failure));
            progress.Show(Path.GetFileName(compilation.Project), Interlocked.Increment(ref done));
        });

        var facts = await DecideAsync(compilations, logs, root, server, progress, stop);
        var findings = new List<Finding>();
        var coverage = new Coverage(root);
        foreach (var (compilation, log) in compilations.Zip(logs).Where(each => each.Second is not null))
        {
            coverage.Add(compilation.Project, log!);
            findings.AddRange(Finding.ReadAll(log!, compilation.Project, root));
        }

        return new(
            [.. findings.DistinctBy(finding => finding.Identity)
                .OrderBy(finding => finding.RuleId, StringComparer.Ordinal).ThenBy(finding => finding.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)],
            coverage,
            [.. failed.DistinctBy(each => each.Project).OrderBy(each => each.Project, StringComparer.Ordinal)],
            facts,
            [.. compilations.Zip(logs).Where(each => each.Second is not null).Select(each => (each.First.Project, each.Second!))]);
    }

    /// <summary>
    /// Analyses again where something is reported or undecided that the other projects may decide: by what their servers ask, and what their shared code and
    /// their registrations add. What is decided then may be a fact for others once more.
    /// </summary>
    /// <returns>What the projects show each other.</returns>
    private static async Task<IReadOnlyList<string>> DecideAsync(
        IReadOnlyList<Compilation> compilations, JsonNode?[] logs, string root, CompilerServer server, ScanProgress progress, CancellationToken stop)
    {
        var facts = LearnedFacts.From(logs.OfType<JsonNode>(), root);
        for (var round = 0; round < MostRounds && facts.Count > 0; round++)
        {
            var again = Enumerable.Range(0, logs.Length).Where(index => logs[index] is { } log && LearnedFacts.Concern(log)).ToArray();
            if (again.Length == 0)
                break;

            var file = LearnedFacts.WriteInto(Path.Combine(compilations[again[0]].Folder, "facts"), facts);
            progress.Begin("Analysing with what the other projects show", again.Length);
            await Parallel.ForEachAsync(again, stop, async (index, cancellation) =>
            {
                if (await RunAsync(compilations[index], server, cancellation, file) is ({ } log, null))
                    logs[index] = log;
            });
            var more = LearnedFacts.From(logs.OfType<JsonNode>(), root);
            if (more.SequenceEqual(facts))
                break;

            facts = more;
        }

        return facts;
    }

    /// <returns>The run in the log of the compiler; or why there is none that can be trusted.</returns>
    private static async Task<(JsonNode? Log, string? Failure)> RunAsync(
        Compilation compilation, CompilerServer server, CancellationToken stop, string? facts = null)
    {
        var output = Directory.CreateDirectory(Path.Combine(compilation.Folder, facts is null ? "analysed" : "decided")).FullName;
        var log = Path.Combine(output, "findings.sarif");
        var call = Path.Combine(output, "call.rsp");

        // One that accepts nothing: with a baseline, findings come with their fingerprints.
        var baseline = Path.Combine(output, "GrpcAuth.Baseline.sarif");
        File.WriteAllText(baseline, """{ "version": "2.1.0", "runs": [] }""");
        File.WriteAllLines(call,
        [
            .. compilation.Arguments, $"/out:\"{Path.Combine(output, compilation.AssemblyFile)}\"", .. compilation.MayBeReferenceOnly ? (string[])["/refonly"] : [],
            $"/errorlog:\"{log}\",version=2.1", $"/additionalfile:\"{baseline}\"",
            .. ToolFiles.Analyzers.Select(analyzer => $"/analyzer:\"{analyzer}\""), .. facts is null ? (string[])[] : [$"/additionalfile:\"{facts}\""],
        ]);
        var compiled = await DotNet.RunAsync(
            Path.GetDirectoryName(compilation.Project)!, [],
            ["exec", compilation.Compiler, .. server.OptionsFor(compilation.Server), "/noconfig", "@" + call], stop);
        if (!File.Exists(log))
            return (null, compiled.Text);

        var run = JsonNode.Parse(await File.ReadAllTextAsync(log, stop))!["runs"]![0]!;
        return run["results"]!.AsArray().FirstOrDefault(IsFailure) is { } broken
            ? (null, $"{broken["ruleId"]}: {broken["message"]!["text"]}")
            : (run, null);
    }

    // AD0001: an analyzer threw. CS8032 to CS8034 and CS9057: it was not loaded, which would look like a clean project.
    private static bool IsFailure(JsonNode? result) =>
        (string)result!["ruleId"]! is var id
        && (id is "AD0001" or "CS8032" or "CS8033" or "CS8034" or "CS9057" || (id.StartsWith("CS", StringComparison.Ordinal) && (string?)result["level"] == "error"));
}
