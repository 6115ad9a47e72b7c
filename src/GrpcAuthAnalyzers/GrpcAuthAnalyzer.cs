using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Configuration;
using GrpcAuthAnalyzers.Rules.Credentials;
using GrpcAuthAnalyzers.Rules.Freshness;
using GrpcAuthAnalyzers.Rules.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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

    private static readonly ImmutableArray<ICredentialEntryRule> EntryRules = ImmutableArray.Create<ICredentialEntryRule>(new HardCodedCredential(), new TokenCapturedOnce());

    private static readonly ImmutableArray<IHttpCredentialRule> HttpRules = ImmutableArray.Create<IHttpCredentialRule>(new HardCodedCredential());

    private static readonly ImmutableArray<IMetadataRule> MetadataRules = ImmutableArray.Create<IMetadataRule>(new MetadataBuiltOnce());

    /// <summary>What is bound besides the names of rpcs.</summary>
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.Ordinal, "AddGrpcClient", "AddCodeFirstGrpcClient", "Add", "Entry", "Metadata", TreeIndex.PairInitializer, TreeIndex.ImplicitCreation,
        "AuthenticationHeaderValue", "TryAddWithoutValidation", "FromAccessToken");

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
            start.RegisterCompilationEndAction(InvalidConfiguration.Check);
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
            if (!Names.Contains(named.Key) && !facts.RpcNames.Contains(named.Key))
                continue;

            foreach (var node in named.Value)
            {
                tree.CancellationToken.ThrowIfCancellationRequested();
                if (MayMatter(named.Key, node) && facts.Bodies.OperationOf(node) is { } operation)
                    Check(operation, context);
            }
        }
    }

    /// <summary>Of the many calls of <c>Add</c> only those with a name and a value are bound.</summary>
    private static bool MayMatter(string name, ExpressionSyntax node) =>
        name != "Add" || node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 };

    private static void Check(IOperation operation, RuleContext context)
    {
        if (operation is IObjectOrCollectionInitializerOperation initializer)
        {
            foreach (var element in initializer.Initializers)
                Check(element, context);

            return;
        }

        var facts = context.Facts;
        if (GrpcCall.From(operation, facts) is { } call)
        {
            foreach (var rule in CallRules)
                rule.Check(call, context);
        }

        if (ClientRegistration.From(operation, facts) is { } registration)
        {
            foreach (var rule in RegistrationRules)
                rule.Check(registration, context);
        }

        if (CredentialEntry.From(operation, facts) is { } entry)
        {
            foreach (var rule in EntryRules)
                rule.Check(entry, context);
        }

        if (HttpCredential.From(operation, facts) is { } sent)
        {
            foreach (var rule in HttpRules)
                rule.Check(sent, context);
        }

        if (operation is IObjectCreationOperation creation && GrpcSymbols.Is(creation.Type, facts.Symbols.Metadata))
        {
            foreach (var rule in MetadataRules)
                rule.Check(new Origin(new Value(creation), ImmutableStack<Alias>.Empty), context);
        }
    }
}
