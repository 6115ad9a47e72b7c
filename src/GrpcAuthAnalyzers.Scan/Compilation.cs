using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>How the compiler was called for one project and target framework.</summary>
/// <param name="Server">The name of the compiler server that was called: empty for the one that all builds of the user have, null where there was none.</param>
internal sealed record Compilation(
    string Project, string Framework, string Compiler, string? Server, string Folder, string AssemblyFile, IReadOnlyList<string> Arguments)
{
    private static readonly string[] Head = ["project=", "framework=", "compiler=", "shared=", "server=", "generated="];

    // What the second call must not write again, run or ignore.
    private static readonly string[] Dropped =
    [
        "/out:", "/refout:", "/refonly", "/doc:", "/pdb:", "/sourcelink:", "/embed:", "/generatedfilesout:", "/errorlog:", "/debug:", "/debug+",
        "/analyzer:", "/skipanalyzers", "/reportanalyzer", "/nowarn:", "/warnaserror", "/pathmap:",
    ];

    /// <summary>The folder of the scan with all that this project writes, for each target framework.</summary>
    internal string OutputFolder
    {
        get
        {
            var end = Folder.LastIndexOf($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
            return end > 0 ? Folder[..end] : Folder;
        }
    }

    /// <summary>
    /// Whether the compiler may write declarations only: the analyzers ask for the bodies that they need, and none is bound and emitted besides. A module has
    /// no reference assembly (CS8308).
    /// </summary>
    internal bool MayBeReferenceOnly => !Arguments.Contains("/target:module");

    /// <summary>Reads the file that Capture.targets wrote.</summary>
    internal static Compilation Read(string capture)
    {
        var lines = File.ReadAllLines(capture);
        var generated = Value("generated=");
        var sources = Directory.Exists(generated) ? Directory.GetFiles(generated, "*.cs", SearchOption.AllDirectories) : [];
        var arguments = lines
            .Where(line => !Head.Concat(Dropped).Any(option => line.StartsWith(option, StringComparison.Ordinal)) && !IsBaseline(line))
            .Concat(sources.Order(StringComparer.Ordinal))
            .Select(line => line.Contains(' ') && !line.Contains('"') ? $"\"{line}\"" : line);
        return new(
            Value("project="), Value("framework="), Value("compiler="), bool.TryParse(Value("shared="), out var isShared) && isShared ? Value("server=") : null,
            Path.GetDirectoryName(capture)!, Path.GetFileName(Value("/out:").Trim('"')), [.. arguments]);

        string Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal), name)[name.Length..];
    }

    // What the target's own build accepts is a finding all the same: the scan has its own option.
    private static bool IsBaseline(string line) =>
        line.StartsWith("/additionalfile:", StringComparison.Ordinal) && line.TrimEnd('"').EndsWith(".sarif", StringComparison.OrdinalIgnoreCase);
}
