#:property PublishAot=false
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;

// Analyses any solution, project or folder without editing it:
//   1. builds the analyzers of this repository,
//   2. builds the target as it is, without analyzers; build/scan/ sends obj and bin to a temporary folder and notes how the compiler was called,
//      with the configuration files that the package would add,
//   3. calls the compiler once more for each compilation, with our analyzers only, so that RunAnalyzers=false, TreatWarningsAsErrors and
//      NoWarn of the target, error severities, and older versions of our package do not change what is found,
//   4. merges the SARIF logs, prints the findings by rule.

const string Usage = """
    dotnet run build/scan.cs -- [PATH] [--sarif FILE] [--fail-on error|warning|info|never]

      PATH       a solution, a project or a folder; without it, the samples of this repository
      --sarif    also write the findings as SARIF 2.1.0
      --fail-on  exit with 1 if there is a finding of this severity or above (default: never)

    Exit codes: 0 scanned, 1 findings by --fail-on, 2 not scanned.
    """;

var repository = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
try
{
    if (args is ["-h" or "--help" or "-?"])
    {
        Console.WriteLine(Usage);
        return 0;
    }

    var options = ScanOptions.Parse(args, samples: Path.Combine(repository, "tests", "Samples"));
    var folder = Directory.CreateTempSubdirectory("grpc-auth-scan-").FullName;
    try
    {
        var target = ScanTarget.Find(options.Path, folder);
        var analyzer = await AnalyzerBuild.RunAsync(repository);
        var compilations = await TargetBuild.RunAsync(target, folder, Path.Combine(repository, "build", "scan"));
        var findings = await Analysis.RunAsync(compilations, analyzer, target.Root);

        ConsoleReport.Write(findings, compilations.Count, target.Root);
        if (options.Sarif is not null)
            SarifFile.Write(options.Sarif, findings, target.Root);
        return findings.Any(finding => finding.Severity >= options.FailOn) ? 1 : 0;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
catch (ScanException exception)
{
    Console.Error.WriteLine("scan: " + exception.Message);
    return 2;
}

/// <summary>The scan failed; the message tells the user why.</summary>
internal sealed class ScanException(string message) : Exception(message);

internal enum Severity { Info, Warning, Error, Never }

internal sealed record ScanOptions(string Path, string? Sarif, Severity FailOn)
{
    internal static ScanOptions Parse(string[] arguments, string samples)
    {
        string? path = null, sarif = null;
        var failOn = Severity.Never;
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--sarif":
                    sarif = System.IO.Path.GetFullPath(Value());
                    break;
                case "--fail-on":
                    if (!Enum.TryParse(Value(), ignoreCase: true, out failOn) || !Enum.IsDefined(failOn))
                        throw new ScanException($"--fail-on is error, warning, info or never, not '{arguments[index]}'");
                    break;
                case ['-', ..] unknown:
                    throw new ScanException($"'{unknown}' is not an option; see --help");
                case var only when path is null:
                    path = only;
                    break;
                case var second:
                    throw new ScanException($"only one path is allowed: '{path}' or '{second}'");
            }

            string Value() => ++index < arguments.Length ? arguments[index] : throw new ScanException($"{arguments[index - 1]} needs a value");
        }

        return new(System.IO.Path.GetFullPath(path ?? samples), sarif, failOn);
    }
}

/// <summary>What is built, the folder that reported paths are relative to, and the name that the user gave.</summary>
internal sealed record ScanTarget(string BuildFile, string Root, string Name)
{
    private static readonly string[] Solutions = [".sln", ".slnx", ".slnf"];
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts"];

    internal static ScanTarget Find(string path, string temporary)
    {
        if (File.Exists(path))
        {
            return Solutions.Contains(Path.GetExtension(path)) || Path.GetExtension(path) is ".csproj"
                ? new(path, Path.GetDirectoryName(path)!, path)
                : throw new ScanException($"'{path}' is neither a solution nor a C# project");
        }

        if (!Directory.Exists(path))
            throw new ScanException($"'{path}' does not exist");

        if (Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".sln" or ".slnx").ToArray() is [var solution])
            return new(solution, path, solution);

        var projects = Directory.GetFiles(path, "*.csproj", SearchOption.AllDirectories)
            .Where(project => !Path.GetRelativePath(path, project).Split('/', '\\').Any(name => name[0] == '.' || Skipped.Contains(name)))
            .Order(StringComparer.Ordinal).ToArray();
        if (projects.Length == 0)
            throw new ScanException($"'{path}' holds neither a solution nor a C# project");

        var all = Path.Combine(temporary, "all.slnx");
        new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project)))).Save(all);
        return new(all, path, path);
    }
}

/// <summary>Step 1: the analyzers of this repository, built to a folder that only scans use.</summary>
internal static class AnalyzerBuild
{
    internal static async Task<string> RunAsync(string repository)
    {
        var artifacts = Path.Combine(repository, "artifacts", "scan");
        Directory.CreateDirectory(artifacts);
        using var turn = await OneAtATimeAsync(Path.Combine(artifacts, ".lock"));
        var project = Path.Combine(repository, "src", "GrpcAuthAnalyzers", "GrpcAuthAnalyzers.csproj");
        var built = await DotNet.RunAsync(
            repository, [], ["build", project, "--configuration", "Release", "--artifacts-path", artifacts, "-v:q", "-clp:ErrorsOnly;NoSummary"]);
        return built.ExitCode == 0
            ? Path.Combine(artifacts, "bin", "GrpcAuthAnalyzers", "release", "GrpcAuthAnalyzers.dll")
            : throw new ScanException("the analyzers of this repository do not build:\n" + built.Text);
    }

    private static async Task<FileStream> OneAtATimeAsync(string path)
    {
        while (true)
        {
            try { return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) { await Task.Delay(200); }
        }
    }
}

/// <summary>Step 2: the target, built into the temporary folder.</summary>
internal static class TargetBuild
{
    // Global properties win over every value in the target.
    private static readonly string[] Properties =
    [
        "-p:ProvideCommandLineArgs=true", "-p:RunAnalyzers=false", "-p:GeneratePackageOnBuild=false", "-p:NuGetAudit=false", "-p:WarningsAsErrors=",
        "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:CodeAnalysisTreatWarningsAsErrors=false",
    ];

    /// <returns>One compilation for each C# project and target framework; never none.</returns>
    internal static async Task<IReadOnlyList<Compilation>> RunAsync(ScanTarget target, string folder, string imports)
    {
        // MSBuild imports every file in these two folders, so that no property of the target is taken away from it.
        var extensions = Path.Combine(folder, "msbuild");
        Import("Isolate.targets", "ImportBefore");
        Import("Capture.targets", "ImportAfter");
        Import(Path.Combine("..", "GrpcAuthAnalyzers.targets"), "ImportAfter");
        void Import(string file, string when)
        {
            var into = Directory.CreateDirectory(Path.Combine(extensions, "Current", "Microsoft.Common.targets", when));
            File.Copy(Path.Combine(imports, file), Path.Combine(into.FullName, Path.GetFileName(file)));
        }

        Console.Error.WriteLine($"Building {target.Name}");
        var built = await DotNet.RunAsync(
            target.Root,
            [("CustomAfterDirectoryBuildProps", Path.Combine(imports, "Isolate.props")), ("GrpcAuthScanFolder", folder)],
            ["build", target.BuildFile, "-v:q", "-clp:ErrorsOnly;NoSummary", "-p:MSBuildUserExtensionsPath=" + extensions, .. Properties]);
        if (built.ExitCode != 0)
            throw new ScanException($"{target.Name} does not restore or build:\n{built.Text}");

        var compilations = Directory.EnumerateFiles(folder, "compilation.txt", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Compilation.Read).ToArray();
        return compilations.Length > 0 ? compilations : throw new ScanException($"{target.Name} compiles no C#");
    }
}

/// <summary>How the compiler was called for one project and target framework.</summary>
internal sealed record Compilation(string Project, string Compiler, string Folder, string AssemblyFile, IReadOnlyList<string> Arguments)
{
    // What the second call must not write again, run or ignore.
    private static readonly string[] Dropped =
    [
        "/out:", "/refout:", "/refonly", "/doc:", "/pdb:", "/sourcelink:", "/embed:", "/generatedfilesout:", "/errorlog:", "/debug:", "/debug+",
        "/analyzer:", "/skipanalyzers", "/reportanalyzer", "/nowarn:", "/warnaserror", "/pathmap:",
    ];

    internal static Compilation Read(string capture)
    {
        var lines = File.ReadAllLines(capture);
        var generated = Value("generated=");
        var sources = Directory.Exists(generated) ? Directory.GetFiles(generated, "*.cs", SearchOption.AllDirectories) : [];
        var arguments = lines.Skip(3)
            .Where(line => !Dropped.Any(option => line.StartsWith(option, StringComparison.Ordinal)))
            .Concat(sources.Order(StringComparer.Ordinal))
            .Select(line => line.Contains(' ') && !line.Contains('"') ? $"\"{line}\"" : line);
        return new(Value("project="), Value("compiler="), Path.GetDirectoryName(capture)!, Path.GetFileName(Value("/out:").Trim('"')), [.. arguments]);

        string Value(string name) => lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
    }
}

/// <summary>Step 3: the second compiler call, with our analyzers only.</summary>
internal static class Analysis
{
    internal static async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<Compilation> compilations, string analyzer, string root)
    {
        var found = new IReadOnlyList<Finding>[compilations.Count];
        await Parallel.ForAsync(0, compilations.Count, async (index, _) => found[index] = await AnalyseAsync(compilations[index], analyzer, root));

        // A line of a multi-targeted project, or of a shared file, is one finding.
        return [.. found.SelectMany(each => each).DistinctBy(finding => finding.Identity)
            .OrderBy(finding => finding.RuleId, StringComparer.Ordinal).ThenBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    private static async Task<IReadOnlyList<Finding>> AnalyseAsync(Compilation compilation, string analyzer, string root)
    {
        var output = Directory.CreateDirectory(Path.Combine(compilation.Folder, "analysed")).FullName;
        var log = Path.Combine(output, "findings.sarif");
        var call = Path.Combine(output, "call.rsp");
        File.WriteAllLines(call, compilation.Arguments.Concat(
            [$"/out:\"{Path.Combine(output, compilation.AssemblyFile)}\"", $"/errorlog:\"{log}\",version=2.1", $"/analyzer:\"{analyzer}\""]));
        var compiled = await DotNet.RunAsync(Path.GetDirectoryName(compilation.Project)!, [], ["exec", compilation.Compiler, "/noconfig", "@" + call]);
        if (!File.Exists(log))
            throw new ScanException($"{compilation.Project} cannot be analysed:\n{compiled.Text}");

        var run = JsonNode.Parse(File.ReadAllText(log))!["runs"]![0]!;
        var broken = run["results"]!.AsArray().FirstOrDefault(IsFailure);
        return broken is null
            ? Finding.ReadAll(run, compilation.Project, root)
            : throw new ScanException($"{compilation.Project} cannot be analysed: {broken["ruleId"]}: {broken["message"]!["text"]}");
    }

    // AD0001: an analyzer threw. CS8032 to CS8034 and CS9057: it was not loaded, which would look like a clean project.
    private static bool IsFailure(JsonNode? result) =>
        (string)result!["ruleId"]! is var id
        && (id is "AD0001" or "CS8032" or "CS8033" or "CS8034" or "CS9057" || (id.StartsWith("CS", StringComparison.Ordinal) && (string?)result["level"] == "error"));
}

/// <summary>One result of the compiler's SARIF log, with its paths made relative to the scanned folder.</summary>
internal sealed record Finding(JsonObject Result, JsonObject Rule, string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The name that stands for the scanned folder in the paths of the SARIF file.</summary>
    internal const string Root = "SCANROOT";

    internal string RuleId => (string)Rule["id"]!;
    internal string Level => (string?)Result["level"] ?? "warning";
    internal string Message => (string)Result["message"]!["text"]!;
    internal Severity Severity => Level switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info };
    internal object Identity => (RuleId, File, Line, Column, EndLine, EndColumn, Message);

    /// <returns>The findings of our rules that no pragma or attribute suppresses.</returns>
    internal static IReadOnlyList<Finding> ReadAll(JsonNode run, string project, string root)
    {
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        return [.. run["results"]!.AsArray()
            .Where(result => ((string)result!["ruleId"]!).StartsWith("GRPCAUTH", StringComparison.Ordinal) && result["suppressions"] is not JsonArray { Count: > 0 })
            .Select(result => Read(result!.DeepClone().AsObject(), rules[(int)result["ruleIndex"]!]!.DeepClone().AsObject(), project, root))];
    }

    private static Finding Read(JsonObject result, JsonObject rule, string project, string root)
    {
        // A finding about a whole compilation has no location: its project becomes the location.
        if (result["locations"] is not JsonArray { Count: > 0 })
        {
            var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = new Uri(project).AbsoluteUri } };
            result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place });
        }

        foreach (var location in result["locations"]!.AsArray().Concat(result["relatedLocations"]?.AsArray() ?? []))
        {
            if (location!["physicalLocation"]?["artifactLocation"] is JsonObject artifact)
                MakeRelative(artifact, project, root);
        }

        var physical = result["locations"]![0]!["physicalLocation"]!;
        var uri = (string)physical["artifactLocation"]!["uri"]!;
        var file = Uri.TryCreate(uri, UriKind.Absolute, out var absolute)
            ? Path.GetRelativePath(root, absolute.LocalPath).Replace('\\', '/')
            : Uri.UnescapeDataString(uri);
        var region = physical["region"];
        return new(result, rule, file, Number("startLine"), Number("startColumn"), Number("endLine"), Number("endColumn"));

        int Number(string name) => (int?)region?[name] ?? (int?)region?[name.Replace("end", "start")] ?? 0;
    }

    private static void MakeRelative(JsonObject artifact, string project, string root)
    {
        var below = new Uri(Path.Join(root, "/"));
        var file = new Uri(new Uri(project), (string)artifact["uri"]!);
        artifact["uri"] = file.AbsoluteUri;
        if (!below.IsBaseOf(file))
            return;
        artifact["uri"] = below.MakeRelativeUri(file).OriginalString;
        artifact["uriBaseId"] = Root;
    }
}

/// <summary>Step 4, for programs: one SARIF 2.1.0 file with one run.</summary>
internal static class SarifFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, IReadOnlyList<Finding> findings, string root)
    {
        var rules = findings.DistinctBy(finding => finding.RuleId).ToArray();
        var ids = rules.Select(finding => finding.RuleId).ToList();
        foreach (var finding in findings)
            finding.Result["ruleIndex"] = ids.IndexOf(finding.RuleId);
        foreach (var finding in rules)
            finding.Rule.Remove("properties"); // Execution times: no two scans would be equal.

        var driver = new JsonObject
        {
            ["name"] = "GrpcAuthAnalyzers",
            ["informationUri"] = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers",
            ["rules"] = new JsonArray([.. rules.Select(finding => finding.Rule)]),
        };
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = driver },
                ["originalUriBaseIds"] = new JsonObject { [Finding.Root] = new JsonObject { ["uri"] = new Uri(Path.Join(root, "/")).AbsoluteUri } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => finding.Result)]),
            }),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, log.ToJsonString(Readable) + "\n");
    }
}

/// <summary>Step 4, for people: findings by rule, each with its line and what the compiler would underline.</summary>
internal static class ConsoleReport
{
    internal static void Write(IReadOnlyList<Finding> findings, int compilations, string root)
    {
        foreach (var rule in findings.GroupBy(finding => finding.RuleId))
        {
            Console.WriteLine($"{rule.Key}  {rule.First().Rule["shortDescription"]!["text"]}  ({rule.Count()})");
            Console.WriteLine($"{rule.First().Rule["helpUri"]}\n");
            foreach (var finding in rule)
                Write(finding, root);
        }

        var severities = findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => $"{group.Key}: {group.Count()}");
        Console.WriteLine(string.Join(", ", [$"Compilations: {compilations}", $"findings: {findings.Count}", .. severities]).ToLowerInvariant());
    }

    private static void Write(Finding finding, string root)
    {
        var place = finding.Line > 0 ? $"{finding.File}:{finding.Line}:{finding.Column}" : finding.File;
        Console.WriteLine($"  {place}  {finding.Severity.ToString().ToLowerInvariant()}: {finding.Message}");
        var path = Path.Combine(root, finding.File);

        // Only code is shown: a line of a configuration file may hold more secrets than the one that was found.
        if (finding.Line > 0 && Path.GetExtension(path) == ".cs" && File.Exists(path) && File.ReadLines(path).Skip(finding.Line - 1).FirstOrDefault() is { } line)
        {
            // Tabs stay in the padding, so that the underline stands below its code whatever their width.
            var start = Math.Min(finding.Column - 1, line.Length);
            var end = finding.EndLine == finding.Line ? Math.Min(finding.EndColumn - 1, line.Length) : line.TrimEnd().Length;
            if (finding.RuleId.StartsWith("GRPCAUTH2", StringComparison.Ordinal))
                (line, start, end) = Masked(line, start, end);

            var padding = string.Concat(line[..start].Select(character => character == '\t' ? '\t' : ' '));
            Console.WriteLine($"    {finding.Line,5} | {line}");
            Console.WriteLine($"          | {padding}{new string('^', Math.Max(1, end - start))}");
        }

        Console.WriteLine();
    }

    /// <summary>A line without what is underlined and without what stands in quotes: the logs of a pipeline are read by many.</summary>
    private static (string Line, int Start, int End) Masked(string line, int start, int end)
    {
        const string Mask = "...";
        var head = WithoutQuotes(line[..start]);
        return (head + Mask + WithoutQuotes(line[end..]), head.Length, head.Length + Mask.Length);

        static string WithoutQuotes(string text) => string.Join('"', text.Split('"').Select((part, index) => index % 2 == 0 ? part : Mask));
    }
}

/// <summary>Runs <c>dotnet</c> to its end, without the variables that the <c>dotnet run</c> around this program left.</summary>
internal static class DotNet
{
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <returns>The exit code, and what was printed without repeated lines.</returns>
    internal static async Task<(int ExitCode, string Text)> RunAsync(string folder, (string Name, string Value)[] variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in Inherited)
            start.Environment.Remove(name);
        foreach (var (name, value) in variables.Append(("MSBUILDDISABLENODEREUSE", "1")).Append(("DOTNET_CLI_USE_MSBUILD_SERVER", "0")).Append(("DOTNET_NOLOGO", "1")))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', string.Concat(texts).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()));
    }
}
