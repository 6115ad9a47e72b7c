using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>
/// Marks every call, client, registration, channel and served RPC of a project with what the credential map shows of it, and the settings that say where
/// servers are. Only where the scan asks for a map: it passes <see cref="Switch"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MapAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The id of the marks.</summary>
    public const string Id = "GRPCMAP";

    /// <summary>The global option that turns the marks on.</summary>
    public const string Switch = "grpc_auth_scan.map";

    internal static readonly DiagnosticDescriptor Mark = new(
        Id, "Shown in the map of the scan", "{0}", "GrpcAuth.Coverage", DiagnosticSeverity.Info, isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Mark);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(static compilation =>
        {
            if (FactsOf(compilation.Compilation, compilation.Options) is not { } facts)
                return;

            foreach (var mark in ServerMarks.In(facts).Concat(SettingMarks.In(compilation.Compilation, compilation.Options, compilation.CancellationToken)))
                compilation.ReportDiagnostic(mark);
        });
        context.RegisterSemanticModelAction(static tree =>
        {
            if (FactsOf(tree.SemanticModel.Compilation, tree.Options) is not { } facts)
                return;

            var options = GrpcAuthOptions.Of(tree.Options.AnalyzerConfigOptionsProvider, tree.SemanticModel.SyntaxTree);
            var context = new RuleContext(facts, options, tree.SemanticModel.SyntaxTree, static _ => { });
            foreach (var mark in new ClientMarks(context, tree.SemanticModel).All(tree.CancellationToken))
                tree.ReportDiagnostic(mark);
        });
    }

    /// <summary>The facts of a compilation; null where no map is asked for, or the project does not refer to gRPC.</summary>
    private static CompilationFacts? FactsOf(Compilation compilation, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Switch, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase)
            ? CompilationFacts.For(compilation, options.AdditionalFiles)
            : null;
}
