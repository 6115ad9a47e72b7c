using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>How the compiler was called for one project and target framework.</summary>
internal sealed record Compilation(string Project, string Framework, string Compiler, string Folder, string AssemblyFile, IReadOnlyList<string> Arguments)
{
    private static readonly string[] Head = ["project=", "framework=", "compiler=", "generated="];

    // What the second call must not write again, run or ignore.
    private static readonly string[] Dropped =
    [
        "/out:", "/refout:", "/refonly", "/doc:", "/pdb:", "/sourcelink:", "/embed:", "/generatedfilesout:", "/errorlog:", "/debug:", "/debug+",
        "/analyzer:", "/skipanalyzers", "/reportanalyzer", "/nowarn:", "/warnaserror", "/pathmap:",
    ];

    /// <summary>Reads the file that Capture.targets wrote.</summary>
    internal static Compilation Read(string capture)
    {
        var lines = File.ReadAllLines(capture);
        var generated = Value("generated=");
        var sources = Directory.Exists(generated) ? Directory.GetFiles(generated, "*.cs", SearchOption.AllDirectories) : [];
        var arguments = lines
            .Where(line => !Head.Concat(Dropped).Any(option => line.StartsWith(option, StringComparison.Ordinal)))
            .Concat(sources.Order(StringComparer.Ordinal))
            .Select(line => line.Contains(' ') && !line.Contains('"') ? $"\"{line}\"" : line);
        return new(
            Value("project="), Value("framework="), Value("compiler="), Path.GetDirectoryName(capture)!, Path.GetFileName(Value("/out:").Trim('"')), [.. arguments]);

        string Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal), name)[name.Length..];
    }
}
