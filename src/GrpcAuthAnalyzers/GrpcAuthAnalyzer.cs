using System.Collections.Immutable;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers;

/// <summary>
/// The host of every rule. It binds the calls and creations of a syntax tree whose names can matter, and calls
/// the rules. It registers nothing if gRPC is not referenced, and never an operation action: one of those makes the compiler
/// build every operation tree.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrpcAuthAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleCatalog.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (CompilationFacts.For(start.Compilation, start.Options.AdditionalFiles) is not { } facts)
                return;

            var settings = new VisibleSettings(start.Options.AdditionalFiles);
            var baseline = BaselineFile.Of(start.Options);
            start.RegisterSemanticModelAction(tree => Analyze(tree, facts, settings, baseline));
            start.RegisterAdditionalFileAction(file => Analyze(file, facts, baseline));
            start.RegisterCompilationEndAction(InvalidConfiguration.Check);
        });
    }

    private static void Analyze(SemanticModelAnalysisContext tree, CompilationFacts facts, VisibleSettings settings, BaselineFile? baseline)
    {
        var reports = baseline is null ? null : new FileReports(baseline);
        var options = GrpcAuthOptions.Of(tree.Options.AnalyzerConfigOptionsProvider, tree.SemanticModel.SyntaxTree);
        var context = new RuleContext(facts, options, tree.SemanticModel.SyntaxTree, tree.ReportDiagnostic, settings, reports);
        if (!context.IsTest || options.Tests != TestPolicy.Off)
            new TreeAnalysis(context, tree.SemanticModel, tree.CancellationToken).Run();

        reports?.ReportNew(tree.ReportDiagnostic, tree.SemanticModel.Compilation);
    }

    private static void Analyze(AdditionalFileAnalysisContext file, CompilationFacts facts, BaselineFile? baseline)
    {
        var reports = baseline is null ? null : new FileReports(baseline);
        if (ConfigFileContext.Of(file, facts, reports) is not { } context)
            return;

        foreach (var rule in RuleSet.ConfigFileRules)
            rule.Check(context);

        reports?.ReportNew(file.ReportDiagnostic);
    }
}
