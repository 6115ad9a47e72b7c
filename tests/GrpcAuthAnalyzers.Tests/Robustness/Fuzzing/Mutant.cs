using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>A damaged source in some project, and what must hold for it. Its number and the seed of the day are all that it depends on.</summary>
internal sealed class Mutant
{
    /// <summary>One in so many has its fixes applied; the contract of fixes is asked of those that compile.</summary>
    private const int FixesOf = 4;

    private const int All = -1, Twice = 4;

    private static readonly Setup Usual = Setup.Usual with { OutputKind = OutputKind.ConsoleApplication, CompilerErrors = true };

    /// <summary>The projects that the sources are put into, each bound once. The number names the reference that is missing or there twice.</summary>
    private static readonly (Setup Setup, int References)[] Environments =
    [
        (Usual, All), (Usual, All), (Usual, All), (Usual with { TokenPackages = true }, All), (Usual with { CodeFirst = true }, All),
        (Usual with { Nullable = NullableContextOptions.Disable }, All), (Usual with { Language = LanguageVersion.CSharp7_3 }, All),
        (Usual with { Language = LanguageVersion.CSharp9 }, All), (Usual with { Language = LanguageVersion.Preview }, Twice),
        (Usual with { Language = LanguageVersion.CSharp12 }, 0), (Usual, 1), (Usual, 2), (Usual, 3),
    ];

    private static readonly ConcurrentDictionary<(Setup Setup, int References), Lazy<Task<Project>>> Projects = new();

    private readonly Random _random;
    private readonly Setup _setup;
    private readonly int _references;
    private readonly bool _hasFixes;

    internal Mutant(int number)
    {
        Number = number;
        _random = new Random(unchecked((Seed.Value * 1_000_003) + number));
        (_setup, _references) = Pick(Environments);
        Source = Mutation.Of(Pick([.. FuzzInputs.Sources]), FuzzInputs.Sources, _random);
        var (name, text) = Pick([.. FuzzInputs.Files]);
        File = _random.Next(3) == 0 ? (name, Mutation.OfText(text, [.. FuzzInputs.Files.Select(static file => file.Text)], _random)) : null;
        _hasFixes = _random.Next(FixesOf) == 0;
    }

    internal int Number { get; }

    internal string Source { get; }

    /// <summary>A damaged configuration file beside the source; null where there is none.</summary>
    internal (string Name, string Text)? File { get; }

    /// <summary>What is wrong with the product for this mutant; null when nothing is.</summary>
    internal Task<string?> FailureAsync() => FailureAsync(Source, File?.Text);

    /// <summary>The same for a smaller source and file in the same project.</summary>
    internal async Task<string?> FailureAsync(string source, string? text)
    {
        var project = await ProjectAsync(source, text);
        try
        {
            await CheckAsync(project);
            return null;
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            return failure.Message;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return CompilerThrows((await project.GetCompilationAsync())!) ? null : failure.ToString();
        }
    }

    /// <summary>Whether the compiler itself does not survive a program, without any analyzer: <c>(, _= =></c> is one for Roslyn 5.0.</summary>
    private static bool CompilerThrows(Compilation compilation)
    {
        try
        {
            compilation.Clone().GetDiagnostics();
            return false;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return true;
        }
    }

    private async Task CheckAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var reports = await Analysis.WholeAsync(compilation, project.AnalyzerOptions, Verify.ProductAnalyzer, concurrent: false);
        var shuffled = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse());
        var again = await Analysis.WholeAsync(shuffled, project.AnalyzerOptions, Verify.ProductAnalyzer, concurrent: true);
        Assert.True(Analysis.Lines(reports) == Analysis.Lines(again), $"The reports differ.\n{Analysis.Lines(reports)}\nand\n{Analysis.Lines(again)}");
        if (!_hasFixes || !reports.Any(static report => report.Location.IsInSource))
            return;

        if (compilation.GetDiagnostics().All(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
        {
            await new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes) { MostOneByOne = 2 }.KeptAsync(project);
            return;
        }

        foreach (var offer in (await FixHost.OffersAsync(Verify.ProductFixes, project, reports)).Take(6))
        {
            var after = await FixHost.ApplyAsync(offer);
            foreach (var document in after.Documents.Where(document => project.GetDocument(document.Id) is not { } old || old != document))
                await AssertParsesAsync(document, project);
        }
    }

    /// <summary>What the parser accepts, it accepts after a fix.</summary>
    private static async Task AssertParsesAsync(Document document, Project before)
    {
        var old = before.GetDocument(document.Id) is { } changed ? Errors(await changed.GetTextAsync(), changed) : 0;
        Assert.True(old > 0 || Errors(await document.GetTextAsync(), document) == 0, $"A fix breaks the syntax of {document.Name}:\n{await document.GetTextAsync()}");

        static int Errors(SourceText text, Document parsed) => CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)parsed.Project.ParseOptions!).GetDiagnostics()
            .Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private async Task<Project> ProjectAsync(string source, string? text)
    {
        var shared = await Projects.GetOrAdd((_setup, _references), static key => new Lazy<Task<Project>>(() => CreateAsync(key.Setup, key.References))).Value;
        var solution = shared.Solution.WithDocumentText(shared.DocumentIds[0], SourceText.From(source));
        if (File is { Name: var name } && text is not null)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(shared.Id), Path.GetFileName(name), SourceText.From(text), filePath: "/0/" + name);

        return solution.GetProject(shared.Id)!;
    }

    /// <summary>A project with one reference less, one twice, or (most often) all as they are.</summary>
    private static async Task<Project> CreateAsync(Setup setup, int references)
    {
        var project = await ProjectUnderTest.CreateAsync("", setup);
        var names = new[] { "Grpc.Core.Api", "Microsoft.Extensions.DependencyInjection.Abstractions", "Acme.Orders.Contracts", "Grpc.Net.ClientFactory" };
        var changed = references >= 0 && references < names.Length ? project.MetadataReferences.FirstOrDefault(r => r.Display!.Contains(names[references] + ".dll", StringComparison.Ordinal)) : null;
        if (changed is not null)
            project = project.WithMetadataReferences(project.MetadataReferences.Where(r => r != changed));
        else if (references == Twice)
            project = project.AddMetadataReference(MetadataReference.CreateFromFile(project.MetadataReferences[^1].Display!));

        _ = (await project.GetCompilationAsync())!.GetSpecialType(SpecialType.System_Object);
        return project;
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
