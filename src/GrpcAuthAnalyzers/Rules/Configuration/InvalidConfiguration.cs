using System;
using System.Collections.Generic;
using System.IO;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Rules.Configuration;

/// <summary>GRPCAUTH0001: an option that cannot be read, once for each key and value of a compilation; a line of a facts file, at its place.</summary>
internal static class InvalidConfiguration
{
    /// <summary>Reports every <c>grpc_auth.*</c> option of any tree or additional file whose key or value is not valid.</summary>
    internal static void Check(CompilationAnalysisContext context)
    {
        var seen = new HashSet<AnalyzerConfigOptions>();
        var complaints = new SortedDictionary<string, Diagnostic>(StringComparer.Ordinal);
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        Collect(provider.GlobalOptions);
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Collect(provider.GetOptions(tree));
        }

        foreach (var file in context.Options.AdditionalFiles)
            Collect(provider.GetOptions(file));

        foreach (var key in GrpcAuthOptions.KeysOfConfigFiles)
            CheckReach(key);

        foreach (var complaint in complaints.Values)
            context.ReportDiagnostic(complaint);

        foreach (var file in context.Options.AdditionalFiles)
        {
            CheckFacts(file, context);
            if (BaselineFile.IsBaseline(file, provider) && !BaselineFile.Of(file).IsReadable)
                context.ReportDiagnostic(OfBaseline(file));
        }

        // An option about configuration files in a section that covers some of the code does nothing.
        void CheckReach(string key)
        {
            string? set = null;
            foreach (var options in seen)
                set ??= options.TryGetValue(key, out var value) && GrpcAuthOptions.Complaint(key, value) is null ? value : null;

            var files = 0;
            foreach (var file in context.Options.AdditionalFiles)
            {
                if (ConfigFile.Of(file.Path) is null)
                    continue;

                files++;
                if (provider.GetOptions(file).TryGetValue(key, out _))
                    return;
            }

            if (set is not null && files > 0 && GrpcAuthOptions.OfAllCode(provider, context.Compilation, key) is null)
                complaints[key + "=" + set] = OfOption(key, set, "its section covers only some of the code, and no configuration file");
        }

        void Collect(AnalyzerConfigOptions options)
        {
            if (!seen.Add(options))
                return;

            foreach (var key in KeysOf(options))
            {
                if (!key.StartsWith(GrpcAuthOptions.KeyPrefix, StringComparison.OrdinalIgnoreCase)
                    || !options.TryGetValue(key, out var value)
                    || GrpcAuthOptions.Complaint(key, value) is not { } complaint)
                    continue;

                complaints[key + "=" + value] = OfOption(key, value, complaint);
            }
        }
    }

    private static Diagnostic OfOption(string key, string value, string complaint) => Diagnostic.Create(
        RuleCatalog.InvalidConfiguration, Location.None, ShownText.OfOption(key) + " = " + ShownText.OfOption(value), " and the default applies", complaint);

    private static Diagnostic OfBaseline(AdditionalText file) => Diagnostic.Create(
        RuleCatalog.InvalidConfiguration, Location.Create(file.Path, default, default), ShownText.OfOption(Path.GetFileName(file.Path)), "",
        "expected a baseline in SARIF 2.1.0, as the scan writes it");

    /// <summary>Reports every line of a facts file that cannot be read, or that names a member which its type does not have.</summary>
    private static void CheckFacts(AdditionalText file, CompilationAnalysisContext context)
    {
        if (FactsFile.Of(file) is not { Text: { } text } facts)
            return;

        foreach (var (line, complaint) in facts.Faults)
            Report(line, complaint);

        foreach (var fact in facts.Facts)
        {
            if (!facts.IsLearned && fact.MissesMemberIn(context.Compilation))
                Report(fact.Line, "its type has no such member");
        }

        void Report(TextSpan line, string complaint) => context.ReportDiagnostic(Diagnostic.Create(
            RuleCatalog.InvalidConfiguration, Location.Create(file.Path, line, text.Lines.GetLinePositionSpan(line)), ShownText.OfOption(text.ToString(line)),
            "", complaint));
    }

    /// <summary>The keys of the options; empty in a host whose options do not implement <c>Keys</c>, which throws then.</summary>
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            return Array.Empty<string>();
        }
    }
}
