using System;
using System.Collections.Generic;
using System.IO;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>
/// The settings that code reads into a credential, a token request or the validation of tokens, with the place that reads each. Collected when the first
/// configuration file with a secret asks: backwards from the few places that need a credential, so other reads of configuration cost nothing.
/// </summary>
internal sealed class SettingReaders
{
    private static readonly Memo<GrpcAuthOptions, SettingReaders> ByOptions = new(static (facts, options) => new SettingReaders(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<Dictionary<string, (Location Place, string Use)>> _readers;

    private SettingReaders(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _readers = new Lazy<Dictionary<string, (Location Place, string Use)>>(Collect);
    }

    /// <summary>The readers of the compilation, under the options of a configuration file.</summary>
    internal static SettingReaders Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>
    /// For messages, with a blank before it: <c>that is read by Program.cs:12 and sent as 'authorization'</c>. Null if no code is seen to read the setting of
    /// this path into a credential.
    /// </summary>
    internal string? Of(string? path)
    {
        if (path is null || !_readers.Value.TryGetValue(path, out var reader))
            return null;

        var file = Path.GetFileName(reader.Place.SourceTree?.FilePath ?? "");
        return file.Length == 0 || SecretText.IsInName(file)
            ? $" that is read by code and {reader.Use}"
            : $" that is read by {file}:{reader.Place.GetLineSpan().StartLinePosition.Line + 1} and {reader.Use}";
    }

    private Dictionary<string, (Location Place, string Use)> Collect()
    {
        var readers = new Dictionary<string, (Location Place, string Use)>(StringComparer.OrdinalIgnoreCase);
        foreach (var write in SentLiterals.WritesIn(_facts))
        {
            var query = NewQuery();
            foreach (var credential in SentConstant.CredentialsOf(write, query))
            {
                var header = SecretText.IsInName(credential.Header) ? "a credential header" : $"'{credential.Header}'";
                Add(credential.Value, "sent as " + header, query, readers);
            }
        }

        foreach (var (value, use) in CredentialUses.In(_facts))
            Add(new TracedValue(value), use, NewQuery(), readers);

        return readers;
    }

    private CredentialQuery NewQuery() => new(_facts, _options, until: null, ofSomeCallers: true);

    private static void Add(TracedValue value, string use, CredentialQuery query, Dictionary<string, (Location Place, string Use)> readers)
    {
        foreach (var (path, read) in SettingRead.In(value, query))
        {
            var place = read.Syntax.GetLocation();
            if (!readers.TryGetValue(path, out var known) || Compare(place, known.Place) < 0)
                readers[path] = (place, use);
        }
    }

    /// <summary>The first place counts, whatever the order of the documents.</summary>
    private static int Compare(Location first, Location second)
    {
        var files = string.CompareOrdinal(first.SourceTree?.FilePath, second.SourceTree?.FilePath);
        return files != 0 ? files : first.SourceSpan.Start.CompareTo(second.SourceSpan.Start);
    }
}
