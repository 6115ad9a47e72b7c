using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A small program after every fix of the product, compiled with the assemblies of this process and loaded into it.</summary>
internal sealed class FixedProgram
{
    /// <summary>Without the test runner: a program that refers to it is test code, which is spoken to more softly.</summary>
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).Contains("xunit", StringComparison.OrdinalIgnoreCase) && !path.Contains("TestPlatform", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly Type _program;

    private FixedProgram(string text, Type program) => (Text, _program) = (text, program);

    /// <summary>The text that the fixes left.</summary>
    internal string Text { get; }

    /// <summary>
    /// Fixes the source as <c>dotnet format</c> does, with the first action of each fix. Fails when nothing is offered, when a report remains for which a
    /// fix was offered, or when the result does not compile.
    /// </summary>
    /// <param name="source">A document that declares a class <c>Program</c>.</param>
    internal static async Task<FixedProgram> FromAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = ProjectOf(workspace, source);
        var applied = 0;
        foreach (var fix in Fixes())
        {
            var reports = await ReportsAsync(project);
            var offers = await FixHost.OffersAsync([fix], project, reports);
            if (offers.IsEmpty)
                continue;

            project = await FixHost.FixAllAsync([.. offers.Where(offer => offer.Action.EquivalenceKey == offers[0].Action.EquivalenceKey)], reports, FixAllScope.Project);
            applied++;
        }

        Assert.True(applied > 0, "No fix is offered for\n" + source);
        Assert.True((await ReportsAsync(project)).IsEmpty, "A report remains in\n" + await project.Documents.Single().GetTextAsync());
        return await LoadAsync(project);
    }

    /// <summary>The program after the refactoring of that title, which is offered where its source first has a name.</summary>
    internal static async Task<FixedProgram> RefactoredAsync(string source, string name, string title)
    {
        using var workspace = new AdhocWorkspace();
        var project = ProjectOf(workspace, source);
        var offered = new List<CodeAction>();
        var span = new TextSpan(source.IndexOf(name, StringComparison.Ordinal), 0);
        foreach (var type in Assembly.Load("GrpcAuthAnalyzers.CodeFixes").GetTypes())
        {
            if (type.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>() is not null)
                await ((CodeRefactoringProvider)Activator.CreateInstance(type)!).ComputeRefactoringsAsync(
                    new CodeRefactoringContext(project.Documents.Single(), span, offered.Add, CancellationToken.None));
        }

        var action = Assert.Single(offered, action => action.Title == title);
        var changed = (ApplyChangesOperation)Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        return await LoadAsync(changed.ChangedSolution.GetProject(project.Id)!);
    }

    private static Project ProjectOf(AdhocWorkspace workspace, string source)
    {
        var id = ProjectId.CreateNewId();
        return workspace.CurrentSolution.AddProject(id, "Program", "Program" + Guid.NewGuid().ToString("N"), LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddMetadataReferences(id, References)
            .AddDocument(DocumentId.CreateNewId(id), "Program.cs", source, filePath: "/0/Program.cs")
            .GetProject(id)!;
    }

    private static async Task<FixedProgram> LoadAsync(Project project)
    {
        var text = (await project.Documents.Single().GetTextAsync()).ToString();
        using var image = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics) + "\n" + text);
        return new FixedProgram(text, Assembly.Load(image.ToArray()).GetType("Program")!);
    }

    /// <summary>Runs its <c>RunAsync</c>; an exception comes through with the text of the program.</summary>
    internal async Task RunAsync(params object[] arguments)
    {
        try
        {
            await (Task)_program.GetMethod("RunAsync")!.Invoke(null, arguments)!;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException("The fixed program throws:\n" + Text, exception);
        }
    }

    private static IEnumerable<CodeFixProvider> Fixes() =>
        Assembly.Load("GrpcAuthAnalyzers.CodeFixes").GetTypes()
            .Where(static type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!);

    private static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([new GrpcAuthAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
}
