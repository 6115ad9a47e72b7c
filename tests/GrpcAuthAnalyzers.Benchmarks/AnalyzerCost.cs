using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>What an analyzer adds to binding, by kind of code.</summary>
public class AnalyzerCost
{
    private CSharpCompilation _corpus = null!;
    private CSharpCompilation _fresh = null!;

    [Params("gRPC-heavy", "ordinary")]
    public string Code { get; set; } = "";

    [GlobalSetup]
    public void Compile() => _corpus = Code == "ordinary" ? Corpus.Ordinary() : Corpus.GrpcHeavy();

    [IterationSetup]
    public void Parse() => _fresh = AnalysisRun.Fresh(_corpus);

    [Benchmark(Baseline = true, Description = "binding alone")]
    public int Binding() => AnalysisRun.Bind(_fresh);

    [Benchmark(Description = "an analyzer that does nothing")]
    public Task<int> Nothing() => AnalysisRun.AnalyzeAsync(_fresh, [new NothingAnalyzer()]);

    [Benchmark(Description = "one empty operation action")]
    public Task<int> EmptyAction() => AnalysisRun.AnalyzeAsync(_fresh, [new OneOperationAction()]);

    [Benchmark(Description = "GrpcAuthAnalyzers")]
    public Task<int> Ours() => AnalysisRun.AnalyzeAsync(_fresh, [new GrpcAuthAnalyzer()]);
}
