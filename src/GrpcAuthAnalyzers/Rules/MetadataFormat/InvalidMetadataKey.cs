using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4003: the key of a metadata entry is one that gRPC rejects or does not send.</summary>
internal sealed class InvalidMetadataKey : ICredentialEntryRule
{
    /// <summary>The reserved name that the client drops without an error (<c>GrpcCall.CreateHttpRequestMessage</c>): the deadline sets it.</summary>
    private const string Timeout = "grpc-timeout";

    public void Check(HeaderWrite entry, RuleContext context)
    {
        // Tests give such keys on purpose, to see that they are rejected.
        if (context.IsRelaxed
            || entry is not { Target: HeaderTarget.Metadata, Name: { } name }
            || context.Ask(until: null).Texts.ConstantOf(new TracedValue(name)) is not { } key
            || FaultOf(key, entry.Value.Type) is not { } fault)
            return;

        context.Report(
            RuleCatalog.InvalidMetadataKey, name.Syntax, Enumerable.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { Shown(key), fault });
    }

    /// <summary>What is wrong with a key, and what happens then; null for a good one. The checks are those of <c>Metadata.Entry</c>.</summary>
    private static string? FaultOf(string key, ITypeSymbol? value)
    {
        if (key.Length == 0)
            return "is empty, and the entry is not sent";

        foreach (var c in key)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-'))
                return $"has {Named(c)}; adding it throws ArgumentException";
        }

        var isBinary = key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase);
        if (isBinary && value?.SpecialType == SpecialType.System_String)
            return "ends in '-bin', which is for bytes; adding a text throws ArgumentException";

        if (!isBinary && value is IArrayTypeSymbol)
            return "does not end in '-bin'; adding bytes throws ArgumentException";

        return key.Equals(Timeout, StringComparison.OrdinalIgnoreCase) ? "is dropped by the client; the deadline of the call sets it" : null;
    }

    /// <summary>A key without control characters, so that a message has one line.</summary>
    private static string Shown(string key) => string.Concat(key.Select(static c => char.IsControl(c) ? '?' : c));

    private static string Named(char c) => c switch
    {
        ':' => "a colon",
        _ when char.IsWhiteSpace(c) => "a blank",
        > '\x7f' => "a character that is not ASCII",
        _ => "a character that is not allowed",
    };
}
