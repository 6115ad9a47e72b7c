using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Docs;
using GrpcAuthAnalyzers.Tests.Verification;
using GrpcAuthAnalyzers.Tests.Verification.Promises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// The fixes of every documented violation in projects of another kind: other braces, indentation and line breaks, a licence above the usings, a browser,
/// two targets. The promises of <see cref="FixPromise"/> hold in all of them.
/// </summary>
public sealed class FixSetupTests
{
    private const string Usings = """
        #region Licence
        // Copyright (c) Acme. Licensed under the MIT licence.
        #endregion

        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;
        using Grpc.Net.Client;

        """;

    /// <summary>Every violation of a rule's document, with the id of the rule.</summary>
    private static IEnumerable<(string Id, string Code)> Violations =>
        from rule in Rule.All
        from fence in Fence.In(Repository.Read($"docs/rules/{rule.Id}.md"))
        where fence is { Language: "csharp", Kind: "violation" }
        select (rule.Id, fence.Code);

    [Fact]
    public Task Braces_at_the_end_of_the_line() => HoldsFormattedAsync(
        "csharp_new_line_before_open_brace = none\ncsharp_new_line_before_else = false\ncsharp_new_line_before_catch = false\ncsharp_new_line_before_finally = false");

    [Fact]
    public Task Two_blanks() => HoldsFormattedAsync("indent_size = 2\ntab_width = 2");

    [Fact]
    public Task Tabs() => HoldsFormattedAsync("indent_style = tab\ntab_width = 4");

    [Fact]
    public Task Lines_that_end_as_those_of_Windows() =>
        HoldsAsync(static code => code.ReplaceLineEndings("\r\n"), Setup.Usual with { EditorConfig = "end_of_line = crlf" });

    [Fact]
    public Task A_licence_above_the_usings() => HoldsAsync(WithLicence, Setup.Usual with { GlobalUsings = false });

    [Fact]
    public Task A_browser() => HoldsAsync(static code => code, Setup.Usual with { GlobalConfig = BrowserReads.Property + " = true" });

    [Fact]
    public async Task Two_targets()
    {
        var fixedOnes = 0;
        foreach (var (id, code) in Violations)
        {
            var project = await ProjectUnderTest.CreateAsync(WithLicence(code) + "\n#if OLD\ninternal static class Old { }\n#endif\n", Setup.Usual with { GlobalUsings = false });
            if (await HasErrorsAsync(project))
                continue;

            var (solution, old) = await AddTargetAsync(project);
            fixedOnes += await FixBothAsync(id, solution.GetProject(project.Id)!, old);
        }

        Assert.True(fixedOnes > 15, $"{fixedOnes} fixes were tried.");
    }

    private static Task HoldsFormattedAsync(string options) => HoldsAsync(static code => code, Setup.Usual with { EditorConfig = options }, isFormatted: true);

    private static async Task HoldsAsync(Func<string, string> write, Setup setup, bool isFormatted = false)
    {
        var (held, broken) = (0, new List<string>());
        foreach (var (id, code) in Violations)
        {
            var project = await ProjectUnderTest.CreateAsync(write(code), setup);
            if (isFormatted)
            {
                var document = project.Documents.Single(static document => document.FilePath == ProjectUnderTest.MainPath);
                project = (await Formatter.FormatAsync(document, await document.GetOptionsAsync())).Project;
            }

            if (await HasErrorsAsync(project))
                continue;

            if (await Record.ExceptionAsync(() => new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes) { MostOneByOne = 0 }.KeptAsync(project)) is { } failure)
                broken.Add(id + ": " + failure.Message);

            held++;
        }

        Assert.True(broken.Count == 0, string.Join("\n", broken));
        Assert.True(held > 15, $"{held} examples compile.");
    }

    /// <summary>The licence and the usings above the code, with the usings of the code in their sorted places.</summary>
    private static string WithLicence(string code)
    {
        var lines = code.Split('\n');
        var own = lines.TakeWhile(static line => line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';') || line.Trim().Length == 0).ToArray();
        var (head, all) = (Usings[..Usings.IndexOf("using ", StringComparison.Ordinal)], Usings[Usings.IndexOf("using ", StringComparison.Ordinal)..].Split('\n').Concat(own));
        var sorted = all.Select(static line => line.Trim()).Where(static line => line.Length > 0 && !line.Contains('=')).Distinct()
            .OrderByDescending(static line => line.StartsWith("using System", StringComparison.Ordinal)).ThenBy(static line => line.TrimEnd(';'), StringComparer.Ordinal);
        return head + string.Join('\n', sorted) + "\n\n" + string.Join('\n', lines.Skip(own.Length));
    }

    private static async Task<bool> HasErrorsAsync(Project project) =>
        (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Compiler.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static async Task<(Solution Solution, ProjectId Old)> AddTargetAsync(Project project)
    {
        var old = ProjectId.CreateNewId();
        var solution = project.Solution.AddProject(old, "Old", "Old", LanguageNames.CSharp)
            .WithProjectParseOptions(old, ((CSharpParseOptions)project.ParseOptions!).WithPreprocessorSymbols("OLD"))
            .WithProjectCompilationOptions(old, project.CompilationOptions!)
            .AddMetadataReferences(old, project.MetadataReferences);
        foreach (var document in project.Documents)
            solution = solution.AddDocument(DocumentId.CreateNewId(old), document.Name, await document.GetTextAsync(), filePath: document.FilePath);

        return (solution, old);
    }

    /// <summary>Fix-all of each action, as <c>dotnet format</c> does it: one text, which compiles in both targets and has the same reports in both.</summary>
    private static async Task<int> FixBothAsync(string id, Project project, ProjectId old)
    {
        var (reports, count) = ((await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports, 0);
        foreach (var offers in (await Verify.Product.OffersAsync(project)).GroupBy(static offer => (offer.Fix, offer.Action.EquivalenceKey)))
        {
            var solution = (await FixHost.FixAllAsync([.. offers], reports, FixAllScope.Project)).Solution;
            var (one, other) = (await Analysis.OfAsync(solution.GetProject(project.Id)!, Verify.ProductAnalyzer), await Analysis.OfAsync(solution.GetProject(old)!, Verify.ProductAnalyzer));
            var text = string.Join("\n", solution.GetProject(old)!.Documents.Select(static document => document.GetTextAsync().Result.ToString()));
            Assert.True(other.Compiler.All(static diagnostic => diagnostic.Severity < DiagnosticSeverity.Error), id + string.Join("\n", other.Compiler) + text);
            Assert.Equal(Analysis.Lines(one.Reports), Analysis.Lines(other.Reports));
            Assert.Equal(
                solution.GetProject(project.Id)!.Documents.Select(static document => document.GetTextAsync().Result.ToString()),
                solution.GetProject(old)!.Documents.Select(static document => document.GetTextAsync().Result.ToString()));
            count++;
        }

        return count;
    }
}
