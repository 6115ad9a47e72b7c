using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>
/// CPU time, which another process on the machine does not change: the contestants take turns, and each value is the median of its turns
/// relative to binding in the same turn.
/// </summary>
internal static class CpuTime
{
    private const int WarmUps = 2;
    private const int Turns = 7;

    internal static async Task PrintAsync()
    {
        Console.WriteLine("\n| code | binding, CPU | does nothing | the floor | one empty operation action | GrpcAuthAnalyzers | of the floor | inside our actions |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        await PrintAsync("gRPC-heavy", Corpus.GrpcHeavy());
        await PrintAsync("ordinary", Corpus.Ordinary());
        foreach (var calls in new[] { 40, 400, 4_000 })
            await PrintAsync($"{calls} calls", Corpus.Calls(calls));
    }

    private static async Task PrintAsync(string code, CSharpCompilation corpus)
    {
        var turns = new List<(double Binding, double Nothing, double Floor, double EmptyAction, double Ours, double Inside)>();
        for (var turn = -WarmUps; turn < Turns; turn++)
        {
            var (binding, bindingByClock) = await MeasureAsync(fresh => Task.FromResult(AnalysisRun.Bind(fresh)));
            var (nothing, _) = await MeasureAsync(fresh => AnalysisRun.AnalyzeAsync(fresh, new NothingAnalyzer()));
            var (floor, _) = await MeasureAsync(fresh => AnalysisRun.AnalyzeAsync(fresh, new BoundMembers()));
            var (emptyAction, _) = await MeasureAsync(fresh => AnalysisRun.AnalyzeAsync(fresh, new OneOperationAction()));
            var (ours, _) = await MeasureAsync(fresh => AnalysisRun.AnalyzeAsync(fresh, new GrpcAuthAnalyzer()));
            var inside = await AnalysisRun.OwnTimeAsync(AnalysisRun.Fresh(corpus), new GrpcAuthAnalyzer()); // By the clock, hence compared with the clock.
            if (turn >= 0)
                turns.Add((binding.TotalMilliseconds, nothing / binding, floor / binding, emptyAction / binding, ours / binding, inside / bindingByClock));
        }

        Console.WriteLine(
            $"| {code} | {Median(turn => turn.Binding):0} ms | {Median(turn => turn.Nothing):0.00} | {Median(turn => turn.Floor):0.00} "
            + $"| {Median(turn => turn.EmptyAction):0.00} | {Median(turn => turn.Ours):0.00} | {Median(turn => turn.Ours / turn.Floor):0.00} "
            + $"| {Median(turn => turn.Inside):P1} |");

        double Median(Func<(double Binding, double Nothing, double Floor, double EmptyAction, double Ours, double Inside), double> value) =>
            turns.Select(value).Order().ElementAt(Turns / 2);

        async Task<(TimeSpan Cpu, TimeSpan Clock)> MeasureAsync(Func<CSharpCompilation, Task<int>> run)
        {
            var fresh = AnalysisRun.Fresh(corpus);
            GC.Collect();
            var watch = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            await run(fresh);
            return (Environment.CpuUsage.TotalTime - before, watch.Elapsed);
        }
    }
}
