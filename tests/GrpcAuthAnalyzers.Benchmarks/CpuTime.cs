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
        Console.WriteLine("\n| code | binding, CPU | does nothing | one empty operation action | GrpcAuthAnalyzers | inside our actions |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        await PrintAsync("gRPC-heavy", Corpus.GrpcHeavy());
        await PrintAsync("ordinary", Corpus.Ordinary());
        foreach (var calls in new[] { 40, 400, 4_000 })
            await PrintAsync($"{calls} calls", Corpus.Calls(calls));
    }

    private static async Task PrintAsync(string code, CSharpCompilation corpus)
    {
        var turns = new List<(double Binding, double Nothing, double EmptyAction, double Ours, double Inside)>();
        for (var turn = -WarmUps; turn < Turns; turn++)
        {
            var watch = Stopwatch.StartNew();
            var binding = await MeasureAsync(() => Task.FromResult(AnalysisRun.Bind(corpus)));
            var bindingByClock = watch.Elapsed;
            var nothing = await MeasureAsync(() => AnalysisRun.AnalyzeAsync(corpus, new NothingAnalyzer()));
            var emptyAction = await MeasureAsync(() => AnalysisRun.AnalyzeAsync(corpus, new OneOperationAction()));
            var ours = await MeasureAsync(() => AnalysisRun.AnalyzeAsync(corpus, new GrpcAuthAnalyzer()));
            var inside = await AnalysisRun.OwnTimeAsync(corpus, new GrpcAuthAnalyzer()); // By the clock, hence compared with the clock.
            if (turn >= 0)
                turns.Add((binding.TotalMilliseconds, nothing / binding, emptyAction / binding, ours / binding, inside / bindingByClock));
        }

        Console.WriteLine(
            $"| {code} | {Median(turn => turn.Binding):0} ms | {Median(turn => turn.Nothing):0.00} | {Median(turn => turn.EmptyAction):0.00} "
            + $"| {Median(turn => turn.Ours):0.00} | {Median(turn => turn.Inside):P1} |");

        double Median(Func<(double Binding, double Nothing, double EmptyAction, double Ours, double Inside), double> value) =>
            turns.Select(value).Order().ElementAt(Turns / 2);
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task<int>> run)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        await run();
        return Environment.CpuUsage.TotalTime - before;
    }
}
