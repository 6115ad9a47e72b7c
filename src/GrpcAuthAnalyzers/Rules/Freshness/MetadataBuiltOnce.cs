using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3001: metadata with a credential is built once and sent with many calls.</summary>
internal sealed class MetadataBuiltOnce : IMetadataRule
{
    public void Check(Origin metadata, RuleContext context)
    {
        var query = context.Ask(until: null);
        var touches = query.TouchesOf(metadata);
        foreach (var credential in HeadersLayer.CredentialsIn(query, touches))
        {
            if (SharedMetadata.Of(metadata, touches, query) is { } kept)
                Report(metadata, kept, credential, query, context);
            return;
        }
    }

    private static void Report(Origin metadata, SharedMetadata kept, CredentialValue credential, CredentialQuery query, RuleContext context)
    {
        var owner = OwnerOf(kept, context);
        var isPlain = EnclosingFunction.IsInside(metadata.Operation, kept.Site);
        var also = new List<Location> { (owner?.Creation ?? metadata.Operation).Syntax.GetLocation() };
        if (!isPlain)
            also.Add(kept.Site.Syntax.GetLocation());
        foreach (var use in kept.Uses)
            also.Add(use.Syntax.GetLocation());

        context.Report(
            RuleCatalog.MetadataBuiltOnce,
            at: metadata.Operation.Syntax,
            also,
            IsOfDerivedClient(kept, context) ? FixHints.Of(null) : FixHints.Of(owner, credential.Header, credential.SchemeIn(query).Scheme),
            new object[] { kept.Holder.Name, credential.Header },
            isInformation: !credential.Expires(query));
    }

    /// <summary>Whether a client keeps the metadata that it was derived with: it would have to be derived for each call.</summary>
    private static bool IsOfDerivedClient(SharedMetadata kept, RuleContext context) =>
        kept.Site.Parent is IArgumentOperation { Parent: IInvocationOperation call } && context.Facts.Symbols.CodeFirst.Derives(call.TargetMethod);

    /// <summary>The one channel of the calls that the metadata is sent with; null when it is not seen or there are several.</summary>
    private static ChannelSite? OwnerOf(SharedMetadata kept, RuleContext context)
    {
        var query = context.Ask(until: null);
        var finding = CredentialFinding.Absent;
        foreach (var use in kept.Uses)
        {
            for (var current = use.Parent; current is not null; current = current.Parent)
            {
                if (GrpcCall.From(current, context.Facts) is not { } call)
                    continue;

                finding = finding.And(CallLayers.Below(query, call));
                break;
            }
        }

        return finding.OnlyChannel;
    }
}
