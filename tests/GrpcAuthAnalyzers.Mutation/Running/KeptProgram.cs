using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>
/// A program of a test, made once for all mutants. Each question gets a new compilation of the same trees: what the analyzer keeps of a compilation is of one
/// mutant. What it keeps of a tree is made by code that has no mutants.
/// </summary>
internal sealed class KeptProgram
{
    private static int _forks;

    private readonly Project _project;
    private readonly ImmutableArray<(Compilation Compilation, Project Project)> _compilations;
    private readonly string[] _expected;
    private bool? _fixHolds;

    private KeptProgram(Project project, ImmutableArray<(Compilation Compilation, Project Project)> compilations, string[] expected) =>
        (_project, _compilations, _expected) = (project, compilations, expected);

    internal static async Task<KeptProgram> OfAsync(string source, Setup setup, params (string Id, string Message)[] withoutPlace)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilations = ImmutableArray.CreateBuilder<(Compilation, Project)>();
        foreach (var built in project.Solution.Projects)
            compilations.Add(((await built.GetCompilationAsync())!, built));

        return new KeptProgram(project, compilations.ToImmutable(), Markup.Expected(source, setup, withoutPlace));
    }

    /// <summary>The reports of a build; fails when they are not those of the markup.</summary>
    internal async Task<ImmutableArray<Diagnostic>> ReportsAsync()
    {
        var found = ImmutableArray<Diagnostic>.Empty;
        foreach (var (compilation, project) in _compilations)
        {
            var reports = await Analysis.WholeAsync(compilation.Clone(), project.AnalyzerOptions, Verify.ProductAnalyzer, concurrent: false);
            var isMain = project.Id == _project.Id;
            var actual = Markup.Actual(reports);
            Assert.True(actual.AsSpan().SequenceEqual(isMain ? _expected : []), "Other reports than the markup says.");
            if (isMain)
                found = reports;
        }

        return found;
    }

    /// <summary>Fails when fix-all does not write the expected text, if it does so without a mutant.</summary>
    internal async Task FixesAsync(ImmutableArray<Diagnostic> reports, string after, Setup setupAfter, FixChoice choice)
    {
        _fixHolds ??= await HoldsAsync(() => FixAsync(after, setupAfter, choice));
        if (_fixHolds.Value)
            await FixAsync(reports, after, setupAfter, choice);
    }

    /// <summary>Fails when a fix is offered.</summary>
    internal async Task NotFixableAsync(ImmutableArray<Diagnostic> reports) =>
        Assert.Empty(await FixHost.OffersAsync(Verify.ProductFixes, Forked(), reports));

    /// <summary>Whether something holds while no mutant is active.</summary>
    private static async Task<bool> HoldsAsync(Func<Task> asked)
    {
        var mutant = LoadedSwitch.Now;
        LoadedSwitch.Turn(-1);
        try
        {
            await asked();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
        finally
        {
            LoadedSwitch.Turn(mutant);
        }
    }

    private async Task FixAsync(string after, Setup setupAfter, FixChoice choice) => await FixAsync(await ReportsAsync(), after, setupAfter, choice);

    private async Task FixAsync(ImmutableArray<Diagnostic> reports, string after, Setup setupAfter, FixChoice choice)
    {
        var expected = ProjectUnderTest.Documents(after, setupAfter).ToDictionary(document => document.Path, document => ProjectUnderTest.WithoutMarkup(document.Source));
        var offer = await Verify.Product.ChosenAsync(Forked(), reports, choice);
        var changed = await FixHost.FixAllAsync([offer], reports, FixAllScope.Project);
        Assert.Equal(expected.Count, changed.Documents.Count());
        foreach (var document in changed.Documents)
            Assert.Equal(expected[document.FilePath!], (await document.GetTextAsync()).ToString());
    }

    /// <summary>The project with compilations that are new: an option that means nothing is another one each time.</summary>
    private Project Forked()
    {
        var solution = _project.Solution;
        foreach (var project in solution.Projects)
        {
            var options = project.CompilationOptions!;
            solution = solution.WithProjectCompilationOptions(
                project.Id, options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.SetItem("FORK" + ++_forks, ReportDiagnostic.Default)));
        }

        return solution.GetProject(_project.Id)!;
    }
}
