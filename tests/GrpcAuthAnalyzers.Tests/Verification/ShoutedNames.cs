using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>An analyzer for the tests of the verbs: it reports every class whose name is all capitals, throws at a class named
/// Boom, reports UNORDERED by the order of the documents, LATE only at the end of the compilation, NOWHERE once more without a place, and STUBBORN
/// whatever a <c>#pragma</c> says.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ShoutedNames : DiagnosticAnalyzer
{
    internal const string Id = "TEST0001";
    internal const string PlacelessId = "TEST0002";
    internal const string StubbornId = "TEST0003";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id, "A name is shouted", "The name '{0}' is shouted", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Placeless = new(
        PlacelessId, "A compilation is shouted", "The compilation '{0}' is shouted", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor Stubborn = new(
        StubbornId, "A name is stubborn", "The name '{0}' is stubborn", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>What it does in generated code; nothing, as the product.</summary>
    internal GeneratedCodeAnalysisFlags InGeneratedCode { get; init; } = GeneratedCodeAnalysisFlags.None;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor, Placeless, Stubborn];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(InGeneratedCode);
        context.RegisterSymbolAction(context => Check(context.Symbol, context.ReportDiagnostic), SymbolKind.NamedType);
        context.RegisterCompilationAction(ReportLate);
    }

    private static void Check(ISymbol symbol, Action<Diagnostic> report)
    {
        if (symbol.Name == "Boom")
            throw new InvalidOperationException("Boom");

        // The locations of the global namespace come in the order of the documents: what a rule must not do.
        var also = symbol.Name == "UNORDERED" ? symbol.ContainingNamespace.Locations : symbol.ContainingType?.Locations;
        if (symbol.Name.Length > 1 && symbol.Name == symbol.Name.ToUpperInvariant() && symbol.Name != "LATE")
            report(Diagnostic.Create(symbol.Name == "STUBBORN" ? Stubborn : Descriptor, symbol.Locations[0], also, symbol.Name));
    }

    private static void ReportLate(CompilationAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("NOWHERE") is { })
            context.ReportDiagnostic(Diagnostic.Create(Placeless, Location.None, "NOWHERE"));

        if (context.Compilation.GetTypeByMetadataName("LATE") is { } symbol)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, symbol.Locations[0], symbol.Name));
    }
}
