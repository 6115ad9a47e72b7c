using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>GRPCAUTH3001: moves the credential of kept metadata to the channel, or makes the metadata anew for each call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MetadataBuiltOnceFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (metadata, value, header, scheme))
            return ImmutableArray<FixPlan>.Empty;

        var plans = ImmutableArray.CreateBuilder<FixPlan>();
        if (await TakeoverAsync(session, document.Project, diagnostic, metadata, value, header, scheme).ConfigureAwait(false) is var (takeover, token)
            && await takeover.PlanAsync(metadata.File, metadata.Creation, token).ConfigureAwait(false) is { } onChannel)
            plans.Add(onChannel);
        if (await new PerCallMetadata(session, metadata, header, scheme).PlanAsync(value).ConfigureAwait(false) is { } perCall)
            plans.Add(perCall);
        return plans.ToImmutable();
    }

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile) =>
        await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is var (metadata, value, header, scheme)
        && await TakeoverAsync(session, document.Project, diagnostic, metadata, value, header, scheme).ConfigureAwait(false) is var (takeover, token)
            ? await takeover.PlanInterceptorAsync(metadata.File, metadata.Creation, token, inNewFile).ConfigureAwait(false)
            : null;

    /// <summary>The kept metadata and the value of its credential; null when they are not understood.</summary>
    private static async Task<(MetadataCreation Metadata, ExpressionSyntax Value, string Header, string? Scheme)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation
            || creation.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression, Parent: ArgumentSyntax }
            || !diagnostic.Properties.TryGetValue(FixHints.Header, out var header) || header is null)
        {
            return null;
        }

        diagnostic.Properties.TryGetValue(FixHints.Scheme, out var scheme);
        var metadata = await MetadataCreation.OfAsync(session, at.File, creation).ConfigureAwait(false);
        return metadata.Credentials.FirstOrDefault(c => c.Key?.ToLowerInvariant() == header).Value is { } value ? (metadata, value, header, scheme) : null;
    }

    /// <summary>What moves the credential to the channel of the calls, and the token of today; null where the channel is not known to be https.</summary>
    private static async Task<(ChannelTakeover Takeover, ExpressionSyntax Token)?> TakeoverAsync(
        FixSession session, Project project, Diagnostic diagnostic, MetadataCreation metadata, ExpressionSyntax value, string header, string? scheme)
    {
        diagnostic.Properties.TryGetValue(FixHints.Owner, out var owner);
        diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport);
        if (owner is not (FixHints.OwnerChannel or FixHints.OwnerLegacyChannel) || transport != FixHints.TransportTls
            || diagnostic.AdditionalLocations.Count == 0
            || await session.NodeAtAsync(project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } place
            || ChannelCreation.From(place.File, place.Node, transport) is not { } channel)
        {
            return null;
        }

        var (token, ownScheme) = CurrentTokenRead.Split(metadata.File, value);
        return (new ChannelTakeover(session, channel, header, ownScheme ?? scheme), token);
    }
}
