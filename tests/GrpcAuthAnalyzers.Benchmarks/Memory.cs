using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>Bytes that our rules allocate, and those that they keep with the compilation, beyond what an analyzer that does nothing allocates and keeps.</summary>
internal static class Memory
{
    private const int Rounds = 5;

    internal static async Task PrintAsync()
    {
        Console.WriteLine("\n| code | allocated | for each call | kept with the compilation | for each call |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var calls in new[] { 400, 1_000, 4_000 })
        {
            var corpus = Corpus.Calls(calls);
            var (allocated, kept) = await LeastAsync(corpus);
            Console.WriteLine($"| {calls} calls | {allocated / 1024:0.0} MB | {allocated / calls:0.0} kB | {kept / 1024:0.0} MB | {kept / calls:0.0} kB |");
        }
    }

    /// <summary>In kilobytes. An analyzer that does nothing runs before on the same compilation, so that what the compiler keeps is there already.</summary>
    private static async Task<(double Allocated, double Kept)> LeastAsync(CSharpCompilation corpus)
    {
        var rounds = new List<(long Allocated, long Kept)>();
        for (var round = 0; round < Rounds; round++)
        {
            var fresh = AnalysisRun.Fresh(corpus);
            var nothing = await BytesAsync(fresh, Contestant.Nothing);
            var ours = await BytesAsync(fresh, Contestant.Ours);
            rounds.Add((ours.Allocated - nothing.Allocated, ours.Kept - nothing.Kept));
        }

        return (rounds.Min(round => round.Allocated) / 1024d, rounds.Min(round => round.Kept) / 1024d);
    }

    private static async Task<(long Allocated, long Kept)> BytesAsync(CSharpCompilation fresh, Contestant contestant)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await AnalysisRun.AnalyzeAsync(fresh, contestant.Analyzers(fresh));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(fresh);
        return (allocated, kept);
    }
}
