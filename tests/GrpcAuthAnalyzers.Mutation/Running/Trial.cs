using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Mutation.Mutants;
using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>The trial of the mutants of a run, in a process that has loaded the copy of the analyzer with them.</summary>
internal sealed class Trial
{
    /// <summary>A test that takes so long with a mutant ends the process.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    private readonly RunFolder _folder;
    private readonly MutantVerbs _verbs = new();
    private readonly Dictionary<string, TestCase> _tests;
    private readonly Dictionary<string, LinkedList<string>> _killers = [];
    private readonly Dictionary<string, Coverage> _coverage;
    private readonly HashSet<int> _reachedAlike;
    private readonly string[] _order;
    private readonly Dictionary<string, string[]> _orderOf = [];
    private long _begun;

    internal Trial(RunFolder folder)
    {
        _folder = folder;
        Verify.Answering = _verbs;
        var tests = TestCase.All();
        _tests = tests.ToDictionary(static test => test.Name);
        _coverage = Coverage.Of(tests, _verbs, folder.Mutants.Max(static mutant => mutant.Number) + 1, folder.Coverage)
            .Where(test => _tests.ContainsKey(test.Test)).ToDictionary(static test => test.Test);
        _reachedAlike = [.. _coverage.Values.SelectMany(static test => test.Same)];
        _order = [.. _coverage.Keys.Order(StringComparer.Ordinal)];
        new Random(folder.Seed).Shuffle(_order);
        new Thread(EndWhatHangs) { IsBackground = true }.Start();
    }

    /// <summary>Tries every mutant that has no verdict with the reports of all tests, area by area; then those that live with the fixes.</summary>
    /// <param name="areas">The areas in their order.</param>
    /// <param name="seconds">So much time of the processor at most is spent on a mutant in each of the two.</param>
    internal void Run(string[] areas, double seconds)
    {
        foreach (var area in areas)
            Try(area, seconds, withFixes: false, of: mutant => !_folder.Verdicts.ContainsKey(mutant.Number));

        foreach (var area in areas)
            Try(area, seconds, withFixes: true, of: mutant => _folder.Verdicts[mutant.Number] is { State: "survived" or "unreached", By: "" });
    }

    private void Try(string area, double seconds, bool withFixes, Func<Mutant, bool> of)
    {
        foreach (var mutant in _folder.Mutants.Where(mutant => mutant.Area == area).Where(of).ToList())
            Try(mutant, seconds, withFixes);

        Console.WriteLine($"{DateTime.Now:HH:mm:ss} {(withFixes ? "with fixes " : "")}{_folder.Summary(area)}");
    }

    /// <summary>Tries these mutants alone, whatever their verdicts are, with the newest tests first, and says what differs.</summary>
    internal void Again(IEnumerable<int> numbers, double seconds)
    {
        var newestFirst = _coverage.Keys.Reverse().ToArray();
        foreach (var mutant in _folder.Mutants.Where(mutant => numbers.Contains(mutant.Number)))
        {
            _orderOf[mutant.File] = newestFirst;
            var before = _folder.Verdicts.GetValueOrDefault(mutant.Number);
            Try(mutant, seconds, withFixes: false);
            if (_folder.Verdicts[mutant.Number].State != "killed")
                Try(mutant, seconds, withFixes: true);

            Console.WriteLine($"{mutant.Number}: {before?.State} by {before?.By}; now {_folder.Verdicts[mutant.Number]}");
        }
    }

    private void Try(Mutant mutant, double seconds, bool withFixes)
    {
        var known = _killers.TryGetValue(mutant.File, out var killers) ? killers : _killers[mutant.File] = [];
        var reaching = OrderOf(mutant.File).Where(test => Reaches(_coverage[test], mutant.Number, withFixes)).ToList();
        var first = known.Where(new HashSet<string>(reaching).Contains).ToList();
        var tests = first.Concat(reaching.Except(first)).ToList();
        var earlier = withFixes ? _folder.Verdicts[mutant.Number] : new Verdict(mutant.Number, "");
        _folder.Add(earlier with { State = "begun" });
        _verbs.WithFixes = withFixes;
        var (begin, run) = (Environment.CpuUsage.TotalTime, 0);
        foreach (var test in tests)
        {
            if (run > 0 && (Environment.CpuUsage.TotalTime - begin).TotalSeconds > seconds)
                break;

            run++;
            if (!Fails(_tests[test], mutant.Number))
                continue;

            known.Remove(test);
            known.AddFirst(test);
            if (known.Count > 12)
                known.RemoveLast();

            _folder.Add(earlier with { State = "killed", Reaching = earlier.Reaching + tests.Count, Run = earlier.Run + run, By = _tests[test].Name });
            return;
        }

        var (allReaching, allRun) = (earlier.Reaching + tests.Count, earlier.Run + run);
        var isReached = allReaching > 0 || _reachedAlike.Contains(mutant.Number);
        _folder.Add(new Verdict(mutant.Number, isReached ? "survived" : "unreached", allReaching, allRun, withFixes ? "with fixes" : ""));
    }

    /// <summary>The tests, first those that reach in little time what few others reach in a file: they ask its code for something special.</summary>
    private string[] OrderOf(string file)
    {
        if (_orderOf.TryGetValue(file, out var order))
            return order;

        var inFile = _folder.Mutants.Where(mutant => mutant.File == file).Select(static mutant => mutant.Number).ToHashSet();
        var reached = _coverage.Values.SelectMany(static test => test.Reached).Where(inFile.Contains).CountBy(static mutant => mutant).ToDictionary();
        var special = _coverage.ToDictionary(static test => test.Key, test => test.Value.Reached.Where(inFile.Contains).Sum(mutant => 1.0 / reached[mutant]));
        return _orderOf[file] = [.. _order.OrderByDescending(test => special[test] / (_coverage[test].Milliseconds + 2))];
    }

    private static bool Reaches(Coverage test, int mutant, bool withFixes) => withFixes
        ? test.ByFixes is { } byFixes && Array.BinarySearch(byFixes, mutant) >= 0
        : Array.BinarySearch(test.Reached, mutant) >= 0;

    private bool Fails(TestCase test, int mutant)
    {
        _verbs.Begin(test.Name);
        LoadedSwitch.Turn(mutant, (_coverage[test.Name].Asked * 200) + 1_000_000);
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        var failure = test.Run();
        Interlocked.Exchange(ref _begun, 0);
        LoadedSwitch.Turn(-1);
        return failure is not null;
    }

    private void EndWhatHangs()
    {
        while (true)
        {
            Thread.Sleep(1000);
            if (Interlocked.Read(ref _begun) is not 0 and var begun && Stopwatch.GetElapsedTime(begun) > Longest)
                Process.GetCurrentProcess().Kill();
        }
    }
}
