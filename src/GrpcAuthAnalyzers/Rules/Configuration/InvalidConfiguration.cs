using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Rules.Configuration;

/// <summary>GRPCAUTH0001: an option that cannot be read, once for each key and value of a compilation, without a location.</summary>
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
                complaints[key + "=" + set] = Diagnostic.Create(
                    RuleCatalog.InvalidConfiguration, Location.None, key, ShownText.OfOption(set),
                    "its section covers only some of the code, and no configuration file");
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

                complaints[key + "=" + value] = Diagnostic.Create(
                    RuleCatalog.InvalidConfiguration, Location.None, ShownText.OfOption(key), ShownText.OfOption(value), complaint);
            }
        }
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
