using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4006: a credential is sent under a name with an underscore, which nginx drops.</summary>
internal sealed class HeaderDroppedByProxies : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        if (entry is not { Target: HeaderTarget.Metadata, Name: { } name })
            return;

        var query = context.Ask(until: null);
        if (query.Texts.ConstantOf(new TracedValue(name)) is { } written
            && written.Contains("_")
            && entry.FindingIn(query, new TracedValue(entry.Sink)).Presence == CredentialPresence.Present)
        {
            context.Report(
                RuleCatalog.HeaderDroppedByProxies, name.Syntax, Enumerable.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
                new object[] { written.Trim() });
        }
    }
}
