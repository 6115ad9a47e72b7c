using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>
/// What the product does, counted by a copy of it (<see cref="CountingCopy"/>). Only the tests of one collection may ask, one after the other: the counter
/// is one for the process.
/// </summary>
internal static class Work
{
    /// <summary>The collection of the tests that count.</summary>
    internal const string Counting = "counting";

    private static readonly AssemblyLoadContext Context = new(Counting);

    private static readonly Lazy<CountingCopy> Copy = new(static () => new CountingCopy(typeof(GrpcAuthAnalyzer).Assembly.Location, Context));

    private static readonly Lazy<DiagnosticAnalyzer> Analyzer =
        new(static () => (DiagnosticAnalyzer)Activator.CreateInstance(Copy.Value.Assembly.GetType(typeof(GrpcAuthAnalyzer).FullName!)!)!);

    private static readonly Lazy<CountingCopy> Fixes = new(static () => new CountingCopy(Verify.ProductFixes[0].GetType().Assembly.Location, Context));

    /// <summary>The steps of one action of the menu, the first that is offered for a report: what is offered, and the change.</summary>
    internal static async Task<Dictionary<string, long>> StepsOfActionAsync(string source, Setup setup, string id)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var analyzer = Analyzer.Value;
        var host = Analysis.Host((await project.GetCompilationAsync())!, project.AnalyzerOptions, analyzer, concurrent: false);
        var report = (await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None)).First(report => report.Id == id);
        var fixes = Fixes.Value.Assembly.GetTypes()
            .Where(static type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!)
            .Where(fix => fix.FixableDiagnosticIds.Contains(id));
        Counter.Reset();
        var offers = await FixHost.OffersAsync(fixes, project, [report]);
        await FixHost.ApplyAsync(offers[0]);
        return Copy.Value.Steps.Concat(Fixes.Value.Steps).GroupBy(method => method.Key).ToDictionary(same => same.Key, same => same.Sum(method => method.Value));
    }

    /// <summary>The steps of a whole analysis, method by method: calls of the product's methods and rounds of its loops.</summary>
    internal static async Task<Dictionary<string, long>> StepsOfAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var analyzer = Analyzer.Value;
        var host = Analysis.Host((await project.GetCompilationAsync())!, project.AnalyzerOptions, analyzer, concurrent: false);
        Counter.Reset();
        var reports = await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(reports, report => report.Id == "AD0001");
        return Copy.Value.Steps;
    }

    /// <summary>The steps that an editor pays for one document after the user typed in it, when the project was analysed before.</summary>
    internal static async Task<Dictionary<string, long>> StepsOfEditAsync(string source, Setup setup, string edited)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilation = (await project.GetCompilationAsync())!;
        await Analysis.WholeAsync(compilation, project.AnalyzerOptions, Analyzer.Value, concurrent: false);
        var before = compilation.SyntaxTrees.Single(tree => tree.FilePath == ProjectUnderTest.MainPath);
        var after = before.WithChangedText(SourceText.From(before.ToString().Replace(source, edited, StringComparison.Ordinal)));
        var next = compilation.ReplaceSyntaxTree(before, after);
        var host = Analysis.Host(next, project.AnalyzerOptions, Analyzer.Value, concurrent: false);
        Counter.Reset();
        var reports = await host.GetAnalyzerSemanticDiagnosticsAsync(next.GetSemanticModel(after), filterSpan: null, CancellationToken.None);
        Assert.DoesNotContain(reports, report => report.Id == "AD0001");
        return Copy.Value.Steps;
    }

    /// <summary>For a failure: the methods that do far more in the second run, one a line, those that do most first.</summary>
    internal static string Growing(Dictionary<string, long> first, Dictionary<string, long> second) => string.Join('\n', second
        .Select(method => (method.Key, From: first.GetValueOrDefault(method.Key), To: method.Value))
        .Where(method => method.To > 2.2 * method.From)
        .OrderByDescending(method => method.To).Take(12).Select(method => $"{method.From} to {method.To}: {method.Key}"));

    /// <summary>The bytes that an analysis of every tree allocates, with those of the binding that it asks for. Copies that no step shows are seen here.</summary>
    internal static async Task<long> BytesOfAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilation = (await project.GetCompilationAsync())!;
        var facts = CompilationFacts.For(compilation, [])!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
            new TreeAnalysis(new RuleContext(facts, options, tree, static _ => { }), compilation.GetSemanticModel(tree), CancellationToken.None).Run();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
