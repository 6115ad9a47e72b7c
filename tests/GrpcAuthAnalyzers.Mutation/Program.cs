using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Mutation.Mutants;
using GrpcAuthAnalyzers.Mutation.Running;
using GrpcAuthAnalyzers.Tests.Conformance;

namespace GrpcAuthAnalyzers.Mutation;

/// <summary>
/// Mutation testing of the product (docs/mutation-testing.md). <c>new</c> makes a copy of this program whose analyzer has a sample of mutants, and tries them;
/// <c>on</c> tries those that have no verdict (in processes of its own, which get <c>try</c>); <c>again NUMBERS</c> tries some alone; <c>show</c> lists those that live.
/// </summary>
internal static class Program
{
    private static readonly string[] Areas =
    [
        "Origins", "Credentials", "Rules/Credentials", "Rules/Freshness", "Rules/Secrets", "Rules/MetadataFormat", "Rules/Transport", "Rules/Identity", "Rules/Server",
    ];

    private static int Main(string[] arguments)
    {
        var options = arguments.Where(static argument => argument.Contains('=')).Select(static argument => argument.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        var folder = options.GetValueOrDefault("run") ?? Repository.PathOf("tests/GrpcAuthAnalyzers.Mutation/bin/run");
        var areas = options.GetValueOrDefault("areas")?.Split(',') ?? Areas;
        var seconds = double.Parse(options.GetValueOrDefault("seconds") ?? "60", CultureInfo.InvariantCulture);
        switch (arguments.FirstOrDefault())
        {
            case "new":
                var seed = int.Parse(options.GetValueOrDefault("seed") ?? DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                Make(folder, seed, int.Parse(options.GetValueOrDefault("count") ?? "400", CultureInfo.InvariantCulture), areas);
                return GoOn(folder, areas, seconds);
            case "on":
                return GoOn(folder, areas, seconds);
            case "try":
                new Trial(new RunFolder(folder)).Run(areas, seconds);
                return 0;
            case "again":
                new Trial(new RunFolder(folder)).Again([.. arguments[1].Split(',').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))], seconds);
                return 0;
            case "show":
                Show(new RunFolder(folder), areas);
                return 0;
            default:
                Console.WriteLine("new|on|show|again NUMBERS [areas=Origins,Credentials] [count=400] [seed=20261130] [seconds=60]; see docs/mutation-testing.md");
                return 1;
        }
    }

    /// <summary>Makes the folder of a run: this program, with a copy of the analyzer that has the mutants.</summary>
    private static void Make(string folder, int seed, int count, string[] areas)
    {
        Console.WriteLine($"seed={seed}");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var mutated = new MutatedCopy(Repository.PathOf("."));
        foreach (var area in areas)
            Console.WriteLine($"{DateTime.Now:HH:mm:ss} {area}: {mutated.Choose(area, count, new Random(seed))} changes");

        RunFolder.Write(folder, seed, mutated.Write(Path.Combine(folder, "GrpcAuthAnalyzers.dll")));
    }

    /// <summary>Runs the copy until all mutants have a verdict; one that ends the process is killed.</summary>
    private static int GoOn(string folder, string[] areas, double seconds)
    {
        for (var restarts = 0; restarts < 200; restarts++)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "GrpcAuthAnalyzers.Mutation.dll"), "try", "run=" + folder,
                "areas=" + string.Join(',', areas), "seconds=" + seconds.ToString(CultureInfo.InvariantCulture)]);
            using var process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode == 0)
                return 0;

            var state = new RunFolder(folder);
            if (state.Begun is not { } begun)
                return process.ExitCode;

            state.Add(state.Verdicts[begun] with { State = "killed", By = "the end of the process" });
        }

        return 1;
    }

    private static void Show(RunFolder folder, IEnumerable<string> areas)
    {
        foreach (var area in areas)
        {
            Console.WriteLine(folder.Summary(area));
            foreach (var mutant in folder.Mutants.Where(mutant => mutant.Area == area).OrderBy(static mutant => mutant.File, StringComparer.Ordinal).ThenBy(static mutant => mutant.Line))
            {
                if (folder.Verdicts.GetValueOrDefault(mutant.Number) is { State: "survived" or "unreached" } verdict)
                {
                    Console.WriteLine($"  {mutant.Number} {mutant.File}:{mutant.Line} {mutant.Operator} [{verdict.State} {verdict.Run}/{verdict.Reaching}]");
                    Console.WriteLine($"      {OneLine(mutant.Original)}\n   -> {OneLine(mutant.Mutated)}");
                }
            }
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split('\n').Select(static part => part.Trim()));
        return line.Length > 220 ? line[..220] + "..." : line;
    }
}
