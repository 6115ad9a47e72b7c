using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>A hundred times the calls must cost a hundred times, not more.</summary>
public class CostByCalls
{
    private CSharpCompilation _corpus = null!;

    [Params(40, 400, 4_000)]
    public int Calls { get; set; }

    [GlobalSetup]
    public void Compile() => _corpus = Corpus.Calls(Calls);

    [Benchmark(Baseline = true, Description = "binding alone")]
    public int Binding() => AnalysisRun.Bind(_corpus);

    [Benchmark(Description = "GrpcAuthAnalyzers")]
    public Task<int> Ours() => AnalysisRun.AnalyzeAsync(_corpus, new GrpcAuthAnalyzer());
}
