using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>
/// A program of a test, made once for all mutants, and bound once where <see cref="BareHost"/> reports what the markup says. Otherwise, and for
/// fixes, each question gets a new compilation of the same trees: what the analyzer keeps of a compilation is of one mutant. What it keeps of a tree is
/// made by code that has no mutants.
/// </summary>
internal sealed class KeptProgram
{
    private static int _forks;

    private readonly Project _project;
    private readonly ImmutableArray<Built> _compilations;
    private readonly string[] _expected;
    private bool? _fixHolds;

    private KeptProgram(Project project, ImmutableArray<Built> compilations, string[] expected) =>
        (_project, _compilations, _expected) = (project, compilations, expected);

    internal static async Task<KeptProgram> OfAsync(string source, Setup setup, params (string Id, string Message)[] withoutPlace)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var compilations = ImmutableArray.CreateBuilder<Built>();
        var expected = Markup.Expected(source, setup, withoutPlace);
        foreach (var built in project.Solution.Projects)
            compilations.Add(await Built.OfAsync(built, built.Id == project.Id ? expected : []));

        return new KeptProgram(project, compilations.ToImmutable(), expected);
    }

    /// <summary>The reports of a build; fails when they are not those of the markup.</summary>
    internal async Task<ImmutableArray<Diagnostic>> ReportsAsync()
    {
        var found = ImmutableArray<Diagnostic>.Empty;
        foreach (var built in _compilations)
        {
            var reports = await built.ReportsAsync();
            var isMain = built.Project.Id == _project.Id;
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
        _fixHolds ??= await WithoutMutantAsync(() => HoldsAsync(() => FixAsync(after, setupAfter, choice)));
        if (_fixHolds.Value)
            await FixAsync(reports, after, setupAfter, choice);
    }

    /// <summary>Fails when a fix is offered.</summary>
    internal async Task NotFixableAsync(ImmutableArray<Diagnostic> reports) =>
        Assert.Empty(await FixHost.OffersAsync(Verify.ProductFixes, Forked(), reports));

    private static async Task<bool> HoldsAsync(Func<Task> asked)
    {
        try
        {
            await asked();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Whether something is so while no mutant is active.</summary>
    private static async Task<bool> WithoutMutantAsync(Func<Task<bool>> asked)
    {
        var (mutant, limit) = (LoadedSwitch.Now, LoadedSwitch.Limit);
        LoadedSwitch.Turn(-1);
        try
        {
            return await asked();
        }
        finally
        {
            LoadedSwitch.Turn(mutant, limit);
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

    /// <summary>A project of the program and its compilation; with its models where <see cref="BareHost"/> reports what is expected.</summary>
    private sealed record Built(Project Project, Compilation Compilation, List<SemanticModel>? Models)
    {
        internal static async Task<Built> OfAsync(Project project, string[] expected)
        {
            var compilation = (await project.GetCompilationAsync())!;
            var kept = BareHost.Keeping(compilation);
            var bare = new Built(project, kept, BareHost.Models(kept));
            return await WithoutMutantAsync(async () => Markup.Actual(await bare.ReportsAsync()).AsSpan().SequenceEqual(expected))
                ? bare
                : new Built(project, compilation, Models: null);
        }

        internal async Task<ImmutableArray<Diagnostic>> ReportsAsync() => Models is null
            ? await Analysis.WholeAsync(Compilation.Clone(), Project.AnalyzerOptions, Verify.ProductAnalyzer, concurrent: false)
            : Analysis.Checked(BareHost.Reports(Compilation, Project.AnalyzerOptions, Models));
    }
}
