using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Fixing;
using GrpcAuthAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1001: gives the channel of the call its call credentials, or passes the call what its siblings pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallWithoutCredentialsFix : GrpcAuthFixProvider
{
    private const string Header = "authorization";
    private const string Scheme = "Bearer";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        var project = document.Project;
        if (diagnostic.AdditionalLocations.Count != 1
            || await session.NodeAtAsync(project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(project, diagnostic.Location).ConfigureAwait(false) is not { } reported
            || reported.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Transport, out var transport);
        if (ChannelRewrite.From(at.File, at.Node, transport) is not { } channel)
            return ImmutableArray<FixPlan>.Empty;

        var reach = await ChannelReach.OfAsync(session, channel.File, channel.Creation).ConfigureAwait(false);
        if (DroppedResults.AreBehind(reported.File, call, reach))
            return ImmutableArray<FixPlan>.Empty;

        // As the fix of GRPCAUTH1007 does; a credential of the channel would be a second one for the call that gets the metadata.
        if (reach.Calls.Any(static c => ForgottenMetadata.PlanForCall(c.File, c.Call) is not null))
            return Plans(ForgottenMetadata.PlanForCall(reported.File, call));

        var siblings = reach.Calls
            .Select(static c => (c.File, Argument: HeadersArgument.Of(c.File, c.Call)))
            .Where(static c => c.Argument is not null && HeadersArgument.MayCarryCredential(c.File, c.Argument.Expression))
            .ToList();
        if (siblings.Count > 0)
            return Plans(siblings.Select(s => SiblingHeaders.Plan(reported.File, call, s.File, s.Argument!)).FirstOrDefault(static p => p is not null));

        var request = new TokenRequest(Header);
        if (channel.IsPlaintext)
            return Plans(OverPlaintext(session, channel, reach, request));

        foreach (var source in new TokenSources(channel.File, channel.Place, session.Cancellation).For(request))
            return Plans(OnChannel(channel, source));

        return ImmutableArray<FixPlan>.Empty;
    }

    private static FixPlan? OnChannel(ChannelRewrite channel, TokenSource source)
    {
        var plan = new FixPlanBuilder();
        return channel.TryAddCallCredentials(plan, source, Header, Scheme) ? plan.Build("Add call credentials to the channel, with the token of " + source.Description) : null;
    }

    // Call credentials are not sent over http: an interceptor writes the header for a source that is synchronous, and only a channel to this
    // machine may opt in to call credentials without TLS.
    private static FixPlan? OverPlaintext(FixSession session, ChannelRewrite channel, ChannelReach reach, TokenRequest request)
    {
        foreach (var source in new TokenSources(channel.File, channel.Place, session.Cancellation).For(request))
        {
            if (source.IsAsync && channel.IsLoopback && OnChannel(channel, source) is { } onChannel)
                return onChannel;
            if (!source.IsAsync && OnInvokers(session, reach, request) is { } onInvokers)
                return onInvokers;
        }

        return null;
    }

    private static FixPlan? OnInvokers(FixSession session, ChannelReach reach, TokenRequest request)
    {
        var plan = new FixPlanBuilder();
        string? description = null;
        foreach (var (file, invoker) in reach.Invokers)
        {
            if (new TokenSources(file, invoker, session.Cancellation).For(request).FirstOrDefault(static s => !s.IsAsync) is not { } source)
                return null;

            InterceptText.Add(plan, file, invoker, source, Header, Scheme);
            description ??= source.Description;
        }

        return plan.Build("Add an interceptor that sends the token of " + description);
    }
}
