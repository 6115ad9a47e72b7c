using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>The headers of a call that passes some, and none of them a known credential header: a misspelled one is seen by its name.</summary>
internal static class OtherHeaders
{
    private const int MaxNames = 3;

    private const int MaxLength = 40;

    /// <summary>
    /// What a message says of the headers of a call: <c>the call headers hold only 'authorisation', which is not a known credential header</c>. Null where it
    /// passes none, or where they are not seen. A name that may be a secret is not shown.
    /// </summary>
    internal static string? DescriptionOf(IReadOnlyList<(HeaderWrite Write, string Name)> entries, CredentialQuery query)
    {
        var names = new List<string>();
        foreach (var (_, name) in entries)
        {
            if (!names.Contains(name))
                names.Add(name);
        }

        if (names.Count == 0)
            return null;

        if (names.Count > MaxNames || names.Exists(name => name.Length > MaxLength || SecretText.IsInName(name)))
            return "the call headers hold no known credential header";

        var last = names.Count - 1;
        return names.Count == 1
            ? $"the call headers hold only '{names[0]}', which is not a known credential header"
            : $"the call headers hold only '{string.Join("', '", names.GetRange(0, last))}' and '{names[last]}', which are not known credential headers";
    }

    /// <summary>The entries of the metadata that a call passes, with their names, as far as they are seen and constant; may be empty.</summary>
    internal static IReadOnlyList<(HeaderWrite Write, string Name)> EntriesOf(GrpcCall call, CredentialQuery query)
    {
        var entries = new List<(HeaderWrite, string)>();
        foreach (var argument in call.Operation.Arguments)
        {
            var value = new TracedValue(argument.Value);
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                AddEntries(value, query, entries);
            else if (GrpcSymbols.IsCallOptions(argument.Parameter?.Type, query.Symbols))
                AddEntriesInOptions(value, query, entries);
        }

        return entries;
    }

    private static void AddEntriesInOptions(TracedValue options, CredentialQuery query, List<(HeaderWrite, string)> entries)
    {
        foreach (var origin in query.Origins.Trace(options))
        {
            if (origin.Operation is not IObjectCreationOperation { Arguments: var arguments })
                continue;

            foreach (var argument in arguments)
            {
                if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                    AddEntries(origin.Value.With(argument.Value), query, entries);
            }
        }
    }

    private static void AddEntries(TracedValue headers, CredentialQuery query, List<(HeaderWrite, string)> entries)
    {
        foreach (var origin in query.Origins.Trace(headers))
        {
            if (origin.Operation is not IObjectCreationOperation)
                continue;

            foreach (var use in query.TouchesOf(origin))
            {
                AddEntry(use.Site, query, entries);
                if (use.Site.Operation is IInvocationOperation { Arguments: { Length: 1 } entry })
                    AddEntry(use.Site.With(Conversions.BuiltInInside(entry.At(0))), query, entries);
            }
        }
    }

    private static void AddEntry(TracedValue write, CredentialQuery query, List<(HeaderWrite, string)> entries)
    {
        if (HeaderWrite.IntoMetadata(write.Operation, query.Facts) is { Name: { } written } entry
            && query.Texts.ConstantOf(write.With(written)) is { Length: > 0 } name)
            entries.Add((entry, name));
    }
}
