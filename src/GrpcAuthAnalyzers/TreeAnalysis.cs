using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Syntax;
using GrpcAuthAnalyzers.TokenProviders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers;

/// <summary>One pass over one syntax tree: binds the candidates that can matter, and calls the rules.</summary>
internal sealed partial class TreeAnalysis
{
    private readonly RuleContext _context;
    private readonly SemanticModel _model;
    private readonly TreeIndex _index;
    private readonly GrpcCandidates _candidates;
    private readonly CancellationToken _cancellation;

    internal TreeAnalysis(RuleContext context, SemanticModel model, CancellationToken cancellation)
    {
        _context = context;
        _model = model;
        _index = TreeIndex.Of(model.SyntaxTree);
        _candidates = GrpcCandidates.In(model.SyntaxTree);
        _cancellation = cancellation;
    }

    private CompilationFacts Facts => _context.Facts;

    internal void Run()
    {
        foreach (var operation in Candidates())
            Check(operation);

        CheckWrappers();
        CheckDiscards();
        CheckServices();
        CheckLogs();
        CheckPerCallCode();
        CheckDefaultHeaders();
        CheckExporters();
        CheckChannels();
        CheckSwitches();
        CheckChannelOptions();
        CheckHandlers();
        CheckServer();
        CheckExpiries();
        CheckTokenRequests();
        CheckKeys();
        CheckClasses();
        CheckTexts();
        CheckTokenProviders();
    }

    /// <summary>The operations of the tree that may be a call, a registration, metadata or a header, bound one by one; all other code is left out.</summary>
    internal IEnumerable<IOperation> Candidates()
    {
        var rpcs = RpcNames.Of(Facts).Methods;
        foreach (var named in _index.Calls.Where(call => BoundNames.Always.Contains(call.Key) || rpcs.Contains(call.Key)))
        {
            foreach (var operation in Bound<IOperation>(named.Value.Where(node => BoundNames.MayMatter(named.Key, node))))
                yield return operation;
        }
    }

    private void CheckDiscards()
    {
        foreach (var name in BoundNames.ToDiscard)
        {
            var dropped = _index.CallsOf(name).Where(node => BoundNames.MayBeDropped(name, node) && DroppedExpression.IsDiscarded(node));
            foreach (var discarded in Bound<IInvocationOperation>(dropped))
                Ask(RuleSet.DiscardRules, rule => rule.Check(discarded, _context));
        }
    }

    private void CheckLogs()
    {
        foreach (var operation in Bound<IOperation>(LogSinks.CandidatesIn(_model.SyntaxTree, Facts)))
        {
            if (LogSink.From(operation, Facts) is { } sink)
                Ask(RuleSet.LogRules, rule => rule.Check(sink, _context));
        }
    }

    private void CheckPerCallCode()
    {
        foreach (var function in Bound<IOperation>(_candidates.PerCallFunctions))
        {
            if (PerCallCode.From(function, Facts) is { } code)
                Ask(RuleSet.PerCallRules, rule => rule.Check(code, _context));
        }
    }

    private void CheckDefaultHeaders()
    {
        foreach (var headers in Bound<IPropertyReferenceOperation>(_candidates.DefaultHeaders))
            Ask(RuleSet.DefaultHeadersRules, rule => rule.Check(headers, _context));
    }

    private void CheckExporters()
    {
        foreach (var assignment in Bound<ISimpleAssignmentOperation>(_index.MentionsOf("Headers").Select(WrittenAssignment.Of).OfType<SyntaxNode>()))
            Ask(RuleSet.ExporterHeaderRules, rule => rule.Check(assignment, _context));
    }

    private void CheckChannels()
    {
        var unnamed = _index.CallsOf(TreeIndex.ImplicitCreation).Where(node => Facts.Symbols.LegacyChannel is not null && BoundNames.MayBeChannel(node));
        foreach (var creation in Bound<IOperation>(BoundNames.OfChannels.SelectMany(_index.CallsOf).Concat(unnamed)))
        {
            var finding = ChannelLayer.Of(_context.Ask(until: null), new TracedValue(creation));
            if (finding.OnlyChannel is { } channel && channel.Creation == creation)
                Ask(RuleSet.ChannelRules, rule => rule.Check(channel, finding, _context));
        }
    }

    private void CheckSwitches()
    {
        var assigned = _index.MentionsOf(UnencryptedSwitch.Property).Select(WrittenAssignment.Of).OfType<SyntaxNode>();
        foreach (var operation in Bound<IOperation>(_index.CallsOf(UnencryptedSwitch.Method).Concat(assigned)))
        {
            if (UnencryptedSwitch.From(operation, Facts) is { } turnedOn)
                Ask(RuleSet.UnencryptedSwitchRules, rule => rule.Check(turnedOn, _context));
        }
    }

    private void CheckChannelOptions()
    {
        foreach (var name in ChannelOption.Names)
        {
            foreach (var assignment in Bound<IOperation>(_index.MentionsOf(name).Select(WrittenAssignment.Of).OfType<SyntaxNode>()))
            {
                if (ChannelOption.From(assignment, Facts) is { } option)
                    Ask(RuleSet.ChannelOptionRules, rule => rule.Check(option, _context));
            }
        }
    }

    private void CheckHandlers()
    {
        foreach (var setting in HandlerSettings.In(_model.SyntaxTree, Facts))
            Ask(RuleSet.HandlerSettingRules, rule => rule.Check(setting, _context));
    }

    private void CheckExpiries()
    {
        foreach (var operation in Bound<IOperation>(_candidates.ExpiryComparisons))
        {
            if (ExpiryComparison.From(operation, _context.Ask(until: null)) is { } comparison)
                Ask(RuleSet.ExpiryRules, rule => rule.Check(comparison, _context));
        }

        foreach (var store in Bound<IOperation>(_candidates.StoredExpiries).Select(ExpiryStore.From).OfType<ExpiryStore>())
            Ask(RuleSet.StoredExpiryRules, rule => rule.Check(store, _context));
    }

    private void CheckTokenRequests()
    {
        foreach (var request in Bound<IInvocationOperation>(TokenRequests.CandidatesIn(_index, Facts)))
            Ask(RuleSet.TokenRequestRules, rule => rule.Check(request, _context));
    }

    private void CheckKeys()
    {
        foreach (var comparison in KeyComparison.In(_index, Facts))
        {
            _cancellation.ThrowIfCancellationRequested();
            Ask(RuleSet.KeyComparisonRules, rule => rule.Check(comparison, _context));
        }
    }

    private void CheckClasses()
    {
        foreach (var written in _index.Types)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (written is not ClassDeclarationSyntax { BaseList: not null } declaration
                || _model.GetDeclaredSymbol(declaration, _cancellation) is not { } type
                || type.BaseType is not { SpecialType: not SpecialType.System_Object } parent
                || !TypeParts.IsFirst(type, declaration))
                continue;

            if (GrpcSymbols.IsA(parent, Facts.Symbols.Interceptor))
                Ask(RuleSet.InterceptorRules, rule => rule.Check(type, declaration, _context));
            else if (GrpcSymbols.IsA(parent, Facts.Symbols.DelegatingHandler))
                Ask(RuleSet.HandlerRules, rule => rule.Check(type, declaration, _context));
        }
    }

    private void CheckTexts()
    {
        foreach (var written in WrittenText.In(_model.SyntaxTree, Facts.Bodies))
        {
            _cancellation.ThrowIfCancellationRequested();
            Ask(RuleSet.LiteralRules, rule => rule.Check(written, _context));
        }
    }

    private void CheckTokenProviders()
    {
        foreach (var declaration in _candidates.TokenMembers)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_model.GetDeclaredSymbol(declaration, _cancellation) is { } symbol && TokenProviderMember.From(declaration, symbol) is { } member)
                Ask(RuleSet.TokenProviderRules, rule => rule.Check(member, _context));
        }
    }

    private void Check(IOperation operation)
    {
        if (operation is IObjectOrCollectionInitializerOperation initializer)
        {
            foreach (var element in initializer.Initializers)
                Check(element);

            return;
        }

        if (GrpcCall.From(operation, Facts) is { } call)
            Ask(RuleSet.CallRules, rule => rule.Check(call, _context));

        if (ClientRegistration.From(operation, Facts) is { } registration)
            Ask(RuleSet.RegistrationRules, rule => rule.Check(registration, _context));
        else if (ClientRegistration.InGenericCode(operation, Facts) is { Count: > 0 } registrations)
            Ask(RuleSet.GenericRegistrationRules, rule => rule.Check(registrations, _context));

        if (HeaderWrite.From(operation, Facts) is { } write)
        {
            Ask(RuleSet.EntryRules, rule => rule.Check(write, _context));
            CheckSent(query => SentConstant.Of(write, query));
        }

        if (operation is IObjectCreationOperation creation && GrpcSymbols.Is(creation.Type, Facts.Symbols.Metadata))
            Ask(RuleSet.MetadataRules, rule => rule.Check(new Origin(new TracedValue(creation), ImmutableStack<Alias>.Empty), _context));

        if (HeaderWrite.LoneSchemeOf(operation, Facts) is { } lone)
            Ask(RuleSet.LoneSchemeRules, rule => rule.Check(lone, _context));
    }

    private void CheckSent(Func<CredentialQuery, IEnumerable<SentConstant>> constants)
    {
        if (_context.IsRelaxed)
            return;

        var query = _context.AskForAny();
        foreach (var sent in constants(query))
            Ask(RuleSet.SentConstantRules, rule => rule.Check(sent, query, _context));
    }

    /// <summary>The operations of one type among the nodes, bound one by one.</summary>
    private IEnumerable<TOperation> Bound<TOperation>(IEnumerable<SyntaxNode> nodes)
        where TOperation : class, IOperation
    {
        foreach (var node in nodes)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (Facts.Bodies.OperationOf(node) is TOperation operation)
                yield return operation;
        }
    }

    private static void Ask<TRule>(ImmutableArray<TRule> rules, Action<TRule> about)
    {
        foreach (var rule in rules)
            about(rule);
    }
}
