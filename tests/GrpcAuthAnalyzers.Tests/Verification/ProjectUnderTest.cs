using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Makes the project that a <see cref="Setup"/> describes.</summary>
internal static class ProjectUnderTest
{
    internal const string MainPath = "/0/Test0.cs";
    internal const string EditorConfigPath = "/.editorconfig";
    internal const string GlobalConfigPath = "/.globalconfig";

    /// <summary>Every document of the project, markup included: the main one, global usings, contracts, the others of the setup.</summary>
    internal static ImmutableArray<(string Path, string Source)> Documents(string source, Setup setup)
    {
        var documents = ImmutableArray.CreateBuilder<(string, string)>();
        documents.Add((MainPath, source));
        if (setup.GlobalUsingsText is { } usings)
            documents.Add(("/0/GlobalUsings.g.cs", usings));

        if (setup.GeneratedContracts)
            documents.AddRange(CompileReferences.ContractSources);

        // Last, as a document that a fix adds is the last one of its project.
        documents.AddRange(setup.Documents.Select(document => ("/0/" + document.Path, document.Source)));
        return documents.ToImmutable();
    }

    /// <summary>Every file of the project that is no code, markup included.</summary>
    internal static ImmutableArray<(string Path, string Source)> AdditionalFiles(Setup setup) =>
        [.. setup.AdditionalFiles.Select(file => ("/0/" + file.Path, file.Text))];

    internal static CSharpParseOptions ParseOptions(Setup setup) => new(setup.Language, DocumentationMode.Parse);

    internal static CSharpCompilationOptions CompilationOptions(OutputKind kind, Setup setup) =>
        new(kind, allowUnsafe: true, nullableContextOptions: setup.Language.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp8
            ? setup.Nullable
            : NullableContextOptions.Disable);

    internal static OutputKind KindOf(string source, Setup setup) => setup.OutputKind
        ?? (HasTopLevelStatements(source, setup) || setup.Documents.Any(document => HasTopLevelStatements(document.Source, setup))
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary);

    /// <summary>A project without markup, alone in its solution but for <see cref="Setup.Library"/>.</summary>
    /// <param name="source">The main document; it may hold markup.</param>
    /// <param name="setup">What differs from the usual project.</param>
    /// <param name="libraryAsAssembly">Whether <see cref="Setup.Library"/> is referenced as an assembly and not as a project.</param>
    internal static async Task<Project> CreateAsync(string source, Setup setup, bool libraryAsAssembly = false)
    {
        var template = await TemplateProject.ForAsync(setup with { OutputKind = KindOf(source, setup) });
        var id = template.Id;
        var solution = template.Solution.WithDocumentText(template.DocumentIds[0], SourceText.From(WithoutMarkup(source)));

        // Last, as a document that a fix adds is the last one of its project.
        foreach (var (path, text) in setup.Documents)
        {
            solution = solution.AddDocument(
                DocumentId.CreateNewId(id), Path.GetFileName(path), SourceText.From(WithoutMarkup(text)), filePath: "/0/" + path);
        }

        foreach (var (path, text) in AdditionalFiles(setup))
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), SourceText.From(WithoutMarkup(text)), filePath: path);

        if (setup.EditorConfigText is { } editorConfig)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From(editorConfig), filePath: EditorConfigPath);

        if (setup.GlobalConfigText is { } globalConfig)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".globalconfig", SourceText.From(globalConfig), filePath: GlobalConfigPath);

        if (setup.Library is { } library)
            solution = await AddLibraryAsync(solution, id, library, setup, libraryAsAssembly || setup.LibraryFile is not null);

        return solution.GetProject(id)!;
    }

    internal static string WithoutMarkup(string source)
    {
        TestFileMarkupParser.GetSpans(source, out var plain, out ImmutableArray<TextSpan> _);
        return plain;
    }

    private static async Task<Solution> AddLibraryAsync(Solution solution, ProjectId project, string source, Setup setup, bool asAssembly)
    {
        var id = ProjectId.CreateNewId();
        solution = solution
            .AddProject(id, "Library", "Library", LanguageNames.CSharp)
            .WithProjectParseOptions(id, ParseOptions(setup))
            .WithProjectCompilationOptions(id, CompilationOptions(OutputKind.DynamicallyLinkedLibrary, setup))
            .AddMetadataReferences(id, CompileReferences.For(setup with { GeneratedContracts = false }))
            .AddDocument(DocumentId.CreateNewId(id), "Library.cs", SourceText.From(source), filePath: "/Library/Library.cs");
        if (setup.GlobalUsingsText is { } usings)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.g.cs", SourceText.From(usings), filePath: "/Library/GlobalUsings.g.cs");

        if (!asAssembly)
            return solution.AddProjectReference(project, new ProjectReference(id));

        var compilation = await solution.GetProject(id)!.GetCompilationAsync();
        using var image = new MemoryStream();
        var emitted = compilation!.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return solution.RemoveProject(id).AddMetadataReference(project, MetadataReference.CreateFromImage(image.ToArray(), filePath: setup.LibraryFile));
    }

    private static bool HasTopLevelStatements(string source, Setup setup) =>
        CSharpSyntaxTree.ParseText(WithoutMarkup(source), ParseOptions(setup)).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
}
