using System;
using System.Collections.Generic;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>
/// What the product does, counted by a copy of it (<see cref="CountingCopy"/>). Only the tests of one collection may ask, one after the other: the counter
/// is one for the process.
/// </summary>
internal static class Work
{
    private static readonly Lazy<CountingCopy> Copy = new(static () => new CountingCopy(typeof(GrpcAuthAnalyzer).Assembly.Location, new AssemblyLoadContext("counting")));

    private static readonly Lazy<DiagnosticAnalyzer> Analyzer =
        new(static () => (DiagnosticAnalyzer)Activator.CreateInstance(Copy.Value.Assembly.GetType(typeof(GrpcAuthAnalyzer).FullName!)!)!);

    /// <summary>The steps of a whole analysis, method by method: calls of the product's methods and rounds of its loops.</summary>
    internal static async Task<Dictionary<string, long>> StepsOfAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var host = Analysis.Host((await project.GetCompilationAsync())!, project.AnalyzerOptions, Analyzer.Value, concurrent: false);
        Copy.Value.Reset();
        var reports = await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(reports, report => report.Id == "AD0001");
        return Copy.Value.Steps;
    }

    /// <summary>The bytes that an analysis of every tree allocates, with those of the binding that it asks for. Copies that no step shows are seen here.</summary>
    internal static async Task<long> BytesOfAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilation = (await project.GetCompilationAsync())!;
        var facts = CompilationFacts.For(compilation)!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
            new TreeAnalysis(new RuleContext(facts, options, tree, static _ => { }), compilation.GetSemanticModel(tree), CancellationToken.None).Run();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
