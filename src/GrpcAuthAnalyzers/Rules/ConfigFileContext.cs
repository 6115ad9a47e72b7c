using System.Collections.Immutable;
using System.Threading;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>What a rule needs while one configuration file is analysed: its options, and where to report.</summary>
internal sealed class ConfigFileContext
{
    private readonly AdditionalFileAnalysisContext _analysis;
    private readonly SourceText _text;
    private readonly IgnoreComments _ignored;
    private readonly FileReports? _reports;

    private ConfigFileContext(
        ConfigFile file, SourceText text, string characters, CompilationFacts facts, GrpcAuthOptions options, bool isTest,
        AdditionalFileAnalysisContext analysis, FileReports? reports)
    {
        Facts = facts;
        var read = file.Read(characters);
        File = file;
        Settings = read.Settings.ToImmutableArray();
        Options = options;
        IsRelaxed = isTest && options.Tests == TestPolicy.Relaxed;
        _text = text;
        _ignored = new IgnoreComments(characters, text.Lines, read.Comments);
        _analysis = analysis;
        _reports = reports;
    }

    internal CompilationFacts Facts { get; }

    /// <summary>What the file is, by its name.</summary>
    internal ConfigFile File { get; }

    /// <summary>Every text of the file, in its order.</summary>
    internal ImmutableArray<Setting> Settings { get; }

    internal GrpcAuthOptions Options { get; }

    internal CancellationToken Cancellation => _analysis.CancellationToken;

    /// <summary>Whether the file belongs to tests whose configuration is not reported.</summary>
    internal bool IsRelaxed { get; }

    /// <summary>The context of an additional file; null when it is no configuration file, cannot be read, or is left out by an option.</summary>
    /// <param name="analysis">The additional file.</param>
    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="reports">Gets the reports, where a baseline may accept some of them.</param>
    internal static ConfigFileContext? Of(AdditionalFileAnalysisContext analysis, CompilationFacts facts, FileReports? reports)
    {
        if (ConfigFile.Of(analysis.AdditionalFile.Path) is not { } file)
            return null;

        var options = GrpcAuthOptions.Of(analysis.Options.AnalyzerConfigOptionsProvider, analysis.AdditionalFile, facts.Compilation);
        var isTest = TestProject.IsTest(analysis.AdditionalFile.Path, options, facts);
        if (options.IgnoresConfigFiles
            || (isTest && options.Tests == TestPolicy.Off)
            || analysis.AdditionalFile.GetText(analysis.CancellationToken) is not { } text)
            return null;

        return new ConfigFileContext(file, text, text.ToString(), facts, options, isTest, analysis, reports);
    }

    /// <summary>Whether the file is one of a program in a browser, which its visitors download.</summary>
    internal bool IsDownloaded =>
        BrowserProject.IsDownloaded(_analysis.AdditionalFile.Path) && BrowserProject.Is(Facts.Compilation, Options);

    /// <summary>What messages call a setting: its path, without any name that is or holds a secret, or shares one with the value.</summary>
    internal string NameOf(Setting setting, string secret) =>
        setting.Path.ToText(name => SecretText.IsInName(name) || ShownText.Shares(name, secret));

    /// <summary>Whether a comment with a reason covers a setting.</summary>
    internal bool IsIgnored(Setting setting) => _ignored.Cover(setting);

    /// <summary>
    /// Reports at the value of a setting, unless a comment with a reason covers it. In strict mode the warnings of graded rules are raised here, as a
    /// preset would raise their information, too.
    /// </summary>
    internal void Report(DiagnosticDescriptor descriptor, Setting setting, object[] arguments, bool isInformation = false)
    {
        if (IsIgnored(setting))
            return;

        var severity = descriptor.DefaultSeverity;
        if (isInformation)
            severity = DiagnosticSeverity.Info;
        else if (Options.IsStrict && RuleCatalog.IsGraded(descriptor))
            severity = DiagnosticSeverity.Error;

        var place = Location.Create(_analysis.AdditionalFile.Path, setting.Span, _text.Lines.GetLinePositionSpan(setting.Span));
        if (_reports is null)
        {
            _analysis.ReportDiagnostic(Diagnostic.Create(descriptor, place, severity, additionalLocations: null, properties: null, arguments));
            return;
        }

        var fingerprint = Fingerprint.OfSetting(descriptor.Id, _analysis.AdditionalFile.Path, setting.Path.ToText(SecretText.IsInName));
        var properties = fingerprint.AddTo(ImmutableDictionary<string, string?>.Empty);
        _reports.Add(Diagnostic.Create(descriptor, place, severity, additionalLocations: null, properties, arguments), fingerprint);
    }
}
