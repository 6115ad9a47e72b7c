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

    internal static async Task<int> AnalyzeAsync(CSharpCompilation fresh, DiagnosticAnalyzer analyzer) =>
        (await With(fresh, analyzer, measureActions: false).GetAllDiagnosticsAsync(CancellationToken.None)).Length;

    /// <summary>The time inside the analyzer's own actions, as the compiler's <c>/reportanalyzer</c> counts it.</summary>
    internal static async Task<TimeSpan> OwnTimeAsync(CSharpCompilation fresh, DiagnosticAnalyzer analyzer)
    {
        var result = await With(fresh, analyzer, measureActions: true).GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo[analyzer].ExecutionTime;
    }

    private static CompilationWithAnalyzers With(CSharpCompilation fresh, DiagnosticAnalyzer analyzer, bool measureActions) =>
        new(fresh, [analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: measureActions));
}
