using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GrpcAuthAnalyzers.Benchmarks;

// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks                      BenchmarkDotNet's rows
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- cpu               CPU time
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- others            CPU time, beside other analyzer packages
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- against FOLDER    CPU time, beside the version of the product in that folder
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- cpu A.csproj ...  the same of projects that are built
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- memory            bytes
// dotnet run -c Release --project tests/GrpcAuthAnalyzers.Benchmarks -- --filter *Cost*   BenchmarkDotNet's own options
// docs/performance.md has the rows and says how to read them.
switch (args)
{
    case ["cpu", .. var projects]:
        await CpuTime.PrintAsync(Corpus.Of(projects), []);
        break;
    case ["others", .. var projects]:
        await CpuTime.PrintAsync(Corpus.Of(projects), Contestant.Others, rounds: 5);
        break;
    case ["against", var folder, .. var projects]:
        await CpuTime.PrintAsync(Corpus.Of(projects), [Contestant.Of("the other version", folder)]);
        break;
    case ["memory"]:
        await Memory.PrintAsync();
        break;
    default:
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1))
            .AddColumn(StatisticColumn.Median)
            .HideColumns("Error", "InvocationCount", "UnrollFactor", "Toolchain", "WarmupCount", "IterationCount", "Job");
        BenchmarkSwitcher.FromTypes([typeof(AnalyzerCost), typeof(CostByCalls)]).Run(args is [] ? ["--filter", "*"] : args, config);
        break;
}
