using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.ConfigFiles;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Baselines;

/// <summary>
/// A SARIF file with the findings that a project has accepted. The scan writes it, docs/scan.md. Of a fingerprint that several findings share, a file of
/// code may have as many as the file with the most of them had: so two of them in one member are two, a renamed file keeps its own, and a file that is
/// compiled for several projects needs them once.
/// </summary>
internal sealed class BaselineFile
{
    private const string Name = "GrpcAuth.Baseline.sarif", Metadata = "build_metadata.AdditionalFiles.GrpcAuthBaseline";

    private static readonly ConditionalWeakTable<AdditionalText, BaselineFile> Known = new();

    private readonly Dictionary<string, int> _accepted = new(StringComparer.Ordinal);

    private BaselineFile(string text)
    {
        var results = new Dictionary<string, (string Fingerprint, string File)>(StringComparer.Ordinal);
        foreach (var setting in JsonScanner.Read(text).Settings)
        {
            var path = setting.Path.AsRead() ?? "";
            IsReadable |= path == "version" && setting.Value == "2.1.0";
            if (!path.StartsWith("runs:", StringComparison.Ordinal))
                continue;

            if (ResultOf(path, ":partialFingerprints:" + Fingerprint.Name) is { } marked)
                results[marked] = (setting.Value, results.TryGetValue(marked, out var known) ? known.File : "");
            else if (ResultOf(path, ":locations:0:physicalLocation:artifactLocation:uri") is { } placed)
                results[placed] = (results.TryGetValue(placed, out var known) ? known.Fingerprint : "", setting.Value);
        }

        foreach (var result in results.Values.Where(static result => result.Fingerprint.Length > 0).GroupBy(static result => result))
            _accepted[result.Key.Fingerprint] = Math.Max(result.Count(), AcceptedOf(result.Key.Fingerprint));
    }

    /// <summary>Whether it is SARIF 2.1.0 at all.</summary>
    internal bool IsReadable { get; }

    /// <summary>How many findings of a fingerprint one file may have.</summary>
    private int AcceptedOf(string fingerprint) => _accepted.TryGetValue(fingerprint, out var count) ? count : 0;

    /// <summary>Reads a baseline.</summary>
    internal static BaselineFile Read(string text) => new(text);

    /// <summary>The baseline among the additional files of a project; null if there is none. Only names are read then.</summary>
    internal static BaselineFile? Of(AnalyzerOptions options)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (IsBaseline(file, options.AnalyzerConfigOptionsProvider))
                return Of(file);
        }

        return null;
    }

    /// <summary>Whether an additional file is a baseline: by its name, or as the property <c>GrpcAuthBaseline</c> names it.</summary>
    internal static bool IsBaseline(AdditionalText file, AnalyzerConfigOptionsProvider options)
    {
        if (!file.Path.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase))
            return false;

        var name = file.Path.Substring(file.Path.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return name.Equals(Name, StringComparison.OrdinalIgnoreCase)
            || (options.GetOptions(file).TryGetValue(Metadata, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What an additional file says; an unreadable one accepts nothing.</summary>
    internal static BaselineFile Of(AdditionalText file) => Known.GetValue(file, static f => new BaselineFile(f.GetText()?.ToString() ?? ""));

    /// <summary>The findings of one file of code or configuration without those that are accepted: of equal ones the first in the file.</summary>
    internal IEnumerable<T> NewOf<T>(IEnumerable<T> inOrder, Func<T, string?> fingerprintOf)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in inOrder)
        {
            if (fingerprintOf(finding) is not { } fingerprint)
            {
                yield return finding;
                continue;
            }

            seen[fingerprint] = seen.TryGetValue(fingerprint, out var before) ? before + 1 : 1;
            if (seen[fingerprint] > AcceptedOf(fingerprint))
                yield return finding;
        }
    }

    /// <summary>The first part of a path, up to the index of the result, if the rest is this.</summary>
    private static string? ResultOf(string path, string rest)
    {
        var result = path.EndsWith(rest, StringComparison.Ordinal) ? path.Substring(0, path.Length - rest.Length) : null;
        return result?.Split(':') is { Length: 4 } parts && parts[2] == "results" ? result : null;
    }
}
