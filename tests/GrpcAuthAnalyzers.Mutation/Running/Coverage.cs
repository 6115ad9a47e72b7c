using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>What one test reaches.</summary>
/// <param name="Test">Its name.</param>
/// <param name="Milliseconds">How long it takes without a mutant.</param>
/// <param name="Asked">How often it asks the switch.</param>
/// <param name="Reached">The mutants that it reaches and that may make a difference to it.</param>
/// <param name="Same">Those that it reaches without a difference: a condition that would always be true is true each time.</param>
/// <param name="ByFixes">Those that it reaches with its fixes and that may make a difference; null for a test that has none.</param>
internal sealed record Coverage(string Test, double Milliseconds, long Asked, int[] Reached, int[] Same, int[]? ByFixes)
{
    /// <summary>A test that takes longer would be most of the time.</summary>
    private const double MostMilliseconds = 1500;

    /// <summary>The coverage of every test that holds here without a mutant, from the file if it is there; the tests that are left out stand beside it.</summary>
    internal static List<Coverage> Of(List<TestCase> tests, MutantVerbs verbs, int mutants, string file)
    {
        var list = Path.ChangeExtension(file, ".left.txt");
        var found = File.Exists(file) ? JsonSerializer.Deserialize<List<Coverage>>(File.ReadAllText(file))! : [];
        var left = File.Exists(list) ? File.ReadAllLines(list).ToList() : [];
        var known = found.Select(static test => test.Test).Concat(left.Select(static line => line.Split(": ")[0])).ToHashSet();
        foreach (var test in tests.Where(test => !known.Contains(test.Name)))
        {
            verbs.WithFixes = false;
            var (failure, _, _, _, _) = Run(test, verbs, mutants);
            var (again, time, asked, reached, same) = failure is null ? Run(test, verbs, mutants) : default;
            if ((failure ?? again) is not null || time > MostMilliseconds)
            {
                left.Add($"{test.Name}: {(failure ?? again)?.Message.Split('\n')[0] ?? "slow"}");
                continue;
            }

            int[]? byFixes = null;
            if (verbs.IsAboutFixes)
            {
                verbs.WithFixes = true;
                (failure, _, _, byFixes, _) = Run(test, verbs, mutants);
                if (failure is not null)
                    byFixes = null;
            }

            found.Add(new Coverage(test.Name, time, asked, reached, same, byFixes));
            if (found.Count % 500 == 0)
                Console.WriteLine($"{DateTime.Now:HH:mm:ss} {found.Count} of {tests.Count} tests");
        }

        Console.WriteLine($"{found.Count} tests, {found.Sum(static test => test.Milliseconds) / 1000:0} s; left out: {left.Count}");
        File.WriteAllLines(list, left);
        File.WriteAllText(file, JsonSerializer.Serialize(found));
        return found;
    }

    private static (Exception? Failure, double Milliseconds, long Asked, int[] Reached, int[] Same) Run(TestCase test, MutantVerbs verbs, int mutants)
    {
        var (reached, different) = (new bool[mutants], new bool[mutants]);
        LoadedSwitch.Turn(-1);
        LoadedSwitch.Note(reached, different);
        verbs.Begin(test.Name);
        var begin = Stopwatch.GetTimestamp();
        var failure = test.Run();
        var time = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        LoadedSwitch.Note(null, null);
        var all = Enumerable.Range(0, mutants).Where(mutant => reached[mutant]).ToLookup(mutant => different[mutant]);
        return (failure, time, LoadedSwitch.Asked, [.. all[true]], [.. all[false]]);
    }
}
