using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>One compilation from the start: nothing is bound yet, everything runs on one thread, so that time is CPU time.</summary>
internal static class AnalysisRun
{
    internal static int Bind(CSharpCompilation corpus) => corpus.Clone().GetDiagnostics().Length;

    internal static async Task<int> AnalyzeAsync(CSharpCompilation corpus, DiagnosticAnalyzer analyzer) =>
        (await With(corpus, analyzer).GetAllDiagnosticsAsync(CancellationToken.None)).Length;

    /// <summary>The time inside the analyzer's own actions, as the compiler's <c>/reportanalyzer</c> counts it.</summary>
    internal static async Task<TimeSpan> OwnTimeAsync(CSharpCompilation corpus, DiagnosticAnalyzer analyzer)
    {
        var result = await With(corpus, analyzer).GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo[analyzer].ExecutionTime;
    }

    private static CompilationWithAnalyzers With(CSharpCompilation corpus, DiagnosticAnalyzer analyzer) =>
        new(corpus.Clone(), [analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));
}
