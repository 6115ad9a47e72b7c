using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>
/// Damaged programs, another three thousand each day (<see cref="Seed"/>). The analyzer must not throw and must say the same whatever the order of the
/// documents; fixes must not throw nor break the syntax, and keep their promises where the program compiles. A failure is shown small.
/// GRPCAUTH_FUZZ_MUTANTS sets how many there are, GRPCAUTH_FUZZ_FROM the number of the first, GRPCAUTH_FUZZ_INPUTS a folder with more inputs.
/// </summary>
public sealed class FuzzTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Fact]
    public async Task No_damage_makes_the_product_throw_or_disagree_with_itself()
    {
        var (first, count, failures, watch) = (Number("GRPCAUTH_FUZZ_FROM", 0), Number("GRPCAUTH_FUZZ_MUTANTS", 3_000), new ConcurrentBag<string>(), Stopwatch.StartNew());
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, async (number, _) =>
        {
            if (failures.Count < 5 && await ShownAsync(new Mutant(number)) is { } failure)
                failures.Add(failure);
        });
        output.WriteLine($"{count} mutants in {watch.Elapsed.TotalSeconds:0} s. {Seed.Again}");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures) + "\n" + Seed.Again);
    }

    /// <summary>The failure of a mutant with a small program and file that fail in the same way; null where it does not fail.</summary>
    private static async Task<string?> ShownAsync(Mutant mutant)
    {
        if (await mutant.FailureAsync() is not { } failure)
            return null;

        var kind = KindOf(failure);
        var (source, text) = (mutant.Source, mutant.File?.Text);
        source = await Shrinker.ShrinkAsync(source, async smaller => await mutant.FailureAsync(smaller, text) is { } other && KindOf(other) == kind);
        if (text is not null)
            text = await Shrinker.ShrinkAsync(text, async smaller => await mutant.FailureAsync(source, smaller) is { } other && KindOf(other) == kind);

        return $"Mutant {mutant.Number} (GRPCAUTH_FUZZ_FROM={mutant.Number} GRPCAUTH_FUZZ_MUTANTS=1): {failure}\nA small source:\n{source}\n{mutant.File?.Name}\n{text}";
    }

    /// <summary>What a failure is about, without what depends on the program: its first words.</summary>
    private static string KindOf(string failure)
    {
        var line = failure.Split('\n')[0];
        return line.Length > 60 ? line[..60] : line;
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : usual;
}
