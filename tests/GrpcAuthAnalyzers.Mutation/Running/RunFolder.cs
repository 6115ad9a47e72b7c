using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using GrpcAuthAnalyzers.Mutation.Mutants;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>The folder of a run: this program with the copy of the analyzer, the list of its mutants, what the tests reach, and the verdicts.</summary>
internal sealed class RunFolder
{
    private readonly string _verdicts;

    /// <param name="path">Where it is.</param>
    internal RunFolder(string path)
    {
        Path = path;
        _verdicts = System.IO.Path.Combine(path, "verdicts.jsonl");
        (Seed, Mutants) = Read(System.IO.Path.Combine(path, "mutants.json"));
        foreach (var line in File.Exists(_verdicts) ? File.ReadAllLines(_verdicts) : [])
            Remember(JsonSerializer.Deserialize<Verdict>(line)!);
    }

    internal string Path { get; }

    /// <summary>What chose the mutants and the order of the tests.</summary>
    internal int Seed { get; }

    internal IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>The file of what the tests reach.</summary>
    internal string Coverage => System.IO.Path.Combine(Path, "coverage.json");

    /// <summary>The last verdict of each mutant that was tried.</summary>
    internal Dictionary<int, Verdict> Verdicts { get; } = [];

    /// <summary>The mutant that was being tried when the process ended; null when none was.</summary>
    internal int? Begun => Verdicts.Values.Where(static verdict => verdict.State == "begun").Select(static verdict => (int?)verdict.Number).FirstOrDefault();

    /// <summary>Writes the list of the mutants of a new run.</summary>
    internal static void Write(string path, int seed, List<Mutant> mutants) =>
        File.WriteAllText(System.IO.Path.Combine(path, "mutants.json"), JsonSerializer.Serialize(new Sample(seed, mutants)));

    internal void Add(Verdict verdict)
    {
        Remember(verdict);
        File.AppendAllText(_verdicts, JsonSerializer.Serialize(verdict) + "\n");
    }

    /// <summary>One line with the figures of an area.</summary>
    internal string Summary(string area)
    {
        var verdicts = Mutants.Where(mutant => mutant.Area == area).Select(mutant => Verdicts.GetValueOrDefault(mutant.Number)).ToList();
        int Count(string state) => verdicts.Count(verdict => verdict?.State == state);
        var (killed, survived, unreached) = (Count("killed"), Count("survived"), Count("unreached"));
        var tried = killed + survived + unreached;
        var share = tried == 0 ? 0 : 100.0 * killed / tried;
        return $"{area}: {verdicts.Count} mutants, {tried} tried, {tried - unreached} reached, {killed} killed ({share:0.0} %), "
            + $"{survived} survived ({verdicts.Count(static verdict => verdict is { IsWhole: false, State: "survived" })} not by all tests), {unreached} unreached";
    }

    private void Remember(Verdict verdict) => Verdicts[verdict.Number] = verdict;

    private static (int Seed, IReadOnlyList<Mutant> Mutants) Read(string path)
    {
        var sample = JsonSerializer.Deserialize<Sample>(File.ReadAllText(path))!;
        return (sample.Seed, sample.Mutants);
    }

    private sealed record Sample(int Seed, List<Mutant> Mutants);
}
