using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Scratch, never committed: every *.cs of the folder TRY is one program; see /tmp/try.sh.</summary>
public sealed class TryPrograms
{
    [Fact]
    public async Task Scratch_try()
    {
        var folder = Environment.GetEnvironmentVariable("TRY");
        if (string.IsNullOrEmpty(folder)) return;
        foreach (var path in Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            var output = new StringBuilder();
            try { await OneAsync(path, output); }
            catch (Exception ex) { output.AppendLine("!!! EXCEPTION " + ex); }
            File.WriteAllText(path + ".out", output.ToString());
        }
    }

    private static async Task OneAsync(string path, StringBuilder output)
    {
        var (setup, main, docs, files, current) = (Setup.Usual, new StringBuilder(), new List<(string, StringBuilder)>(), new List<(string, StringBuilder)>(), (StringBuilder?)null);
        current = main;
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.StartsWith("//setup:", StringComparison.Ordinal))
            {
                foreach (var word in line[8..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    setup = word switch
                    {
                        "TokenPackages" => setup with { TokenPackages = true },
                        "CodeFirst" => setup with { CodeFirst = true },
                        "GeneratedContracts" => setup with { GeneratedContracts = true },
                        "NoNullable" => setup with { Nullable = NullableContextOptions.Disable },
                        "NoUsings" => setup with { GlobalUsings = false },
                        "Exe" => setup with { OutputKind = OutputKind.ConsoleApplication },
                        _ when word.StartsWith("global:", StringComparison.Ordinal) => setup with { GlobalConfig = (setup.GlobalConfig is null ? "" : setup.GlobalConfig + "\n") + word[7..].Replace("=", " = ") },
                        _ when word.StartsWith("editor:", StringComparison.Ordinal) => setup with { EditorConfig = (setup.EditorConfig is null ? "" : setup.EditorConfig + "\n") + word[7..].Replace("=", " = ") },
                        _ => throw new InvalidOperationException("unknown setup word " + word),
                    };
                }
            }
            else if (line.StartsWith("//file:", StringComparison.Ordinal))
            {
                current = new StringBuilder();
                var name = line[7..].Trim();
                if (name == "library") { docs.Add(("library", current)); }
                else (name.EndsWith(".cs", StringComparison.Ordinal) ? docs : files).Add((name, current));
            }
            else current.AppendLine(line);
        }

        setup = setup with
        {
            Documents = [.. docs.Where(d => d.Item1 != "library").Select(d => (d.Item1, d.Item2.ToString()))],
            AdditionalFiles = [.. files.Select(d => (d.Item1, d.Item2.ToString()))],
            Library = docs.FirstOrDefault(d => d.Item1 == "library").Item2?.ToString(),
        };
        var project = await ProjectUnderTest.CreateAsync(main.ToString(), setup);
        var found = await Analysis.OfAsync(project, Verify.ProductAnalyzer);
        output.AppendLine("=== compiler: " + string.Join("\n   ", found.Compiler.Select(static d => d.ToString())));
        output.AppendLine("=== reports (lines are those of the document, without //setup):");
        foreach (var r in found.Reports)
            output.AppendLine($"  {Path.GetFileName(r.Location.GetLineSpan().Path)}:{r.Location.GetLineSpan().StartLinePosition.Line + 1} {r.Id} {r.Severity}: {r.GetMessage()}   <{(r.Location.IsInSource ? r.Location.SourceTree!.GetText().ToString(r.Location.SourceSpan).Split('\n')[0] : "")}>");
        foreach (var fix in Verify.ProductFixes)
        {
            var offers = await FixHost.OffersAsync([fix], project, found.Reports);
            foreach (var group in offers.GroupBy(static o => o.Action.EquivalenceKey))
            {
                output.AppendLine($"=== {fix.GetType().Name}: {group.First().Action.Title}   ({group.Count()} offers, {group.Key})");
                try
                {
                    var after = await FixHost.FixAllAsync([.. group], found.Reports, FixAllScope.Project);
                    foreach (var document in after.Documents)
                    {
                        var old = project.GetDocument(document.Id);
                        var text = (await document.GetTextAsync()).ToString();
                        if (old is null || (await old.GetTextAsync()).ToString() != text)
                            output.AppendLine("--- " + document.Name + "\n" + text);
                    }
                    var now = await Analysis.OfAsync(after, Verify.ProductAnalyzer);
                    output.AppendLine("--- compiler after: " + string.Join("\n   ", now.Compiler.Select(static d => d.ToString())));
                    output.AppendLine("--- reports after: " + string.Join("; ", now.Reports.Select(r => $"{r.Id}@{r.Location.GetLineSpan().StartLinePosition.Line + 1}")));
                }
                catch (Exception ex) { output.AppendLine("!!! fix-all threw " + ex.Message); }
            }
        }
        if (found.Compiler.Any(static d => d.Severity == DiagnosticSeverity.Error)) return;
        var promise = new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes);
        if (await Record.ExceptionAsync(() => promise.KeptAsync(project)) is { } broken)
            output.AppendLine("!!! PROMISE BROKEN " + broken.Message);
        if (await Record.ExceptionAsync(() => Analysis.SameInEveryHostAsync(main.ToString(), setup, Verify.ProductAnalyzer)) is { } differs)
            output.AppendLine("!!! HOSTS DIFFER " + differs.Message);
    }
}
