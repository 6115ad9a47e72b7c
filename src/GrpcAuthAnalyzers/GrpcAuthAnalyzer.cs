using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Credentials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers;

/// <summary>
/// The host of every rule. It takes the calls and creations of one syntax tree whose names can matter, binds those, and asks
/// the rules. It registers nothing where gRPC is not referenced, and no operation action ever: one of those makes the compiler
/// build every operation tree.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrpcAuthAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ICallRule> CallRules = ImmutableArray.Create<ICallRule>(new CallWithoutCredentials());

    private static readonly ImmutableArray<IRegistrationRule> RegistrationRules = ImmutableArray.Create<IRegistrationRule>(new ClientRegisteredWithoutCredentials());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleCatalog.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (GrpcFacts.For(start.Compilation) is not { } facts)
                return;

            start.RegisterSemanticModelAction(tree => Analyze(tree, facts));
        });
    }

    private static void Analyze(SemanticModelAnalysisContext tree, GrpcFacts facts)
    {
        var syntaxTree = tree.SemanticModel.SyntaxTree;
        var options = GrpcAuthOptions.Of(tree.Options.AnalyzerConfigOptionsProvider, syntaxTree);
        var context = new RuleContext(facts, options, syntaxTree, tree.ReportDiagnostic);
        if (context.IsTest && options.Tests == TestPolicy.Off)
            return;

        foreach (var named in TreeIndex.Of(syntaxTree).Calls)
        {
            if (!facts.RpcNames.Contains(named.Key) && !ClientRegistration.IsName(named.Key))
                continue;

            foreach (var node in named.Value)
            {
                tree.CancellationToken.ThrowIfCancellationRequested();
                if (facts.Bodies.OperationOf(node) is { } operation)
                    Check(operation, context);
            }
        }
    }

    private static void Check(IOperation operation, RuleContext context)
    {
        if (GrpcCall.From(operation, context.Facts) is { } call)
        {
            foreach (var rule in CallRules)
                rule.Check(call, context);
        }

        if (ClientRegistration.From(operation, context.Facts) is { } registration)
        {
            foreach (var rule in RegistrationRules)
                rule.Check(registration, context);
        }
    }
}
