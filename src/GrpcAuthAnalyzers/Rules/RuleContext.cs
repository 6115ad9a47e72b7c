using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>What a rule needs while one syntax tree is analysed: the facts, the options of the tree, and where to report.</summary>
internal sealed class RuleContext
{
    private readonly VisibleSettings _settings;
    private readonly Action<Diagnostic> _report;
    private readonly FileReports? _reports;
    private readonly HashSet<(string Id, SyntaxTree? Tree, TextSpan Span)> _reported = new();
    private readonly Dictionary<ISymbol, CredentialFinding?> _ofFields = new(SymbolEqualityComparer.Default);
    private (GrpcCall? Call, CredentialFinding Finding) _below = (null, CredentialFinding.Unknown);
    private (GrpcCall? Call, CredentialFinding Finding) _client = (null, CredentialFinding.Unknown);

    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="options">The options of the tree.</param>
    /// <param name="tree">The tree under analysis.</param>
    /// <param name="report">Gets the reports.</param>
    /// <param name="settings">What the configuration files say.</param>
    /// <param name="reports">Gets the reports instead, where a baseline may accept some of them.</param>
    internal RuleContext(
        CompilationFacts facts, GrpcAuthOptions options, SyntaxTree tree, Action<Diagnostic> report, VisibleSettings? settings = null,
        FileReports? reports = null)
    {
        _settings = settings ?? VisibleSettings.None;
        Facts = facts;
        Options = options;
        IsTest = TestProject.IsTest(tree, options, facts);
        _report = report;
        _reports = reports;
    }

    internal CompilationFacts Facts { get; }

    internal GrpcAuthOptions Options { get; }

    /// <summary>Whether the tree is test code.</summary>
    internal bool IsTest { get; }

    /// <summary>Whether rules report less because this is test code.</summary>
    internal bool IsRelaxed => IsTest && Options.Tests == TestPolicy.Relaxed;

    /// <summary>A question about what happens until an operation runs.</summary>
    internal CredentialQuery Ask(IOperation? until) => new(Facts, Options, until) { Settings = _settings };

    /// <summary>What the client of a call and all that is below it add. Every rule of a call may ask: it is answered once.</summary>
    internal CredentialFinding BelowOf(GrpcCall call)
    {
        if (_below.Call != call)
            _below = (call, CallLayers.Below(Ask(call.Operation), call));

        return _below.Finding;
    }

    /// <summary>The same; of a client that a service provider gives, what its registrations add, where that is seen.</summary>
    internal CredentialFinding ClientOf(GrpcCall call)
    {
        if (_client.Call != call)
            _client = (call, BelowOf(call) is { Channels.Count: > 0 } below ? below : RegistrationOf(call) ?? BelowOf(call));

        return _client.Finding;
    }

    /// <summary>What the registrations of an injected client add: a field of an object gives one client to all its calls.</summary>
    private CredentialFinding? RegistrationOf(GrpcCall call)
    {
        if (call.Receiver is not IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field })
            return InjectedCall.OfRegistration(call, Ask(call.Operation));

        if (!_ofFields.TryGetValue(field, out var known))
            _ofFields.Add(field, known = InjectedCall.OfRegistration(call, Ask(call.Operation)));

        return known;
    }

    /// <summary>A question about the values that may be sent: the value of a single caller is enough.</summary>
    internal CredentialQuery AskForAny() => new(Facts, Options, until: null, ofSomeCallers: true);

    /// <summary>Whether a rule reports a place for the first time: one literal that reaches two headers is one defect.</summary>
    internal bool IsFirst(DiagnosticDescriptor descriptor, SyntaxNode at) => _reported.Add((descriptor.Id, at.SyntaxTree, at.Span));

    /// <summary>The same for a place that is not a node.</summary>
    internal bool IsFirst(DiagnosticDescriptor descriptor, TextSpan at) => _reported.Add((descriptor.Id, null, at));

    /// <summary>
    /// Reports at a place in the tree under analysis. The severity is the descriptor's, lowered for graded rules in tests, and on the weaker evidence
    /// that <paramref name="isInformation"/> says. In strict mode the warnings of graded rules are raised here: a preset would
    /// raise their information, too.
    /// </summary>
    internal void Report(
        DiagnosticDescriptor descriptor,
        SyntaxNode at,
        IEnumerable<Location> also,
        ImmutableDictionary<string, string?> properties,
        object[] arguments,
        bool isInformation = false) => Report(descriptor, at.GetLocation(), also, properties, arguments, isInformation);

    /// <summary>The same for a place that is not a node: a name in a declaration.</summary>
    internal void Report(
        DiagnosticDescriptor descriptor,
        Location at,
        IEnumerable<Location> also,
        ImmutableDictionary<string, string?> properties,
        object[] arguments,
        bool isInformation = false)
    {
        var severity = descriptor.DefaultSeverity;
        if (isInformation || (IsRelaxed && RuleCatalog.IsGraded(descriptor)))
            severity = DiagnosticSeverity.Info;
        else if (Options.IsStrict && RuleCatalog.IsGraded(descriptor))
            severity = DiagnosticSeverity.Error;

        if (_reports is null)
        {
            _report(Diagnostic.Create(descriptor, at, severity, also, Shown(properties), Shown(arguments)));
            return;
        }

        var fingerprint = Fingerprint.OfCode(descriptor.Id, at, Facts.Compilation.AssemblyName);
        _reports.Add(Diagnostic.Create(descriptor, at, severity, also, fingerprint.AddTo(Shown(properties)), Shown(arguments)), fingerprint);
    }

    /// <summary>A name may be a token, too: of headers, settings, variables.</summary>
    private object[] Shown(object[] arguments) => Array.ConvertAll(arguments, argument => argument is string text ? ShownText.Of(text) : argument);

    /// <summary>Without a property that must not be shown, its fix is not offered.</summary>
    private ImmutableDictionary<string, string?> Shown(ImmutableDictionary<string, string?> properties)
    {
        var shown = properties;
        foreach (var property in properties)
        {
            if (property.Value is { } value && SecretText.HoldsKnownForm(value))
                shown = shown.Remove(property.Key);
        }

        return shown;
    }
}
