using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
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
        if (context.IsRelaxed || !ReachesCalls(entry, context) || MisspelledHeader.NameIn(entry, context.Ask(until: null)) is not { } written)
            return;

        context.Report(
            RuleCatalog.MisspelledCredentialHeader, entry.Name!.Syntax, Enumerable.Empty<Location>(),
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Header, char.IsUpper(written[0]) ? "Authorization" : "authorization"),
            new object[] { written });
    }

    /// <summary>Metadata is sent with calls; of HTTP headers, only those that a message handler sets are known to be.</summary>
    private static bool ReachesCalls(HeaderWrite entry, RuleContext context) =>
        entry.Target == HeaderTarget.Metadata
        || GrpcSymbols.IsA(context.Facts.Bodies.TypeAround(entry.Sink), context.Facts.Symbols.DelegatingHandler);
}
