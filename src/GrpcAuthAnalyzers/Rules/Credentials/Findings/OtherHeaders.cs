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
    internal static string? DescriptionOf(GrpcCall call, CredentialQuery query)
    {
        var names = new List<string>();
        foreach (var argument in call.Operation.Arguments)
        {
            var value = new TracedValue(argument.Value);
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                AddNames(value, query, names);
            else if (GrpcSymbols.IsCallOptions(argument.Parameter?.Type, query.Symbols))
                AddNamesInOptions(value, query, names);
        }

        if (names.Count == 0)
            return null;

        if (names.Count > MaxNames || names.Exists(name => name.Length > MaxLength || SecretText.IsInName(name, query.Options)))
            return "the call headers hold no known credential header";

        var last = names.Count - 1;
        return names.Count == 1
            ? $"the call headers hold only '{names[0]}', which is not a known credential header"
            : $"the call headers hold only '{string.Join("', '", names.GetRange(0, last))}' and '{names[last]}', which are not known credential headers";
    }

    private static void AddNamesInOptions(TracedValue options, CredentialQuery query, List<string> names)
    {
        foreach (var origin in query.Origins.Trace(options))
        {
            if (origin.Operation is not IObjectCreationOperation { Arguments: var arguments } || !origin.IsSeen)
                continue;

            foreach (var argument in arguments)
            {
                if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                    AddNames(origin.Value.With(argument.Value), query, names);
            }
        }
    }

    private static void AddNames(TracedValue headers, CredentialQuery query, List<string> names)
    {
        foreach (var origin in query.Origins.Trace(headers))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                continue;

            foreach (var use in query.TouchesOf(origin))
            {
                AddName(use.Site, query, names);
                if (use.Site.Operation is IInvocationOperation { Arguments: { Length: 1 } entry })
                    AddName(use.Site.With(Conversions.BuiltInInside(entry.At(0))), query, names);
            }
        }
    }

    private static void AddName(TracedValue write, CredentialQuery query, List<string> names)
    {
        if (HeaderWrite.IntoMetadata(write.Operation, query.Facts) is { Name: { } written }
            && query.Texts.ConstantOf(write.With(written)) is { Length: > 0 } name
            && !names.Contains(name))
            names.Add(name);
    }
}
