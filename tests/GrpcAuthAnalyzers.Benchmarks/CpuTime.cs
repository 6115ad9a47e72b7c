using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>
/// CPU time of the process, which another process can only lengthen: the contestants take turns, each round begins with another one, and the least of
/// each one's turns counts.
/// </summary>
internal static class CpuTime
{
    private const int WarmUps = 3;

    /// <param name="corpora">The rows.</param>
    /// <param name="others">What is measured beside our own contestants.</param>
    /// <param name="rounds">How often each of them runs; the more, the less chance is in the least.</param>
    internal static async Task PrintAsync(IReadOnlyList<(string Code, CSharpCompilation[] Projects)> corpora, IReadOnlyList<Contestant> others, int rounds = 15)
    {
        Contestant[] contestants = [.. Contestant.Own, .. others];
        var columns = contestants.Skip(1).ToArray();
        Console.WriteLine($"\n| code | binding | {string.Join(" | ", columns.Select(contestant => contestant.Name))} |");
        Console.WriteLine($"|---|---:|{string.Concat(columns.Select(_ => "---:|"))}");
        foreach (var (code, projects) in corpora)
        {
            var least = await LeastAsync(projects, contestants, rounds);
            var (binding, floor) = (least[Contestant.Binding], least[Contestant.Floor]);
            Row(code, $"{binding.Cpu:0} ms", contestant => $"{least[contestant].Cpu / binding.Cpu:0.00}");
            Row("of the floor", "", contestant => $"{least[contestant].Cpu / floor.Cpu:0.000}");
            Row("inside the actions", "", contestant => contestant.TimesActions ? $"{least[contestant].Inside:0} ms, {least[contestant].Inside / binding.Clock:P1}" : "");
        }

        void Row(string head, string binding, Func<Contestant, string> value) =>
            Console.WriteLine($"| {head} | {binding} | {string.Join(" | ", columns.Select(value))} |");
    }

    private static async Task<Dictionary<Contestant, (double Cpu, double Clock, double Inside)>> LeastAsync(
        CSharpCompilation[] projects, Contestant[] contestants, int rounds)
    {
        var least = contestants.ToDictionary(contestant => contestant, _ => (Cpu: double.MaxValue, Clock: double.MaxValue, Inside: double.MaxValue));
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var contestant in contestants.Skip((round + WarmUps) % contestants.Length).Concat(contestants.Take((round + WarmUps) % contestants.Length)))
            {
                var (cpu, clock) = await MeasureAsync(projects, contestant);
                var inside = contestant.TimesActions ? await InsideAsync(projects, contestant) : 0; // By the clock, hence compared with the clock.
                if (round >= 0)
                    least[contestant] = (Math.Min(least[contestant].Cpu, cpu), Math.Min(least[contestant].Clock, clock), Math.Min(least[contestant].Inside, inside));
            }
        }

        return least;
    }

    private static async Task<(double Cpu, double Clock)> MeasureAsync(CSharpCompilation[] projects, Contestant contestant)
    {
        var (cpu, clock) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var project in projects)
        {
            var fresh = AnalysisRun.Fresh(project);
            var analyzers = contestant.Analyzers(project);
            GC.Collect();
            var watch = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            await AnalysisRun.AnalyzeAsync(fresh, analyzers);
            cpu += Environment.CpuUsage.TotalTime - before;
            clock += watch.Elapsed;
        }

        return (cpu.TotalMilliseconds, clock.TotalMilliseconds);
    }

    private static async Task<double> InsideAsync(CSharpCompilation[] projects, Contestant contestant)
    {
        var inside = TimeSpan.Zero;
        foreach (var project in projects)
            inside += await AnalysisRun.OwnTimeAsync(AnalysisRun.Fresh(project), contestant.Analyzers(project));

        return inside.TotalMilliseconds;
    }
}
