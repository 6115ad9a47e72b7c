using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Handlers;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1001: gives the channel of the call its call credentials, or passes the call what its siblings pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallWithoutCredentialsFix : GrpcAuthFixProvider
{
    private const string Header = "authorization";
    private const string Scheme = AuthorizationValue.Bearer;

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
            return Plans(siblings.Select(s => SiblingHeaders.Plan(file, call, s.File, s.Argument)).FirstOrDefault(static p => p is not null));

        var clients = ClientsOverChannel.Of(channel, uses);
        if (!clients.Include(file, call))
            return ImmutableArray<FixPlan>.Empty;

        // Empty where the channel is what somebody signs in over: then only the other clients get a credential.
        var sources = clients.CarryAnonymousCalls
            ? ImmutableArray<TokenSource>.Empty
            : new TokenSources(channel.File, channel.Place, session.Cancellation).ForOwner(new TokenRequest(Header) { Client = clients.Service });
        if (!channel.IsTls)
            return Plans(await OverHttpAsync(session, channel, clients, sources).ConfigureAwait(false));

        // Where the channel shares its options with another one, an interceptor serves this channel alone.
        return Plans((sources.IsEmpty ? null : OnChannel(channel, sources[0]))
            ?? await PlanInterceptorAsync(session, document, diagnostic, inNewFile: false).ConfigureAwait(false));
    }

    private protected override async Task<FixPlan?> PlanCallCredentialsAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is var (_, _, channel, uses)
        && !channel.IsTls
        && !channel.IsPlaintext
        && !AnyForgetsMetadata(uses)
        && SiblingsIn(uses).Count == 0
        && ClientsOverChannel.Of(channel, uses) is { CarryAnonymousCalls: false, Service: var service }
        && new TokenSources(channel.File, channel.Place, session.Cancellation)
            .ForOwner(new TokenRequest(Header) { Client = service }).FirstOrDefault() is { } source
            ? OnChannel(channel, source)
            : null;

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (reported, call, channel, uses)
            || !channel.IsTls
            || channel.HasCallCredentials
            || AnyForgetsMetadata(uses)
            || SiblingsIn(uses).Count > 0
            || uses.Calls.Any(static c => IsOnInvoker(c.File, c.Call))
            || ClientsOverChannel.Of(channel, uses) is not { Invokers: var invokers } clients
            || !clients.Include(reported, call))
            return null;

        var attachment = new InterceptorAttachment(session, new FixPlanBuilder(), Header, Scheme) { InNewFile = inNewFile, AllowsOwn = true };
        return await attachment.ToInvokersAsync(
            invokers,
            (file, invoker) => Task.FromResult(
                new TokenSources(file, invoker, session.Cancellation)
                    .ForOwner(new TokenRequest(Header) { Client = clients.Service }).FirstOrDefault())).ConfigureAwait(false);
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
    /// The call, its channel and where that goes; null when the channel is not seen, where another rule comes first, and for an injected client: other
    /// calls of it pass the credential themselves.
    /// </summary>
    private static async Task<(SourceFile File, InvocationExpressionSyntax Call, ChannelCreation Channel, ChannelUses Uses)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport);
        if (diagnostic.Properties.ContainsKey(FixHints.Injected)
            || diagnostic.AdditionalLocations.Count != 1
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } reported
            || reported.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || ChannelCreation.From(at.File, at.Node, transport) is not { } channel)
        {
            return null;
        }

        if (!channel.IsTls && !channel.IsPlaintext)
        {
            transport = await ConfiguredAddress.TransportOfAsync(session, at.File, channel.Creation, transport).ConfigureAwait(false);
            channel = ChannelCreation.From(at.File, at.Node, transport)!;
        }

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

    private static FixPlan? OnChannel(ChannelCreation channel, TokenSource source)
    {
        var plan = new FixPlanBuilder();
        return channel.TryAddCallCredentials(plan, source, Header, Scheme)
            ? plan.Build("Add call credentials to the channel using " + source.Description)
            : null;
    }

    // Call credentials are not sent over http: an interceptor writes the header for a source that is synchronous, a message handler for one that is awaited.
    private static async Task<FixPlan?> OverHttpAsync(
        FixSession session, ChannelCreation channel, ClientsOverChannel clients, ImmutableArray<TokenSource> sources)
    {
        if (sources.IsEmpty)
            return OnInvokers(session, clients);

        foreach (var source in sources)
        {
            var plan = (source.IsAsync ? null : OnInvokers(session, clients))
                ?? await OnHandlerAsync(session, channel, source).ConfigureAwait(false);
            if (plan is not null)
                return plan;
        }

        return null;
    }

    private static async Task<FixPlan?> OnHandlerAsync(FixSession session, ChannelCreation channel, TokenSource source)
    {
        if (!channel.CanTakeHandler || source.MayBeScoped)
            return null;

        var plan = new FixPlanBuilder();
        var handler = new HandlerClass(channel.File, channel.Place, plan);
        var create = await handler.CreationAsync(session, source, Scheme).ConfigureAwait(false);
        channel.AddHandler(plan, create);
        return plan.Build(handler.Title);
    }

    private static FixPlan? OnInvokers(FixSession session, ClientsOverChannel clients)
    {
        var plan = new FixPlanBuilder();
        string? description = null;
        var shared = SharedInvoker.Of(clients.Invokers);
        foreach (var (file, invoker) in clients.Invokers)
        {
            if (!InterceptText.Fits(file, invoker)
                || new TokenSources(file, invoker, session.Cancellation).ForOwner(new TokenRequest(Header) { Client = clients.Service })
                    .FirstOrDefault(static s => !s.IsAsync) is not { } source)
                return null;

            if (shared is null)
                InterceptText.Add(plan, file, invoker, source, Header, Scheme);
            else if (description is null)
                shared.Declare(plan, InterceptText.Text(plan, file, shared.Position, shared.LineBreak, source, Header, Scheme));
            description ??= source.Description;
        }

        return plan.Build("Add an interceptor that sends the token from " + description);
    }
}
