using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>One run of Microsoft.CodeAnalysis.Testing over the project that a <see cref="Verification.Setup"/> describes.</summary>
internal sealed class MarkupTest : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    private readonly DiagnosticAnalyzer _analyzer;
    private readonly ImmutableArray<CodeFixProvider> _fixes;
    private readonly string _source;
    private readonly Setup _setup;

    internal MarkupTest(DiagnosticAnalyzer analyzer, ImmutableArray<CodeFixProvider> fixes, string source, Setup setup)
    {
        (_analyzer, _fixes, _source, _setup) = (analyzer, fixes, source, setup);

        // No packages are named, so nothing is asked of a feed; the references are those of the test project.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        CompilerDiagnostics = setup.CompilerErrors ? CompilerDiagnostics.None : CompilerDiagnostics.Errors;
        Fill(TestState, source, setup);
    }

    /// <summary>Sets the sources after the fix; the documents that the fix does not touch are those of the setup before it.</summary>
    internal void ExpectAfterFix(SolutionState state, string source, Setup setup)
    {
        state.InheritanceMode = StateInheritanceMode.Explicit;
        state.MarkupHandling = MarkupMode.Allow;
        Fill(state, source, setup);
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [_analyzer];

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => _fixes;

    protected override ParseOptions CreateParseOptions() => ProjectUnderTest.ParseOptions(_setup);

    protected override CompilationOptions CreateCompilationOptions() =>
        ProjectUnderTest.CompilationOptions(ProjectUnderTest.KindOf(_source, _setup), _setup);

    private static void Fill(SolutionState state, string source, Setup setup)
    {
        state.OutputKind = ProjectUnderTest.KindOf(source, setup);
        state.AdditionalReferences.AddRange(CompileReferences.For(setup));
        foreach (var document in ProjectUnderTest.Documents(source, setup))
            state.Sources.Add(document);

        foreach (var file in ProjectUnderTest.AdditionalFiles(setup))
            state.AdditionalFiles.Add(file);

        if (setup.EditorConfigText is { } editorConfig)
            state.AnalyzerConfigFiles.Add((ProjectUnderTest.EditorConfigPath, editorConfig));

        if (setup.GlobalConfigText is { } globalConfig)
            state.AnalyzerConfigFiles.Add((ProjectUnderTest.GlobalConfigPath, globalConfig));

        if (setup.Library is { } library)
        {
            var project = state.AdditionalProjects["Library"];
            project.Sources.Add(("/Library/Library.cs", library));
            project.AdditionalReferences.AddRange(CompileReferences.For(setup with { GeneratedContracts = false }));
            if (setup.GlobalUsingsText is { } usings)
                project.Sources.Add(("/Library/GlobalUsings.g.cs", usings));

            state.AdditionalProjectReferences.Add("Library");
        }
    }
}
