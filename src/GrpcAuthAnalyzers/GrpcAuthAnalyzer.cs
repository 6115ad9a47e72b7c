using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Expiry;
using GrpcAuthAnalyzers.Grpc.Logging;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Configuration;
using GrpcAuthAnalyzers.Rules.Credentials;
using GrpcAuthAnalyzers.Rules.Freshness;
using GrpcAuthAnalyzers.Rules.Secrets;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
    private static readonly ImmutableArray<IRule> Rules = ImmutableArray.Create<IRule>(
        new CallWithoutCredentials(),
        new ClientRegisteredWithoutCredentials(),
        new CallMissesCredentialsOfItsSiblings(),
        new CredentialsAttachedByHand(),
        new InterceptorMissesCallKind(),
        new ResultDiscarded(),
        new MetadataNeverSent(),
        new InterceptorLosesHeaders(),
        new DuplicateCredentials(),
        new CredentialsFailOpen(),
        new HandlersReplaced(),
        new CallbackNotAwaited(),
        new HardCodedCredential(),
        new KnownSecretFormat(),
        new StaticTokenProvider(),
        new PlaceholderCredential(),
        new SecretInConfigFile(),
        new CredentialLogged(),
        new MetadataBuiltOnce(),
        new TokenCapturedOnce(),
        new CredentialOnHttpClient(),
        new ExpiryComparedWithLocalTime(),
        new BlockingTokenRead(),
        new CredentialScopeCaptured());

    private static readonly ImmutableArray<ICallRule> CallRules = RulesThatAre<ICallRule>();
    private static readonly ImmutableArray<IRegistrationRule> RegistrationRules = RulesThatAre<IRegistrationRule>();
    private static readonly ImmutableArray<ICredentialEntryRule> EntryRules = RulesThatAre<ICredentialEntryRule>();
    private static readonly ImmutableArray<ISentConstantRule> SentConstantRules = RulesThatAre<ISentConstantRule>();
    private static readonly ImmutableArray<ILiteralRule> LiteralRules = RulesThatAre<ILiteralRule>();
    private static readonly ImmutableArray<ITokenProviderRule> TokenProviderRules = RulesThatAre<ITokenProviderRule>();
    private static readonly ImmutableArray<ILogRule> LogRules = RulesThatAre<ILogRule>();
    private static readonly ImmutableArray<IMetadataRule> MetadataRules = RulesThatAre<IMetadataRule>();
    private static readonly ImmutableArray<IPerCallCodeRule> PerCallRules = RulesThatAre<IPerCallCodeRule>();
    private static readonly ImmutableArray<IInterceptorRule> InterceptorRules = RulesThatAre<IInterceptorRule>();
    private static readonly ImmutableArray<IHandlerRule> HandlerRules = RulesThatAre<IHandlerRule>();
    private static readonly ImmutableArray<IServiceRule> ServiceRules = RulesThatAre<IServiceRule>();
    private static readonly ImmutableArray<IDiscardRule> DiscardRules = RulesThatAre<IDiscardRule>();
    private static readonly ImmutableArray<IDefaultHeadersRule> DefaultHeadersRules = RulesThatAre<IDefaultHeadersRule>();
    private static readonly ImmutableArray<IExpiryRule> ExpiryRules = RulesThatAre<IExpiryRule>();
    private static readonly ImmutableArray<IConfigFileRule> ConfigFileRules = RulesThatAre<IConfigFileRule>();

    /// <summary>Methods whose result is all that they do.</summary>
    private static readonly ImmutableArray<string> NamesToDiscard = ImmutableArray.Create("Intercept", "WithHeaders", "WithCredentials", "WithOptions", "Compose", "Create");

    /// <summary>Methods that add what is made once.</summary>
    private static readonly ImmutableArray<string> NamesOfServices = ImmutableArray.Create("AddInterceptor", "AddHttpMessageHandler", "AddSingleton", "TryAddSingleton");

    /// <summary>What is bound besides the names of rpcs.</summary>
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.Ordinal, "AddGrpcClient", "AddCodeFirstGrpcClient", "Add", "Entry", "Metadata", TreeIndex.PairInitializer, TreeIndex.ImplicitCreation,
        "AuthenticationHeaderValue", "Parse", "TryAddWithoutValidation", "FromAccessToken");

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
            start.RegisterAdditionalFileAction(file => Analyze(file, facts));
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

        var index = TreeIndex.Of(syntaxTree);
        foreach (var named in index.Calls)
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

        CheckDiscards(context, index, tree.CancellationToken);
        CheckServices(context, index, tree.CancellationToken);
        CheckLogs(context, syntaxTree, tree.CancellationToken);
        CheckPerCallCode(context, index, tree.CancellationToken);
        CheckFreshness(context, index, tree.CancellationToken);
        CheckClasses(context, index, tree);
        CheckTexts(context, syntaxTree, tree.CancellationToken);
        CheckTokenProviders(context, index, tree);
    }

    private static void Analyze(AdditionalFileAnalysisContext file, GrpcFacts facts)
    {
        if (ConfigFileContext.Of(file, facts) is not { } context)
            return;

        foreach (var setting in context.Settings)
        {
            file.CancellationToken.ThrowIfCancellationRequested();
            foreach (var rule in ConfigFileRules)
                rule.Check(setting, context);
        }
    }

    private static void CheckLogs(RuleContext context, SyntaxTree tree, CancellationToken cancellation)
    {
        foreach (var node in LogSinks.CandidatesIn(tree, context.Facts))
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Facts.Bodies.OperationOf(node) is not { } operation || LogSink.From(operation, context.Facts) is not { } sink)
                continue;

            foreach (var rule in LogRules)
                rule.Check(sink, context);
        }
    }

    private static void CheckDiscards(RuleContext context, TreeIndex index, CancellationToken cancellation)
    {
        foreach (var name in NamesToDiscard)
        {
            if (!index.Calls.TryGetValue(name, out var nodes))
                continue;

            foreach (var node in nodes)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!MayBeDropped(name, node) || !TreeIndex.IsDiscarded(node) || context.Facts.Bodies.OperationOf(node) is not IInvocationOperation discarded)
                    continue;

                foreach (var rule in DiscardRules)
                    rule.Check(discarded, context);
            }
        }
    }

    private static void CheckServices(RuleContext context, TreeIndex index, CancellationToken cancellation)
    {
        foreach (var name in NamesOfServices)
        {
            if (!index.Calls.TryGetValue(name, out var nodes) || !context.Facts.HasScopedServices)
                continue;

            foreach (var node in nodes)
            {
                cancellation.ThrowIfCancellationRequested();
                if (context.Facts.Bodies.OperationOf(node) is not IInvocationOperation added)
                    continue;

                foreach (var rule in ServiceRules)
                    rule.Check(added, context);
            }
        }
    }

    private static void CheckPerCallCode(RuleContext context, TreeIndex index, CancellationToken cancellation)
    {
        foreach (var node in index.PerCallFunctions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Facts.Bodies.OperationOf(node) is not { } function || PerCallCode.From(function, context.Facts) is not { } code)
                continue;

            foreach (var rule in PerCallRules)
                rule.Check(code, context);
        }
    }

    private static void CheckFreshness(RuleContext context, TreeIndex index, CancellationToken cancellation)
    {
        foreach (var node in index.DefaultHeaders)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Facts.Bodies.OperationOf(node) is not IPropertyReferenceOperation headers)
                continue;

            foreach (var rule in DefaultHeadersRules)
                rule.Check(headers, context);
        }

        foreach (var node in index.ExpiryComparisons)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Facts.Bodies.OperationOf(node) is not { } operation || ExpiryComparison.From(operation, context.Ask(until: null)) is not { } comparison)
                continue;

            foreach (var rule in ExpiryRules)
                rule.Check(comparison, context);
        }
    }

    private static void CheckClasses(RuleContext context, TreeIndex index, SemanticModelAnalysisContext tree)
    {
        foreach (var declaration in index.DerivedClasses)
        {
            tree.CancellationToken.ThrowIfCancellationRequested();
            if (tree.SemanticModel.GetDeclaredSymbol(declaration, tree.CancellationToken) is not { } type
                || type.BaseType is not { SpecialType: not SpecialType.System_Object } parent
                || !IsFirstPart(type, declaration))
                continue;

            if (GrpcSymbols.IsA(parent, context.Facts.Symbols.Interceptor))
            {
                foreach (var rule in InterceptorRules)
                    rule.Check(type, declaration, context);
            }
            else if (GrpcSymbols.IsA(parent, context.Facts.Symbols.DelegatingHandler))
            {
                foreach (var rule in HandlerRules)
                    rule.Check(type, declaration, context);
            }
        }
    }

    /// <summary>Whether a declaration is the first part of its class that names a base: only those are asked about.</summary>
    private static bool IsFirstPart(INamedTypeSymbol type, ClassDeclarationSyntax declaration)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (part.SyntaxTree == declaration.SyntaxTree && part.Span == declaration.Span)
                return true;

            if (part.GetSyntax() is ClassDeclarationSyntax { BaseList: not null })
                return false;
        }

        return false;
    }

    /// <summary>Of the many calls of <c>Add</c> only those with a name and a value are bound, of <c>Parse</c> those of one type.</summary>
    private static bool MayMatter(string name, ExpressionSyntax node) => name switch
    {
        "Add" => node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 },
        "Parse" => IsMemberOf("AuthenticationHeaderValue", node),
        _ => true,
    };

    /// <summary>Many types have a method <c>Create</c>: of these two names only those of the gRPC types are bound.</summary>
    private static bool MayBeDropped(string name, ExpressionSyntax node) => name switch
    {
        "Create" => IsMemberOf("ChannelCredentials", node),
        "Compose" => IsMemberOf("CallCredentials", node),
        _ => true,
    };

    private static bool IsMemberOf(string type, ExpressionSyntax node) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } && TreeIndex.NameOf(receiver) == type;

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

            CheckSent(query => SentConstant.Of(entry, query), context);
        }

        if (HttpCredential.From(operation, facts) is { } http)
            CheckSent(query => SentConstant.Of(http, query), context);

        if (operation is IObjectCreationOperation creation && GrpcSymbols.Is(creation.Type, facts.Symbols.Metadata))
        {
            foreach (var rule in MetadataRules)
                rule.Check(new Origin(new Value(creation), ImmutableStack<Alias>.Empty), context);
        }
    }

    private static void CheckSent(Func<CredentialQuery, IEnumerable<SentConstant>> constants, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var query = context.AskForAny();
        foreach (var sent in constants(query))
        {
            foreach (var rule in SentConstantRules)
                rule.Check(sent, query, context);
        }
    }

    private static void CheckTexts(RuleContext context, SyntaxTree tree, CancellationToken cancellation)
    {
        foreach (var written in WrittenText.In(tree, context.Facts.Bodies))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var rule in LiteralRules)
                rule.Check(written, context);
        }
    }

    private static void CheckTokenProviders(RuleContext context, TreeIndex index, SemanticModelAnalysisContext tree)
    {
        foreach (var declaration in index.TokenMembers)
        {
            tree.CancellationToken.ThrowIfCancellationRequested();
            if (tree.SemanticModel.GetDeclaredSymbol(declaration, tree.CancellationToken) is not { } symbol || TokenProviderMember.From(declaration, symbol) is not { } member)
                continue;

            foreach (var rule in TokenProviderRules)
                rule.Check(member, context);
        }
    }

    private static ImmutableArray<TRule> RulesThatAre<TRule>()
        where TRule : IRule => Rules.OfType<TRule>().ToImmutableArray();
}
