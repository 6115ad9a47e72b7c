using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Secrets;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Secrets;

/// <summary>
/// GRPCAUTH2001, 2002 and 2003: reads the token from a source instead of a constant. The fix removes the secret from the source and
/// writes it nowhere else.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HardCodedCredentialFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH2001", "GRPCAUTH2002", "GRPCAUTH2003");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportedSecret.FindAsync(session, document, diagnostic).ConfigureAwait(false) is not { } secret)
            return ImmutableArray<FixPlan>.Empty;

        if (DefaultHeaderSecrets.Holding(secret) is { Count: > 0 } headers)
            return Plans(await InDefaultHeadersAsync(session, secret, headers).ConfigureAwait(false));

        return Plans(await WhereItIsSentAsync(session, secret, diagnostic).ConfigureAwait(false)
            ?? await SecretRewrite.PlanAsync(session, secret).ConfigureAwait(false));
    }

    /// <summary>Call credentials in place of the default header that holds the secret; null where it is not the only one, or has to stay.</summary>
    private static async Task<FixPlan?> InDefaultHeadersAsync(
        FixSession session, ReportedSecret secret, IReadOnlyList<(DefaultRequestHeader Header, ChannelSite Owner)> headers)
    {
        if (headers.Count > 1 || !DefaultHeaderSecrets.IsAlone(secret, headers[0].Owner)
            || DefaultHeaderRewrite.Of(session, secret, headers[0].Header, headers[0].Owner) is not { } rewrite
            || secret.Sink is not var (file, node) || file != secret.File || ValueOf(file, node) is not { } value)
            return null;

        return await PlacesAsync(session, secret, value).ConfigureAwait(false) is { Count: 1 }
            ? await rewrite.OfWholeAsync(value).ConfigureAwait(false)
            : await rewrite.OfFallbackAsync(value).ConfigureAwait(false);
    }

    /// <summary>Replaces the whole value of a metadata entry with a source; null if part of the secret would remain.</summary>
    private static async Task<FixPlan?> WhereItIsSentAsync(FixSession session, ReportedSecret secret, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.Header, out var header) || header is null
            || secret.Sink is not var (file, node) || ValueOf(file, node) is not { } value
            || SecretShape.HasComment(value) || !secret.IsOnlyAtSink || SecretShape.Of(secret) is not { Shape: SecretShape.Kind.Text }
            || file.Model.GetTypeInfo(value).Type?.SpecialType != SpecialType.System_String
            || await PlacesAsync(session, secret, value).ConfigureAwait(false) is not { } places)
        {
            return null;
        }

        diagnostic.Properties.TryGetValue(FixHints.Scheme, out var scheme);
        scheme = CurrentTokenRead.Split(file, value).Scheme ?? scheme;
        return PerCallFunction.Around(file, value) is { } || value.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null
            ? await OnChannelAsync(session, file, value, header, scheme).ConfigureAwait(false)
                ?? await InPlaceAsync(session, secret, places, header, scheme).ConfigureAwait(false)
            : await PerCallAsync(session, file, value, header, scheme).ConfigureAwait(false);
    }

    /// <summary>The constant and, when a private constant holds it, every other entry that it is sent with.</summary>
    private static async Task<FixPlan?> InPlaceAsync(
        FixSession session, ReportedSecret secret, IReadOnlyList<ExpressionSyntax> places, string header, string? scheme)
    {
        var file = secret.Sink!.Value.File;
        var plan = new FixPlanBuilder();
        var request = SecretSetting.Of(secret);
        TokenSource? first = null;
        foreach (var place in places)
        {
            if (!RunTimePosition.IsAt(file, place))
                return null;

            var function = PerCallFunction.Around(file, place);
            TokenSource? source = null;
            var wanted = new TokenRequest(header)
            {
                HolderName = request?.HolderName,
                Qualifier = request?.Qualifier,
                Client = request?.Client,
                Conventions = request?.Conventions,
            };
            foreach (var candidate in new TokenSources(file, place, session.Cancellation).For(wanted))
            {
                if (!candidate.IsAsync || PerCallFunction.IsAsync(place) || function?.TryMakeAsync(plan) == true)
                {
                    source = candidate;
                    break;
                }
            }

            if (source is null || (source.Setting is not null && request is null))
                return null;

            first ??= source;
            source.ImportInto(plan, file);
            plan.Replace(file, place.Span, source.Value(CurrentTokenRead.Split(file, place).Scheme ?? scheme, function?.Cancellation(plan)));
            await UnusedDeclarations.CleanUpAsync(session, plan, file, place).ConfigureAwait(false);
        }

        return plan.Build("Replace the hard-coded token with " + first!.Description);
    }

    /// <summary>
    /// The values that are replaced together: the one that contains the literal, or all that use the variable or private constant that
    /// holds it. Null if the secret is used, or would remain, somewhere else.
    /// </summary>
    private static async Task<IReadOnlyList<ExpressionSyntax>?> PlacesAsync(FixSession session, ReportedSecret secret, ExpressionSyntax value)
    {
        var file = secret.Sink!.Value.File;
        if (secret.File != file)
            return null;

        if (value.Span.Contains(secret.Literal.Span))
            return CurrentTokenRead.Split(file, value).Token is var written && (written == secret.Literal || value == secret.Group) ? new[] { value } : null;

        if (CurrentTokenRead.Split(file, value).Token is not IdentifierNameSyntax token
            || file.Model.GetSymbolInfo(token).Symbol is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            || file.Model.GetSymbolInfo(token).Symbol is not { } holder
            || secret.Group.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            || !SymbolEqualityComparer.Default.Equals(file.Model.GetDeclaredSymbol(declarator), holder)
            || !IsRemovedWithItsLastUse(file, declarator))
            return null;

        var places = new List<ExpressionSyntax> { value };
        foreach (var (other, reference) in await References.ToAsync(session, file.Document.Project, holder).ConfigureAwait(false))
        {
            if (value.Span.Contains(reference.Span) && other == file)
                continue;

            if (other != file || holder is ILocalSymbol
                || reference.AncestorsAndSelf().OfType<ExpressionSyntax>().Select(
                    e => (Value: e, Sink: WrittenHeader.Writing(file, e))).FirstOrDefault(static e => e.Sink is not null).Value is not { } next
                || CurrentTokenRead.Split(file, next).Token != reference || PerCallFunction.Around(file, next) is null)
                return null;

            if (!places.Contains(next))
                places.Add(next);
        }

        return places;
    }

    /// <summary>Code that other symbols compile may name the constant, or it stands with others: it would stay, and its secret with it.</summary>
    private static bool IsRemovedWithItsLastUse(SourceFile file, VariableDeclaratorSyntax declarator) =>
        !file.LeavesOut(declarator.Identifier.ValueText)
        && declarator.Parent is VariableDeclarationSyntax { Variables.Count: 1, Parent: { } declaration }
        && !file.DirectivesIn(declaration.Span).Any();

    // Where only a setting is at hand, the channel may know a provider.
    private static async Task<FixPlan?> OnChannelAsync(FixSession session, SourceFile file, ExpressionSyntax value, string header, string? scheme)
    {
        if (new TokenSources(file, value, session.Cancellation).For(new TokenRequest(header)).FirstOrDefault() is not { Setting: not null }
            || value
                .Ancestors()
                .OfType<BaseObjectCreationExpressionSyntax>()
                .FirstOrDefault(c => GrpcSymbols.Is(file.Model.GetTypeInfo(c).Type, file.Symbols?.Metadata)) is not { } creation)
        {
            return null;
        }

        var metadata = await MetadataCreation.OfAsync(session, file, creation).ConfigureAwait(false);
        var call = metadata.Uses.Select(static u => u.Argument.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()).FirstOrDefault();
        return call is not null && metadata.Uses[0].File == file && await ChannelOf.CallAsync(session, file, call).ConfigureAwait(false) is { } channel
            ? await new ChannelTakeover(session, channel, header, scheme).PlanAsync(
                file, value, CurrentTokenRead.Split(file, value).Token).ConfigureAwait(false)
            : null;
    }

    // A field would read the source once.
    private static async Task<FixPlan?> PerCallAsync(FixSession session, SourceFile file, ExpressionSyntax value, string header, string? scheme)
    {
        if (value
            .Ancestors()
            .OfType<BaseObjectCreationExpressionSyntax>()
            .FirstOrDefault(c => GrpcSymbols.Is(file.Model.GetTypeInfo(c).Type, file.Symbols?.Metadata)) is not { } creation)
            return null;

        var metadata = await MetadataCreation.OfAsync(session, file, creation).ConfigureAwait(false);
        return await new PerCallMetadata(session, metadata, header, scheme).PlanAsync(value).ConfigureAwait(false);
    }

    private static ExpressionSyntax? ValueOf(SourceFile file, SyntaxNode sink) =>
        sink.AncestorsAndSelf().Take(3).Select(n => WrittenHeader.At(file, n)?.Value).FirstOrDefault(static v => v is not null);
}
