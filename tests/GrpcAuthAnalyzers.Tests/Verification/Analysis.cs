using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Robustness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Runs an analyzer over a project in the ways that hosts do: a build, a build on one thread, an editor with one open document.</summary>
internal static class Analysis
{
    private static readonly ConditionalWeakTable<Project, ConcurrentDictionary<DiagnosticAnalyzer, Lazy<Task<Found>>>> Known = [];

    /// <summary>What a build of the project says; a project is built once, whoever asks. Fails when the analyzer throws.</summary>
    internal static Task<Found> OfAsync(Project project, DiagnosticAnalyzer analyzer) =>
        Known.GetOrCreateValue(project).GetOrAdd(analyzer, _ => new Lazy<Task<Found>>(() => BuildAsync(project, analyzer))).Value;

    /// <summary>What a build reports, in the order of places. Fails when the analyzer throws.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> WholeAsync(
        Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer analyzer, bool concurrent = true)
    {
        var host = Host(compilation, options, analyzer, concurrent);
        return Checked(await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None));
    }

    /// <summary>What an editor shows for the documents and additional files, each opened alone; nothing waits for the end of the compilation.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> DocumentByDocumentAsync(
        Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer analyzer)
    {
        var found = new List<Diagnostic>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var alone = compilation.Clone();
            var host = Host(alone, options, analyzer, concurrent: true);
            found.AddRange(await host.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None));
            found.AddRange(await host.GetAnalyzerSemanticDiagnosticsAsync(alone.GetSemanticModel(tree), filterSpan: null, CancellationToken.None));
        }

        foreach (var file in options.AdditionalFiles)
        {
            var host = Host(compilation.Clone(), options, analyzer, concurrent: true);
            found.AddRange((await host.GetAnalysisResultAsync(file, CancellationToken.None)).GetAllDiagnostics());
        }

        return Checked(found);
    }

    /// <summary>One line a report with all that a host sees of it, sorted: equal lines are equal reports.</summary>
    internal static string Lines(IEnumerable<Diagnostic> diagnostics) =>
        string.Join("\n", diagnostics.Select(Line).Order(StringComparer.Ordinal));

    /// <summary>
    /// Fails unless a build on one thread with the documents in reverse order, an editor with one open document and (where there is a library) a
    /// reference to its assembly report the same. Returns what a build reports.
    /// </summary>
    internal static async Task<ImmutableArray<Diagnostic>> SameInEveryHostAsync(string source, Setup setup, DiagnosticAnalyzer analyzer) =>
        await SameInHostsAsync(await ProjectUnderTest.CreateAsync(source, setup), source, setup, analyzer, OtherHost.Same);

    /// <summary>As the other one, in these hosts, for a project that is made already from that source and setup.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> SameInHostsAsync(
        Project project, string source, Setup setup, DiagnosticAnalyzer analyzer, IEnumerable<OtherHost> hosts)
    {
        var whole = (await OfAsync(project, analyzer)).Reports;
        await AssertSameAsync(whole, (await project.GetCompilationAsync())!, project.AnalyzerOptions, analyzer, hosts);
        if (setup.Library is not null)
        {
            var other = await OfAsync(await ProjectUnderTest.CreateAsync(source, setup, libraryAsAssembly: true), analyzer);
            AssertSame(Lines(whole), Lines(other.Reports), "the library referenced as an assembly");
        }

        return whole;
    }

    /// <summary>As the other one, for a compilation.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> SameInEveryHostAsync(Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer analyzer)
    {
        var whole = await WholeAsync(compilation, options, analyzer);
        await AssertSameAsync(whole, compilation, options, analyzer, OtherHost.Same);
        return whole;
    }

    private static async Task AssertSameAsync(
        ImmutableArray<Diagnostic> whole, Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer analyzer, IEnumerable<OtherHost> hosts)
    {
        foreach (var host in hosts)
            AssertSame(Lines(host.Expects(whole)), Lines(await host.ReportsAsync(compilation, options, analyzer)), host.Name);
    }

    private static async Task<Found> BuildAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        var host = Host((await project.GetCompilationAsync())!, project.AnalyzerOptions, analyzer, concurrent: true);
        var all = (await host.GetAllDiagnosticsAsync(CancellationToken.None))
            .ToLookup(static diagnostic => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler));
        return new Found(
            Checked(all[false]),
            [.. all[true].Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1701")]);
    }

    /// <summary>A host as an editor or build makes it, for what the others do not ask of it.</summary>
    internal static CompilationWithAnalyzers Host(Compilation compilation, AnalyzerOptions options, DiagnosticAnalyzer analyzer, bool concurrent) =>
        compilation.WithAnalyzers(
            [analyzer],
            new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));

    /// <summary>The reports in the order of places. Fails when one says that the analyzer threw.</summary>
    internal static ImmutableArray<Diagnostic> Checked(IEnumerable<Diagnostic> diagnostics)
    {
        var all = diagnostics.OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        if (all.FirstOrDefault(diagnostic => diagnostic.Id is "AD0001" or "AD0002") is { } crash)
            Assert.Fail("The analyzer threw: " + crash.GetMessage() + "\n" + crash.Descriptor.Description);

        return all;
    }

    private static void AssertSame(string expected, string actual, string host) =>
        Assert.True(expected == actual, $"The reports differ ({host}). {Seed.Again}\nA build:\n{expected}\nHere:\n{actual}");

    private static string Line(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {diagnostic.Severity} at {Place(diagnostic.Location)}: {diagnostic.GetMessage()} "
        + $"also [{string.Join(", ", diagnostic.AdditionalLocations.Select(Place))}] "
        + $"with [{string.Join(", ", diagnostic.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value))}]";

    private static string Place(Location location) =>
        location.Kind is LocationKind.SourceFile or LocationKind.ExternalFile ? location.GetLineSpan() + location.SourceSpan.ToString() : location.Kind.ToString();
}
