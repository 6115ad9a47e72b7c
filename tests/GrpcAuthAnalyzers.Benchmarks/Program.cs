using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GrpcAuthAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks                      everything
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- cpu               the table of CPU time only
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- --filter *Cost*   BenchmarkDotNet's own options
// docs/performance.md has the rows and says how to read them.
if (args is not ["cpu"])
{
    var config = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1))
        .AddColumn(StatisticColumn.Median)
        .HideColumns("Error", "InvocationCount", "UnrollFactor", "Toolchain", "WarmupCount", "IterationCount", "Job");
    BenchmarkSwitcher.FromTypes([typeof(AnalyzerCost), typeof(CostByCalls)]).Run(args is [] ? ["--filter", "*"] : args, config);
}

if (args is [] or ["cpu"])
    await CpuTime.PrintAsync();
