using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4005: a value with its scheme is sent under a name that is almost authorization.</summary>
internal sealed class MisspelledCredentialHeader : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        // Tests send malformed headers on purpose.
        if (context.IsRelaxed || entry is not { Name: { } name, Value.Type.SpecialType: SpecialType.System_String } || !ReachesCalls(entry, context))
            return;

        var query = context.Ask(until: null);
        if (query.Texts.ConstantOf(new TracedValue(name)) is not { } written
            || !MisspelledHeader.Is(written.Trim())
            || IsConfigured(context.Options.CredentialHeaders, written)
            || IsConfigured(context.Options.IgnoredHeaders, written)
            || !MisspelledHeader.HasScheme(new TracedValue(entry.Value), query)
            || MisspelledHeader.IsBesideAuthorization(entry, query)
            || MisspelledHeader.IsRead(written.Trim(), context.Facts))
            return;

        context.Report(
            RuleCatalog.MisspelledCredentialHeader, name.Syntax, Enumerable.Empty<Location>(),
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Header, char.IsUpper(written.Trim()[0]) ? "Authorization" : "authorization"),
            new object[] { written.Trim() });
    }

    /// <summary>Metadata is sent with calls; of HTTP headers, only those that a message handler sets are known to be.</summary>
    private static bool ReachesCalls(HeaderWrite entry, RuleContext context) =>
        entry.Target == HeaderTarget.Metadata
        || (entry.Target == HeaderTarget.Http
            && GrpcSymbols.IsA(context.Facts.Bodies.TypeAround(entry.Sink), context.Facts.Symbols.DelegatingHandler));

    private static bool IsConfigured(ImmutableArray<string> names, string written) =>
        names.Any(name => name.Equals(written.Trim(), StringComparison.OrdinalIgnoreCase));
}
