using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Handlers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Credentials;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1002: adds call credentials to the registration of the client, or a message handler where its address is not known to be https.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ClientRegisteredWithoutCredentialsFix : GrpcAuthFixProvider
{
    private const string Header = "authorization";
    private const string Scheme = AuthorizationValue.Bearer;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1002");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ContainerAsync(session, document, diagnostic).ConfigureAwait(false) is { } container)
            return Plans(await container.PlanAsync().ConfigureAwait(false));

        if (await RegistrationAsync(session, document, diagnostic).ConfigureAwait(false) is not var (file, registration, transport))
            return ImmutableArray<FixPlan>.Empty;

        // A scoped provider fits call credentials alone; without https they throw when the client is made, and do not send the call without its token.
        var handler = transport == FixHints.TransportTls ? null : await HandlerAsync(session, file, registration).ConfigureAwait(false);
        if (handler is not null || transport is not (FixHints.TransportTls or FixHints.TransportUnknown))
            return Plans(handler);

        var shared = transport != FixHints.TransportTls ? null : await SharedAsync(session, file, registration).ConfigureAwait(false);
        return Plans(CallCredentials(session, file, registration, shared));
    }

    private protected override async Task<FixPlan?> PlanCallCredentialsAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        await ContainerAsync(session, document, diagnostic).ConfigureAwait(false) is { } container
        ? container.PlanCallCredentials()
        : await RegistrationAsync(session, document, diagnostic).ConfigureAwait(false) is var (file, registration, transport)
        && transport == FixHints.TransportUnknown
            ? CallCredentials(session, file, registration, shared: null)
            : null;

    /// <summary>Those of another registration, where they mean the same here, else new ones.</summary>
    private static FixPlan? CallCredentials(FixSession session, SourceFile file, InvocationExpressionSyntax registration, SharedCallback? shared)
    {
        if (Siblings(session, file, registration).FirstOrDefault() is { } arguments)
        {
            var copied = new FixPlanBuilder();
            Insert(copied, file, registration, "AddCallCredentials" + arguments);
            return copied.Build("Add the same call credentials as the other clients");
        }

        if (SourceAt(session, file, registration) is not { } source)
            return null;

        var plan = new FixPlanBuilder();
        source.ImportInto(plan, file);
        var callback = shared is null
            ? Lambda(file, registration, source, plan, file.Layout.NewLine + ChainIndent(file, registration))
            : shared.Declare(plan, line => Lambda(file, registration, source, plan, line));
        Insert(plan, file, registration, "AddCallCredentials(" + callback + ")");
        return plan.Build("Add call credentials to the registration using " + source.Description);
    }

    private static string Lambda(SourceFile file, InvocationExpressionSyntax registration, TokenSource source, FixPlanBuilder plan, string line) =>
        new CallCredentialsText(file, registration, new TypeNames(file, registration.SpanStart, plan)) { IsOfRegistration = true }
            .Lambda(source, Header, Scheme, line, file.Layout.Indent);

    /// <summary>What this registration shares with others of its function that need the same credentials; null where it is the only one.</summary>
    private static async Task<SharedCallback?> SharedAsync(FixSession session, SourceFile file, InvocationExpressionSyntax registration)
    {
        if (SharedCallback.BodyOf(registration) is not { } body)
            return null;

        var all = await session.OnceAsync((body, "callbacks"), () => CallbacksAsync(session, file, body)).ConfigureAwait(false);
        return all.FirstOrDefault(one => one.Registration == registration).Lambda is { } lambda
            ? SharedCallback.Of(file, all.Where(one => one.Lambda == lambda).Select(static one => one.Registration).ToList(), lambda)
            : null;
    }

    /// <summary>The registrations of a function that are reported and known to be https, in their order, each with the callback that it would get.</summary>
    private static async Task<List<(InvocationExpressionSyntax Registration, string Lambda)>> CallbacksAsync(
        FixSession session, SourceFile file, SyntaxNode body)
    {
        var found = new List<(InvocationExpressionSyntax Registration, string Lambda)>();
        foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (SharedCallback.BodyOf(call) == body
                && file.Facts is { } facts
                && ChannelOf.RegistrationAt(file, call) is { } registration
                && ClientRegisteredWithoutCredentials.BareChannelsOf(registration, ChannelOf.QueryOf(file, facts), file.GrpcAuthOptions) is { } bare
                && await TransportAsync(session, file, call, FixHints.Of(bare.Channels[0])["transport"]).ConfigureAwait(false) == FixHints.TransportTls
                && SourceAt(session, file, call) is { } source)
                found.Add((call, Lambda(file, call, source, new FixPlanBuilder(), file.Layout.NewLine)));
        }

        return found.OrderBy(static one => one.Registration.Span.End).ToList();
    }

    /// <summary>
    /// A message handler, which works over http, too. The channel keeps it as long as it lives, so a service of a scope is nothing for it; and options that
    /// give the channel a handler or client of its own would replace it.
    /// </summary>
    private static async Task<FixPlan?> HandlerAsync(FixSession session, SourceFile file, InvocationExpressionSyntax registration)
    {
        var sources = new TokenSources(file, registration, session.Cancellation).ForOwner(RequestAt(file, registration).Request);
        if (sources.FirstOrDefault() is not { MayBeScoped: false } source || SetsHttpPipeline(registration))
            return null;

        var plan = new FixPlanBuilder();
        var handler = new HandlerClass(file, registration, plan) { HasServiceProvider = true };
        var create = await handler.CreationAsync(session, source, Scheme).ConfigureAwait(false);
        var parameters = handler.UsesServiceProvider ? TokenSource.ServiceProvider : "()";
        Insert(
            plan, file, registration,
            "AddHttpMessageHandler(" + parameters + " => " + create(file.Layout.NewLine + ChainIndent(file, registration)) + ")");
        return plan.Build(handler.Title);
    }

    private static bool SetsHttpPipeline(InvocationExpressionSyntax registration) =>
        (registration.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? registration.SyntaxTree.GetRoot())
            .DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HttpHandler" or "HttpClient" });

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ContainerAsync(session, document, diagnostic).ConfigureAwait(false) is { } container)
            return await container.PlanInterceptorAsync(inNewFile).ConfigureAwait(false);

        if (await RegistrationAsync(session, document, diagnostic).ConfigureAwait(false) is not var (file, registration, transport)
            || transport != FixHints.TransportTls
            || SourceAt(session, file, registration) is not { } source)
            return null;

        var plan = new FixPlanBuilder();
        var attachment = new InterceptorAttachment(session, plan, Header, Scheme) { InNewFile = inNewFile, AllowsOwn = true };
        var line = file.Layout.NewLine + ChainIndent(file, registration);
        if (await attachment.ToRegistrationAsync(
            file, registration, source, line).ConfigureAwait(false) is not var (text, title))
            return null;

        Insert(plan, file, registration, text);
        return plan.Build(title);
    }

    /// <summary>
    /// The channel of a client that is put into the container by hand; null where it is not the only client over that channel, where the channel is not
    /// seen, and for a client that also signs in.
    /// </summary>
    private static async Task<ChannelWithoutCredentials?> ContainerAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(FixHints.Owner, out var owner);
        diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport);
        if (owner is not (FixHints.OwnerChannel or FixHints.OwnerLegacyChannel)
            || diagnostic.AdditionalLocations.Count != 1
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || ChannelCreation.From(at.File, at.Node, transport) is not { } channel
            || await AddressTransport.IsOpenAsync(session, at.File, channel.Creation).ConfigureAwait(false))
            return null;

        var uses = await ChannelUses.OfAsync(session, channel.File, channel.Creation).ConfigureAwait(false);
        if (!uses.IsCompleteOutsideContainer
            || uses.Calls.Count > 0
            || uses.RegisteredClients.Count != 1)
            return null;

        if (!channel.IsTls && !channel.IsPlaintext)
        {
            transport = await AddressTransport.OfAsync(session, at.File, channel.Creation, transport).ConfigureAwait(false);
            channel = ChannelCreation.From(at.File, at.Node, transport)!;
        }

        var clients = ClientsOverChannel.Of(channel, uses);
        return clients.CarryAnonymousCalls ? null : new ChannelWithoutCredentials(session, channel, clients) { IsOfContainer = true };
    }

    /// <summary>Null where a provider signs in through the client.</summary>
    private static TokenSource? SourceAt(FixSession session, SourceFile file, InvocationExpressionSyntax registration)
    {
        var (client, request) = RequestAt(file, registration);
        return RegistrationSources.Of(file, registration, client, request, session.Cancellation).FirstOrDefault();
    }

    private static (INamedTypeSymbol? Client, TokenRequest Request) RequestAt(SourceFile file, InvocationExpressionSyntax registration)
    {
        var client = ChannelOf.RegistrationAt(file, registration)?.Client;
        return (client, new TokenRequest(Header) { HasServiceProvider = true, Client = SettingNames.ServiceOf(client) });
    }

    /// <summary>
    /// The registration and what is known of its address; null for a client that also signs in or makes other anonymous calls, where several
    /// registrations of one client may differ on purpose, and where the registration does not make the channel.
    /// </summary>
    private static async Task<(SourceFile File, InvocationExpressionSyntax Registration, string Transport)?> RegistrationAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport);
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not var (file, node)
            || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } registration
            || await AddressTransport.IsOpenAsync(session, file, registration).ConfigureAwait(false))
            return null;

        return await TransportAsync(session, file, registration, transport).ConfigureAwait(false) is { } known ? (file, registration, known) : null;
    }

    private static async Task<string?> TransportAsync(
        FixSession session, SourceFile file, InvocationExpressionSyntax registration, string? transport)
    {
        if (file.Facts is not { } facts
            || ChannelOf.RegistrationAt(file, registration) is not { MakesChannel: true, Client: var client }
            || AnonymousUses.Under(facts, file.GrpcAuthOptions).AreOf(client)
            || IsOneOfSeveral(file, registration))
            return null;

        return await AddressTransport.OfAsync(session, file, registration, transport).ConfigureAwait(false);
    }

    // Named clients are for calls with and without a credential: which of them needs one, only its author knows. The only one without a name is for all calls.
    private static bool IsOneOfSeveral(SourceFile file, InvocationExpressionSyntax registration)
    {
        if (file.Facts is not { } facts || ChannelOf.RegistrationAt(file, registration) is not { } one)
            return false;

        var others = ClientRegistration.All(facts, one.Client).Where(other => other.Operation.Syntax != registration).ToList();
        return others.Count > 0 && (one.IsNamed || others.Any(static other => !other.IsNamed));
    }

    /// <summary>Adds a call to the chain, on a line of its own; what follows in the chain has one, too.</summary>
    private static void Insert(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax registration, string added)
    {
        var line = file.Layout.NewLine + ChainIndent(file, registration);
        var end = registration.Span.End;
        plan.Insert(file, end, line + "." + added + (file.Text[end] == '.' ? line : ""));
    }

    // As the rest of the chain is indented, or one level deeper than the statement.
    private static string ChainIndent(SourceFile file, InvocationExpressionSyntax registration)
    {
        foreach (var member in registration
            .Ancestors()
            .TakeWhile(static n => n is ExpressionSyntax)
            .OfType<MemberAccessExpressionSyntax>()
            .Concat(registration.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>()))
        {
            var dot = member.OperatorToken.SpanStart;
            var line = file.Text.Lines.GetLineFromPosition(dot);
            if (member.Expression.Span.End < line.Start && string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(line.Start, dot))))
                return file.Layout.IndentAt(dot);
        }

        return file.Layout.IndentAt(registration.SpanStart) + file.Layout.Indent;
    }

    // The argument lists of AddCallCredentials on other registrations, as far as they mean the same here. A client that a singleton keeps gets other services.
    private static List<ArgumentListSyntax> Siblings(FixSession session, SourceFile file, InvocationExpressionSyntax registration)
    {
        var isKept = new Lazy<bool>(() => RegistrationSources.IsKept(file, ChannelOf.RegistrationAt(file, registration)?.Client));
        return file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(i => i.ArgumentList.Arguments.Count > 0
                && GrpcMethods.IsOnClientBuilder(file, i, "AddCallCredentials")
                && i.ArgumentList.Arguments.All(a => ExpressionTransfer.CanMove(file, a.Expression, file, registration)
                    && !new CredentialLoop(file, registration, session.Cancellation).IsClosedBy(a.Expression)
                    && !(isKept.Value && TakesServices(file, a.Expression))))
            .Select(static i => i.ArgumentList)
            .ToList();
    }

    private static bool TakesServices(SourceFile file, ExpressionSyntax callback) =>
        file.Model.GetTypeInfo(callback).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.Parameters.Length: > 2 };
}
