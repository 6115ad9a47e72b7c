using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>One compilation from the start: everything runs on one thread, so that time is CPU time.</summary>
internal static class AnalysisRun
{
    /// <summary>
    /// The same compilation of trees that are parsed anew: nothing is bound, and nothing that an analyzer keeps for a tree is there yet.
    /// This is done before the clock starts.
    /// </summary>
    internal static CSharpCompilation Fresh(CSharpCompilation corpus) => corpus.RemoveAllSyntaxTrees().AddSyntaxTrees(
        corpus.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)));

    internal static int Bind(CSharpCompilation fresh) => fresh.GetDiagnostics().Length;

    /// <summary>Binds, and runs the analyzers where there are any.</summary>
    internal static async Task<int> AnalyzeAsync(CSharpCompilation fresh, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        analyzers.IsEmpty ? Bind(fresh) : (await With(fresh, analyzers, measureActions: false).GetAllDiagnosticsAsync(CancellationToken.None)).Length;

    /// <summary>The time inside the analyzers' own actions, as the compiler's <c>/reportanalyzer</c> counts it.</summary>
    internal static async Task<TimeSpan> OwnTimeAsync(CSharpCompilation fresh, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var result = await With(fresh, analyzers, measureActions: true).GetAnalysisResultAsync(CancellationToken.None);
        return analyzers.Aggregate(TimeSpan.Zero, (sum, analyzer) => sum + result.AnalyzerTelemetryInfo[analyzer].ExecutionTime);
    }

    private static CompilationWithAnalyzers With(CSharpCompilation fresh, ImmutableArray<DiagnosticAnalyzer> analyzers, bool measureActions) =>
        new(fresh, analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: static (exception, analyzer, _) =>
            {
                if (analyzer is GrpcAuthAnalyzer)
                    throw new InvalidOperationException("The analyzer threw", exception);
            },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: measureActions));
}
