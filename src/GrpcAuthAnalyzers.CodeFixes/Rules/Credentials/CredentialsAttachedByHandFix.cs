using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>
/// GRPCAUTH1004: attaches the header once, where the client is made, and removes it from the calls. It uses call credentials if the
/// channel is known to use https and has no other calls, otherwise an interceptor that writes the header. Only if every call of the
/// client attaches the header.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialsAttachedByHandFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1004");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (reported, headers, calls, invoker, header))
            return ImmutableArray<FixPlan>.Empty;

        var plan = await OnChannelAsync(session, reported.File, reported.Syntax, headers, calls, header).ConfigureAwait(false)
            ?? await OnInvokerAsync(session, invoker.File, invoker.Argument, headers, header).ConfigureAwait(false);
        return Plans(plan);
    }

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (reported, headers, calls, invoker, header)
            || await FreeChannelAsync(session, reported.File, reported.Syntax, calls).ConfigureAwait(false) is null)
            return null;

        var (token, scheme) = CurrentTokenRead.Split(headers.File, headers.Value);
        var plan = new FixPlanBuilder();
        var attachment = new InterceptorAttachment(session, plan, header, scheme) { InNewFile = inNewFile };
        return await headers.TryRemoveAsync(session, plan).ConfigureAwait(false)
            ? await attachment.ToInvokersAsync(
                new[] { invoker }, (file, place) => SourceAsync(session, headers.File, token, file, place, header)).ConfigureAwait(false)
            : null;
    }

    private static async Task<(
        ReportedCall Reported,
        ManualHeaders Headers,
        List<(SourceFile File, InvocationExpressionSyntax Call)> Calls,
        (SourceFile File, ExpressionSyntax Argument) Invoker,
        string Header)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic) =>
        await ReportedCall.AtAsync(session, document, diagnostic).ConfigureAwait(false) is { Siblings: { AttachedByHand: { Count: 1 } all } group } reported
        && all[0].Calls.Count == group.All.Count
        && await CallsAsync(session, document.Project, all[0]).ConfigureAwait(false) is { } calls
        && await ManualHeaders.OfAsync(session, all[0].Header, calls).ConfigureAwait(false) is { } headers
        && await InvokerAsync(session, document.Project, reported.Call, group.Client.Symbol, calls, reported.Query).ConfigureAwait(false) is { } invoker
            ? (reported, headers, calls, invoker, all[0].Header)
            : null;

    private static async Task<List<(SourceFile File, InvocationExpressionSyntax Call)>?> CallsAsync(FixSession session, Project project, ManualHeader attached)
    {
        var calls = new List<(SourceFile, InvocationExpressionSyntax)>();
        foreach (var call in attached.Calls)
        {
            if (await session.NodeAtAsync(project, call.Call.Operation.Syntax.GetLocation()).ConfigureAwait(false) is not { } at
                || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation)
                return null;

            calls.Add((at.File, invocation));
        }

        return calls;
    }

    /// <summary>
    /// The channel or invoker that the client is made from; null if it is not seen, or if the client is used for anything but these
    /// calls.
    /// </summary>
    private static async Task<(SourceFile File, ExpressionSyntax Argument)?> InvokerAsync(
        FixSession session, Project project, GrpcCall call, ISymbol client, List<(SourceFile File, InvocationExpressionSyntax Call)> calls,
        CredentialQuery query)
    {
        var origins = query.Origins.Trace(new TracedValue(call.Receiver));
        if (client is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private }
            or IPropertySymbol { DeclaredAccessibility: Accessibility.Private, IsVirtual: false })
            || origins.Length != 1 || !origins[0].IsSeen || origins[0].Value.Frame is not null
            || origins[0].Operation is not IObjectCreationOperation { Arguments.Length: 1 } made || !GrpcSymbols.IsA(made.Type, query.Symbols.ClientBase)
            || await session.NodeAtAsync(project, made.Syntax.GetLocation()).ConfigureAwait(false) is not { } at
            || at.Node is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } creation)
            return null;

        var isKept = creation.Parent is EqualsValueClauseSyntax { Parent: { } declarator }
            && SymbolEqualityComparer.Default.Equals(at.File.Model.GetDeclaredSymbol(declarator), client);
        foreach (var (file, reference) in await References.ToAsync(session, project, client).ConfigureAwait(false))
        {
            if (reference.Parent is AssignmentExpressionSyntax assignment && assignment.Left == reference && assignment.Right == creation)
                isKept = true;
            else if (!calls.Any(
                c => c.File == file && c.Call.Expression.Span.Contains(reference.Span)
                    || c.File == file && reference.Parent is ConditionalAccessExpressionSyntax access && access.Span.Contains(c.Call.Span)))
                return null;
        }

        return isKept ? (at.File, arguments[0].Expression) : null;
    }

    private static async Task<FixPlan?> OnChannelAsync(
        FixSession session, SourceFile file, InvocationExpressionSyntax call, ManualHeaders headers,
        List<(SourceFile File, InvocationExpressionSyntax Call)> calls, string header)
    {
        if (await FreeChannelAsync(session, file, call, calls).ConfigureAwait(false) is not { } channel)
            return null;

        var (token, scheme) = CurrentTokenRead.Split(headers.File, headers.Value);
        var plan = new FixPlanBuilder();
        return await SourceAsync(session, headers.File, token, channel.File, channel.Place, header).ConfigureAwait(false) is { } source
            && channel.TryAddCallCredentials(plan, source, header, scheme)
            && await headers.TryRemoveAsync(session, plan).ConfigureAwait(false)
            ? plan.Build("Move the header to the call credentials of the channel using " + source.Description)
            : null;
    }

    /// <summary>The channel of the call, which is https, has no credentials yet and no other calls; null where that is not known.</summary>
    private static async Task<ChannelCreation?> FreeChannelAsync(
        FixSession session, SourceFile file, InvocationExpressionSyntax call, List<(SourceFile File, InvocationExpressionSyntax Call)> calls)
    {
        if (await ChannelOf.CallAsync(session, file, call).ConfigureAwait(false) is not { IsTls: true, HasCallCredentials: false } channel)
            return null;

        var uses = await ChannelUses.OfAsync(session, channel.File, channel.Creation).ConfigureAwait(false);
        return uses.IsComplete && uses.Intercepts.Count == 0 && uses.Calls.All(c => calls.Any(known => known.File == c.File && known.Call == c.Call))
            ? channel
            : null;
    }

    // An interceptor cannot await, so an asynchronous source stays where it is.
    private static async Task<FixPlan?> OnInvokerAsync(FixSession session, SourceFile file, ExpressionSyntax invoker, ManualHeaders headers, string header)
    {
        var (token, scheme) = CurrentTokenRead.Split(headers.File, headers.Value);
        if (await SourceAsync(session, headers.File, token, file, invoker, header).ConfigureAwait(false) is not { IsAsync: false } source
            || !InterceptText.Fits(file, invoker))
            return null;

        var plan = new FixPlanBuilder();
        InterceptText.Add(plan, file, invoker, source, header, scheme);
        return await headers.TryRemoveAsync(session, plan).ConfigureAwait(false)
            ? plan.Build("Move the header to an interceptor using " + source.Description)
            : null;
    }

    /// <summary>What the calls read today, read at another place; or the provider that the options name. Null when it means something else there.</summary>
    private static async Task<TokenSource?> SourceAsync(
        FixSession session, SourceFile from, ExpressionSyntax token, SourceFile to, SyntaxNode place, string header)
    {
        var today = await CurrentTokenRead.AtAsync(session, from, token, to, place).ConfigureAwait(false) ?? Property(from, token, to, place);
        return today is null ? null : new TokenSources(to, place, session.Cancellation).For(new TokenRequest(header) { Today = today }).First();
    }

    /// <summary>A property of another object, <c>tokens.Current</c>: it may answer differently each time.</summary>
    private static TokenSource? Property(SourceFile from, ExpressionSyntax token, SourceFile to, SyntaxNode place) =>
        token is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } member
        && from.Model.GetSymbolInfo(member).Symbol is IPropertySymbol { IsStatic: false, Type.SpecialType: SpecialType.System_String }
        && ExpressionTransfer.CanMove(from, member, to, place)
            ? new TokenSource(TokenSource.Named(member.ToString()), member.ToString(), null, "", isAsync: false)
            : null;
}
