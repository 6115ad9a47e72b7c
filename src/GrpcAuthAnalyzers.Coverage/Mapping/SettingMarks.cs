using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>
/// The settings of <c>appsettings.json</c> and <c>appsettings.*.json</c> that say where servers are and who hands out tokens for whom: addresses,
/// authorities, audiences and scopes. Of a setting whose name is that of a secret, only that it is set.
/// </summary>
internal static class SettingMarks
{
    private const string Masked = "\u2022\u2022\u2022";
    private const int MaxValue = 256;
    private const string Head = "appsettings";

    private static readonly string[] Authorities = ["authority", "issuer", "issuers", "tenant", "realm"];
    private static readonly string[] Audiences = ["audience", "audiences", "resource"];
    private static readonly string[] Scopes = ["scope", "scopes"];

    private static readonly string[] Addresses =
        ["address", "addresses", "url", "urls", "uri", "endpoint", "endpoints", "host", "target", "server", "instance", "proxy"];

    internal static IEnumerable<Diagnostic> In(Compilation compilation, AnalyzerOptions analyzerOptions, CancellationToken cancellation)
    {
        foreach (var file in analyzerOptions.AdditionalFiles)
        {
            if (EnvironmentOf(file.Path) is not { } environment
                || ConfigFile.Of(file.Path) is not { IsTemplate: false } kind
                || file.GetText(cancellation) is not { } text)
                continue;

            var options = GrpcAuthOptions.Of(analyzerOptions.AnalyzerConfigOptionsProvider, file, compilation);
            foreach (var setting in kind.Read(text.ToString()).Settings)
            {
                if (setting.Path.AsRead() is not { } path || setting.Path.IsLogLevel || Shown(setting, path, options) is not (var what, { } value))
                    continue;

                yield return new MapMark("setting", path)
                    .With("path", setting.Path.ToText(name => MapText.Shown(name) != name))
                    .With("what", what)
                    .With("environment", environment)
                    .With("value", value)
                    .At(Location.Create(file.Path, setting.Span, text.Lines.GetLinePositionSpan(setting.Span)));
            }
        }
    }

    /// <summary>Empty for <c>appsettings.json</c>; null for files of other names.</summary>
    private static string? EnvironmentOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || !name.StartsWith(Head, StringComparison.OrdinalIgnoreCase))
            return null;

        return name.Length == Head.Length ? "" : name[Head.Length] == '.' ? name.Substring(Head.Length + 1) : null;
    }

    /// <summary>What a setting is, and what of its value may be shown; no value for a setting that the map leaves out.</summary>
    private static (string What, string? Value) Shown(Setting setting, string path, GrpcAuthOptions options)
    {
        var (key, section, value) = (setting.Path.Key, setting.Path.Section, setting.Value);
        if (section.Equals("ConnectionStrings", StringComparison.OrdinalIgnoreCase) || value.Length is 0 or > MaxValue)
            return ("", null);

        if (SecretName.IsSecret(path, options))
            return ("secret", SecretPurpose.AuthenticatesCalls(key, section) ? Masked : null);

        var words = NameWords.Of(key);
        if (words.Any(Authorities.Contains)
            || (words.Contains("token") && words.Any(Addresses.Contains))
            || key.Equals("Instance", StringComparison.OrdinalIgnoreCase))
            return ("authority", MapText.OfAddress(value));

        if (words.Any(Audiences.Contains))
            return ("audience", MapText.OfAddress(value));

        if (words.Any(Scopes.Contains))
            return ("scope", string.Join(" ", value.Split(' ').Select(MapText.OfAddress)));

        return ("address", IsAddress(words, value) ? MapText.OfAddress(value) : null);
    }

    private static bool IsAddress(List<string> words, string value) =>
        value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("dns:", StringComparison.OrdinalIgnoreCase)
        || (words.Count > 0 && Addresses.Contains(words[words.Count - 1]) && value.IndexOfAny([' ', ';', '=', '@']) < 0 && value.IndexOf(':') > 0);
}
