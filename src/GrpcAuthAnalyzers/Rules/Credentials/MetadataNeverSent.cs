using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1007: metadata with a credential is built and never reaches a call.</summary>
internal sealed class MetadataNeverSent : IMetadataRule
{
    public void Check(Origin metadata, RuleContext context)
    {
        // Tests build metadata to assert on it.
        if (context.IsRelaxed || UnsentMetadata.HolderOf(metadata.Operation, context.Facts) is not { } holder)
            return;

        var query = context.Ask(until: null);
        foreach (var credential in HeadersLayer.CredentialsIn(query, query.TouchesOf(metadata)))
        {
            context.Report(
                RuleCatalog.MetadataNeverSent,
                at: metadata.Operation.Syntax,
                also: new[] { holder.Locations[0] },
                ImmutableDictionary<string, string?>.Empty,
                new object[] { holder.Name, credential.Header });
            return;
        }
    }
}
