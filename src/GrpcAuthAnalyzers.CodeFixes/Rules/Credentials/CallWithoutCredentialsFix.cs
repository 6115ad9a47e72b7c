using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1001: gives the channel of the call its call credentials, or passes the call what its siblings pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallWithoutCredentialsFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(FixHints.Injected))
            return Plans(await PlanForInjectedAsync(session, document, diagnostic).ConfigureAwait(false));

        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (file, call, channel, uses))
            return ImmutableArray<FixPlan>.Empty;

        // As the fix of GRPCAUTH1007 does; a credential of the channel would be a second one for the call that gets the metadata.
        if (AnyForgetsMetadata(uses))
            return Plans(ForgottenMetadata.PlanForCall(file, call));

        var siblings = SiblingsIn(uses);
        if (siblings.Count > 0)
            return Plans(await LikeSiblingsAsync(session, file, call, channel, siblings).ConfigureAwait(false));

        var clients = ClientsOverChannel.Of(channel, uses);
        return clients.Include(file, call)
            ? Plans(await new ChannelWithoutCredentials(session, channel, clients).PlanAsync().ConfigureAwait(false))
            : ImmutableArray<FixPlan>.Empty;
    }

    private protected override async Task<FixPlan?> PlanCallCredentialsAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is var (_, _, channel, uses)
        && !AnyForgetsMetadata(uses)
        && SiblingsIn(uses).Count == 0
            ? new ChannelWithoutCredentials(session, channel, ClientsOverChannel.Of(channel, uses)).PlanCallCredentials()
            : null;

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (reported, call, channel, uses)
            || AnyForgetsMetadata(uses)
            || SiblingsIn(uses).Count > 0
            || uses.Calls.Any(static c => IsOnInvoker(c.File, c.Call)))
            return null;

        var clients = ClientsOverChannel.Of(channel, uses);
        if (!clients.Include(reported, call))
            return null;

        return await new ChannelWithoutCredentials(session, channel, clients).PlanInterceptorAsync(inNewFile).ConfigureAwait(false);
    }

    /// <summary>
    /// Passes what a call over the same channel passes; where another rule reports that, so that it must not be written again, moves it to the channel: its
    /// headers go, and the channel sends the credential with every call.
    /// </summary>
    private static async Task<FixPlan?> LikeSiblingsAsync(
        FixSession session, SourceFile file, InvocationExpressionSyntax call, ChannelCreation channel,
        List<(SourceFile File, ArgumentSyntax Argument)> siblings)
    {
        foreach (var (place, argument) in siblings)
        {
            if (await SiblingHeaders.PlanAsync(session, file, call, place, argument).ConfigureAwait(false) is { } same)
                return same;
        }

        foreach (var (place, argument) in siblings)
        {
            if (await ReportedHeaders.AreBehindAsync(session, place, argument.Expression).ConfigureAwait(false)
                && await ChannelTakeover.OfHeadersAsync(session, channel, place, argument.Expression).ConfigureAwait(false) is { } moved)
                return moved;
        }

        return null;
    }

    // Credentials of the registration or its channel would be sent beside the headers of the calls that pass some: so this call passes what they pass.
    private static async Task<FixPlan?> PlanForInjectedAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportedCall.AtAsync(session, document, diagnostic).ConfigureAwait(false) is not { Call.Receiver.Type: INamedTypeSymbol client } reported)
            return null;

        var others = ClientFacts.Under(reported.Query.Facts, reported.Query.Options).CallsThatPass(client);
        var siblings = reported.Siblings?.All.Where(static call => call.Credentials.Count > 0).Concat(others) ?? others;
        return await SiblingCalls.PlanAsync(session, document, reported, siblings).ConfigureAwait(false);
    }

    /// <summary>No client stands between such a call and the channel.</summary>
    private static bool IsOnInvoker(SourceFile file, InvocationExpressionSyntax call) =>
        GrpcSymbols.IsA(file.Model.GetSymbolInfo(call).Symbol?.ContainingType, file.Symbols?.CallInvoker);

    /// <summary>
    /// The call, its channel and where that goes; null when the channel is not seen, where another rule comes first, where the credential would cross an open
    /// network unencrypted, and for an injected client: other calls of it pass the credential themselves.
    /// </summary>
    private static async Task<(SourceFile File, InvocationExpressionSyntax Call, ChannelCreation Channel, ChannelUses Uses)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport);
        if (diagnostic.Properties.ContainsKey(FixHints.Injected)
            || diagnostic.AdditionalLocations.Count != (diagnostic.Properties.ContainsKey(FixHints.Server) ? 2 : 1)
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } reported
            || reported.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || ChannelCreation.From(at.File, at.Node, transport) is not { } channel)
        {
            return null;
        }

        if (!channel.IsTls && !channel.IsPlaintext)
        {
            transport = await AddressTransport.OfAsync(session, at.File, channel.Creation, transport).ConfigureAwait(false);
            channel = ChannelCreation.From(at.File, at.Node, transport)!;
        }

        if (await AddressTransport.IsOpenAsync(session, at.File, channel.Creation).ConfigureAwait(false))
            return null;

        var uses = await ChannelUses.OfAsync(session, channel.File, channel.Creation).ConfigureAwait(false);
        return DroppedResults.AreBehind(reported.File, call, uses) || uses.HasOwnCredentials ? null : (reported.File, call, channel, uses);
    }

    private static bool AnyForgetsMetadata(ChannelUses uses) => uses.Calls.Any(static c => ForgottenMetadata.PlanForCall(c.File, c.Call) is not null);

    /// <summary>The headers of the calls over the same channel that may carry a credential.</summary>
    private static List<(SourceFile File, ArgumentSyntax Argument)> SiblingsIn(ChannelUses uses)
    {
        var siblings = new List<(SourceFile, ArgumentSyntax)>();
        foreach (var (file, call) in uses.Calls.Concat(uses.Derivations))
        {
            if (HeadersArgument.Of(file, call) is { } argument && HeadersArgument.MayCarryCredential(file, argument.Expression))
                siblings.Add((file, argument));
        }

        return siblings;
    }
}
