using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Fixing;
using GrpcAuthAnalyzers.Rules.Freshness;
using GrpcAuthAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2001: reads the token from a source, for each call, where a constant is sent today.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HardCodedCredentialFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH2001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } sink
            || ValueOf(sink.Node) is not { } value
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Header, out var header) || header is null)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Scheme, out var scheme);
        var file = sink.File;
        scheme = TodaysToken.Split(file, value).Scheme ?? scheme;
        var plan = PerCallFunction.Around(file, value) is { } || value.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null
            ? await OnChannelAsync(session, file, value, header, scheme).ConfigureAwait(false) ?? await InPlaceAsync(session, file, value, header, scheme).ConfigureAwait(false)
            : await PerCallAsync(session, file, value, header, scheme).ConfigureAwait(false);
        return Plans(plan);
    }

    /// <summary>The constant and, when a private constant holds it, every other entry that it is sent with.</summary>
    private static async Task<FixPlan?> InPlaceAsync(FixSession session, SourceFile file, ExpressionSyntax value, string header, string? scheme)
    {
        var plan = new FixPlanBuilder();
        TokenSource? first = null;
        foreach (var place in await PlacesAsync(session, file, value).ConfigureAwait(false))
        {
            var function = PerCallFunction.Around(file, place);
            var token = TodaysToken.Split(file, place).Token;
            var request = new TokenRequest(header) { HolderName = (token as IdentifierNameSyntax)?.Identifier.ValueText };
            TokenSource? source = null;
            foreach (var candidate in new TokenSources(file, place, session.Cancellation).For(request))
            {
                if (!candidate.IsAsync || PerCallFunction.IsAsync(place) || function?.TryMakeAsync(plan) == true)
                {
                    source = candidate;
                    break;
                }
            }

            if (source is null)
                return null;

            first ??= source;
            source.ImportInto(plan, file);
            plan.Replace(file, place.Span, source.Value(TodaysToken.Split(file, place).Scheme ?? scheme, function?.Cancellation(plan)));
            await UnusedDeclarations.CleanUpAsync(session, plan, file, place).ConfigureAwait(false);
        }

        return plan.Build("Read the token for each call, from " + first!.Description + (first.Setting is null ? "" : " (which must be set from now on)"));
    }

    private static async Task<IReadOnlyList<ExpressionSyntax>> PlacesAsync(FixSession session, SourceFile file, ExpressionSyntax value)
    {
        var places = new List<ExpressionSyntax> { value };
        if (file.Model.GetSymbolInfo(TodaysToken.Split(file, value).Token).Symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } holder)
        {
            foreach (var (other, reference) in await References.ToAsync(session, file.Document.Project, holder).ConfigureAwait(false))
            {
                if (other == file && reference.AncestorsAndSelf().OfType<ExpressionSyntax>().Select(static e => (Value: e, Sink: SinkOf(e))).FirstOrDefault(static e => e.Sink is not null).Value is { } next
                    && TodaysToken.Split(file, next).Token == reference && PerCallFunction.Around(file, next) is not null && !places.Contains(next))
                    places.Add(next);
            }
        }

        return places;
    }

    // Where only a setting is at hand, the channel may know a provider.
    private static async Task<FixPlan?> OnChannelAsync(FixSession session, SourceFile file, ExpressionSyntax value, string header, string? scheme)
    {
        if (new TokenSources(file, value, session.Cancellation).For(new TokenRequest(header)).First().Setting is null
            || value.Ancestors().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault(c => GrpcTypes.IsMetadata(file.Model.GetTypeInfo(c).Type)) is not { } creation)
        {
            return null;
        }

        var carrier = await HeadersCarrier.OfAsync(session, file, creation).ConfigureAwait(false);
        var call = carrier.Uses.Select(static u => u.Argument.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()).FirstOrDefault();
        return call is not null && carrier.Uses[0].File == file && await ChannelOf.CallAsync(session, file, call).ConfigureAwait(false) is { } channel
            ? await new ChannelTakeover(session, channel, header, scheme).PlanAsync(file, value, TodaysToken.Split(file, value).Token).ConfigureAwait(false)
            : null;
    }

    // A field would read the source once.
    private static async Task<FixPlan?> PerCallAsync(FixSession session, SourceFile file, ExpressionSyntax value, string header, string? scheme)
    {
        if (value.Ancestors().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault(c => GrpcTypes.IsMetadata(file.Model.GetTypeInfo(c).Type)) is not { } creation)
            return null;

        var carrier = await HeadersCarrier.OfAsync(session, file, creation).ConfigureAwait(false);
        return await new PerCallMetadata(session, carrier, header, scheme).PlanAsync(value).ConfigureAwait(false);
    }

    private static ExpressionSyntax? ValueOf(SyntaxNode sink) => sink.AncestorsAndSelf().Take(3).Select(static n => n switch
    {
        InitializerExpressionSyntax { Expressions: { Count: 2 } pair } when n.Parent is InitializerExpressionSyntax => pair[1],
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } => EntryArguments.ValueIn(arguments),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } => EntryArguments.ValueIn(arguments),
        _ => null,
    }).FirstOrDefault(static v => v is not null);

    // Add(key, value), { key, value } and new Metadata.Entry(key, value) of which the expression is the value.
    private static SyntaxNode? SinkOf(ExpressionSyntax value) => value.Parent switch
    {
        InitializerExpressionSyntax { Expressions: { Count: 2 } pair, Parent: InitializerExpressionSyntax } element when pair[1] == value => element,
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 } arguments } list } when EntryArguments.ValueIn(arguments) == value => list.Parent,
        _ => null,
    };
}
