using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>A hundred times the calls must cost a hundred times, not more.</summary>
public class CostByCalls
{
    private CSharpCompilation _corpus = null!;
    private CSharpCompilation _fresh = null!;

    [Params(40, 400, 4_000)]
    public int Calls { get; set; }

    [GlobalSetup]
    public void Compile() => _corpus = Corpus.Calls(Calls);

    [IterationSetup]
    public void Parse() => _fresh = AnalysisRun.Fresh(_corpus);

    [Benchmark(Baseline = true, Description = "binding alone")]
    public int Binding() => AnalysisRun.Bind(_fresh);

    [Benchmark(Description = "GrpcAuthAnalyzers")]
    public Task<int> Ours() => AnalysisRun.AnalyzeAsync(_fresh, [new GrpcAuthAnalyzer()]);
}
