using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// One project for each kind of setup, with an empty main document and everything that does not depend on the source of a test. The projects of the tests
/// are made from it, so that they share one workspace and one set of bound references: reading those anew was most of the time of a test.
/// </summary>
internal static class TemplateProject
{
    private static readonly AdhocWorkspace Workspace = new();

    private static readonly ConcurrentDictionary<Setup, Lazy<Task<Project>>> Projects = new();

    /// <summary>Their compilations are kept, or the references would be bound again.</summary>
    private static readonly ConcurrentBag<Compilation> Kept = [];

    /// <summary>The project of a setup whose output kind is set; its first document is the empty main one.</summary>
    internal static Task<Project> ForAsync(Setup setup)
    {
        var kind = setup with { EditorConfig = null, GlobalConfig = null, Documents = [], AdditionalFiles = [], CompilerErrors = false, Library = null, LibraryFile = null };
        return Projects.GetOrAdd(kind, static kind => new Lazy<Task<Project>>(() => CreateAsync(kind))).Value;
    }

    private static async Task<Project> CreateAsync(Setup setup)
    {
        var id = ProjectId.CreateNewId();
        var solution = Workspace.CurrentSolution
            .AddProject(id, "TestProject", "TestProject", LanguageNames.CSharp)
            .WithProjectParseOptions(id, ProjectUnderTest.ParseOptions(setup))
            .WithProjectCompilationOptions(id, ProjectUnderTest.CompilationOptions(setup.OutputKind!.Value, setup))
            .AddMetadataReferences(id, CompileReferences.For(setup));
        foreach (var (path, text) in ProjectUnderTest.Documents("", setup))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), SourceText.From(text), filePath: path);

        var compilation = (await solution.GetProject(id)!.GetCompilationAsync())!;
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        Kept.Add(compilation);
        return solution.GetProject(id)!;
    }
}
