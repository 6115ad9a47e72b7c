using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
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

        foreach (var complaint in complaints.Values)
            context.ReportDiagnostic(complaint);

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

                complaints[key + "=" + value] = Diagnostic.Create(RuleCatalog.InvalidConfiguration, Location.None, key, value, complaint);
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
