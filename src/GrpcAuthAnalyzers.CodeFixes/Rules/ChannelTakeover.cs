using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules;

/// <summary>
/// Moves the credentials that the calls of one channel carry into call credentials of that channel. Only over TLS, only if every use of
/// the channel is seen, none is an anonymous call, and only if every credential on it is stale, so that no call sends two tokens or a token of another kind.
/// </summary>
internal sealed class ChannelTakeover
{
    private readonly FixSession _session;
    private readonly ChannelCreation _channel;
    private readonly string _header;
    private readonly string? _scheme;

    internal ChannelTakeover(FixSession session, ChannelCreation channel, string header, string? scheme)
    {
        _session = session;
        _channel = channel;
        _header = header;
        _scheme = scheme;
    }

    /// <summary>The token of today is a constant, so that a provider, the configuration or the environment takes its place.</summary>
    internal bool ReplacesConstant { get; init; }

    /// <summary>
    /// The plan that moves the credential in the headers of a call to the channel, where it is hard-coded or made once. Null where it is neither, or where the
    /// channel cannot take it over.
    /// </summary>
    internal static async Task<FixPlan?> OfHeadersAsync(FixSession session, ChannelCreation channel, SourceFile file, ExpressionSyntax headers)
    {
        if (await MetadataCreation.BehindAsync(session, file, headers).ConfigureAwait(false) is not { } metadata
            || metadata.Credentials.ToList() is not { Count: 1 } credentials
            || credentials[0] is not { Key: { } header, Value: { } value })
            return null;

        var (token, scheme) = CurrentTokenRead.Split(metadata.File, value);
        var isConstant = metadata.File.Model.GetConstantValue(token).HasValue;
        if (metadata.File.Model.GetConstantValue(token).Value is string whole)
            scheme ??= AuthorizationValue.Of(whole).Scheme;

        return await new ChannelTakeover(session, channel, header.ToLowerInvariant(), scheme) { ReplacesConstant = isConstant }
            .PlanAsync(metadata.File, metadata.Creation, token).ConfigureAwait(false);
    }

    /// <summary>
    /// The plan that moves the credential at <paramref name="stale"/> to the channel, where <paramref name="token"/> is its current
    /// token. Null if the channel cannot take it over.
    /// </summary>
    internal async Task<FixPlan?> PlanAsync(SourceFile file, SyntaxNode stale, ExpressionSyntax token)
    {
        if (await OnChannelAsync(file, stale).ConfigureAwait(false) is not var (uses, creations))
            return null;

        var plan = new FixPlanBuilder();
        var title = "Remove the token from the calls and use the call credentials of the channel";
        if (!_channel.HasCallCredentials)
        {
            if (await SourceAsync(file, token, _channel.File, _channel.Place).ConfigureAwait(false) is not { } source
                || !_channel.TryAddCallCredentials(plan, source, _header, _scheme))
                return null;

            title = ReplacesConstant ? "Replace the hard-coded token with call credentials" : "Move the token to the call credentials of the channel";
            title += " using " + source.Description;
        }

        if (!await TryRemoveAsync(plan, creations).ConfigureAwait(false))
            return null;

        foreach (var (place, intercept) in uses.Intercepts)
            await InterceptLambda.From(place, intercept)!.RemoveAsync(_session, plan).ConfigureAwait(false);
        return plan.Build(title);
    }

    /// <summary>The same by an interceptor class in front of every client; null, too, where the channel has credentials or interceptors already.</summary>
    internal async Task<FixPlan?> PlanInterceptorAsync(SourceFile file, SyntaxNode stale, ExpressionSyntax token, bool inNewFile)
    {
        if (_channel.HasCallCredentials || await OnChannelAsync(file, stale).ConfigureAwait(false) is not var (uses, creations) || uses.Intercepts.Count > 0)
            return null;

        var plan = new FixPlanBuilder();
        var attachment = new InterceptorAttachment(_session, plan, _header, _scheme) { InNewFile = inNewFile };
        return await TryRemoveAsync(plan, creations).ConfigureAwait(false)
            ? await attachment.ToInvokersAsync(uses.Invokers, (place, invoker) => SourceAsync(file, token, place, invoker)).ConfigureAwait(false)
            : null;
    }

    /// <summary>The uses of the channel and the stale headers on them; null if the channel cannot take them over.</summary>
    private async Task<(ChannelUses Uses, List<MetadataCreation> Creations)?> OnChannelAsync(SourceFile file, SyntaxNode stale)
    {
        if (!_channel.IsTls)
            return null;

        var uses = await ChannelUses.OfAsync(_session, _channel.File, _channel.Creation).ConfigureAwait(false);
        if (!uses.IsComplete
            || ClientsOverChannel.Of(_channel, uses).CarryAnonymousCalls
            || await HeadersOnAsync(uses, stale).ConfigureAwait(false) is not { } creations)
            return null;

        var intercepts = uses.Intercepts.Select(static i => InterceptLambda.From(i.File, i.Intercept)).ToList();
        if (intercepts.Any(i => i is null || !IsStale(uses.Intercepts[intercepts.IndexOf(i)].File, i.Value, stale)))
            return null;

        if (ReplacesConstant && creations.SelectMany(static c => c.Credentials.Select(entry => Constant(c.File, entry.Value))).Distinct().Count() > 1)
            return null;

        return creations.Any(
            c => c.Creation.Span.Contains(stale.Span) && c.File == file || c.Credentials.Any(e => e.Node.Span.Contains(stale.Span) && c.File == file))
            || intercepts.Any(i => i!.Value.Span.Contains(stale.Span))
            ? (uses, creations)
            : null;
    }

    private async Task<TokenSource?> SourceAsync(SourceFile file, ExpressionSyntax token, SourceFile to, SyntaxNode place)
    {
        if (ReplacesConstant)
        {
            var uses = await ChannelUses.OfAsync(_session, _channel.File, _channel.Creation).ConfigureAwait(false);
            var request = new TokenRequest(_header) { Client = ClientsOverChannel.Of(_channel, uses).Service };
            return new TokenSources(to, place, _session.Cancellation).ForOwner(request).FirstOrDefault();
        }

        var today = await CurrentTokenRead.AtAsync(_session, file, token, to, place).ConfigureAwait(false);
        return new TokenSources(to, place, _session.Cancellation).For(new TokenRequest(_header) { Today = today, OnlyCode = true }).FirstOrDefault();
    }

    private async Task<bool> TryRemoveAsync(FixPlanBuilder plan, List<MetadataCreation> creations)
    {
        foreach (var metadata in creations)
        {
            if (!await metadata.TryRemoveCredentialAsync(_session, plan).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The metadata that the calls of the channel pass; null if some of it is not seen, is not stale, or is also passed to another
    /// channel.
    /// </summary>
    private async Task<List<MetadataCreation>?> HeadersOnAsync(ChannelUses uses, SyntaxNode stale)
    {
        var creations = new Dictionary<(string, TextSpan), MetadataCreation>();
        foreach (var (file, call) in uses.Calls)
        {
            if (HeadersArgument.Of(file, call) is not { } argument || !HeadersArgument.MayCarryCredential(file, argument.Expression))
                continue;
            if (await MetadataCreation.BehindAsync(_session, file, argument.Expression).ConfigureAwait(false) is not { } metadata)
                return null;

            var key = (metadata.File.Key, metadata.Creation.Span);
            if (creations.ContainsKey(key))
                continue;
            if (!metadata.Uses.All(u => IsOnChannel(uses, u.File, u.Argument))
                || !metadata.Credentials.All(c => c.Value is not null && (metadata.Creation == stale || IsStale(metadata.File, c.Value, stale))))
                return null;

            creations.Add(key, metadata);
        }

        return creations.Values.ToList();
    }

    private static bool IsOnChannel(ChannelUses uses, SourceFile file, ArgumentSyntax argument) =>
        argument.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.ArgumentList.Span.Contains(argument.Span)) is { } call
        && uses.Calls.Any(c => c.File == file && c.Call == call);

    /// <summary>The constant value of a credential; null when it has none.</summary>
    private static object? Constant(SourceFile file, ExpressionSyntax? value) => value is null ? null : file.Model.GetConstantValue(value).Value;

    // The reported credential, a constant, or a variable that got its token before.
    private static bool IsStale(SourceFile file, ExpressionSyntax value, SyntaxNode stale)
    {
        if (value.Span.Contains(stale.Span) && value.SyntaxTree == stale.SyntaxTree)
            return true;

        var (token, _) = CurrentTokenRead.Split(file, value);
        return file.Model.GetConstantValue(token).HasValue
            || file.Model.GetSymbolInfo(token).Symbol is IFieldSymbol { IsReadOnly: true, IsStatic: true } or IFieldSymbol { IsConst: true }
            || token.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } function
                && file.Model.GetSymbolInfo(token).Symbol is ILocalSymbol or IParameterSymbol
                && file.Model.GetSymbolInfo(token).Symbol!.DeclaringSyntaxReferences.Any(r => !function.Span.Contains(r.Span));
    }
}
