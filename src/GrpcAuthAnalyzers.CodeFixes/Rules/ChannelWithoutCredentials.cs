using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Handlers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.CodeFixes.Rules;

/// <summary>
/// Gives a credential to a channel whose calls have none: call credentials where its address is known to be https, else an interceptor or message handler.
/// </summary>
internal sealed class ChannelWithoutCredentials
{
    private const string Header = "authorization";
    private const string Scheme = AuthorizationValue.Bearer;

    private readonly FixSession _session;
    private readonly ChannelCreation _channel;
    private readonly ClientsOverChannel _clients;

    internal ChannelWithoutCredentials(FixSession session, ChannelCreation channel, ClientsOverChannel clients)
    {
        _session = session;
        _channel = channel;
        _clients = clients;
    }

    /// <summary>The channel is made by a service provider: a service of a scope may be gone when it is asked for the token.</summary>
    internal bool IsOfContainer { get; init; }

    // Empty where the channel is what somebody signs in over: then only the other clients get a credential.
    private ImmutableArray<TokenSource> Sources => _clients.CarryAnonymousCalls
        ? ImmutableArray<TokenSource>.Empty
        : new TokenSources(_channel.File, _channel.Place, _session.Cancellation)
            .ForOwner(new TokenRequest(Header) { Client = _clients.Service }).RemoveAll(source => IsOfContainer && source.MayBeScoped);

    /// <summary>The first action; null where no token is known that the channel or its clients can be given.</summary>
    internal async Task<FixPlan?> PlanAsync()
    {
        var sources = Sources;
        if (!_channel.IsTls)
            return await OverHttpAsync(sources).ConfigureAwait(false);

        // Where the channel shares its options with another one, an interceptor serves this channel alone.
        return (sources.IsEmpty ? null : OnChannel(sources[0])) ?? await PlanInterceptorAsync(inNewFile: false).ConfigureAwait(false);
    }

    /// <summary>Call credentials as an action of their own, where the scheme of the address is not known; null elsewhere.</summary>
    internal FixPlan? PlanCallCredentials() =>
        !_channel.IsTls && !_channel.IsPlaintext && !_clients.CarryAnonymousCalls && Sources.FirstOrDefault() is { } source ? OnChannel(source) : null;

    /// <summary>An interceptor class in front of every client that may get a credential; null without https or beside call credentials.</summary>
    internal async Task<FixPlan?> PlanInterceptorAsync(bool inNewFile)
    {
        if (!_channel.IsTls || _channel.HasCallCredentials)
            return null;

        var attachment = new InterceptorAttachment(_session, new FixPlanBuilder(), Header, Scheme) { InNewFile = inNewFile, AllowsOwn = true };
        return await attachment.ToInvokersAsync(
            _clients.Invokers,
            (file, invoker) => Task.FromResult(
                new TokenSources(file, invoker, _session.Cancellation)
                    .ForOwner(new TokenRequest(Header) { Client = _clients.Service })
                    .FirstOrDefault(source => !IsOfContainer || !source.MayBeScoped))).ConfigureAwait(false);
    }

    private FixPlan? OnChannel(TokenSource source)
    {
        var plan = new FixPlanBuilder();
        return _channel.TryAddCallCredentials(plan, source, Header, Scheme)
            ? plan.Build("Add call credentials to the channel using " + source.Description)
            : null;
    }

    // Call credentials are not sent over http: an interceptor writes the header for a source that is synchronous, a message handler for one that is awaited.
    private async Task<FixPlan?> OverHttpAsync(ImmutableArray<TokenSource> sources)
    {
        if (sources.IsEmpty)
            return OnInvokers();

        foreach (var source in sources)
        {
            var plan = (source.IsAsync ? null : OnInvokers()) ?? await OnHandlerAsync(source).ConfigureAwait(false);
            if (plan is not null)
                return plan;
        }

        return null;
    }

    private async Task<FixPlan?> OnHandlerAsync(TokenSource source)
    {
        if (!_channel.CanTakeHandler || source.MayBeScoped)
            return null;

        var plan = new FixPlanBuilder();
        var handler = new HandlerClass(_channel.File, _channel.Place, plan);
        var create = await handler.CreationAsync(_session, source, Scheme).ConfigureAwait(false);
        _channel.AddHandler(plan, create);
        return plan.Build(handler.Title);
    }

    private FixPlan? OnInvokers()
    {
        var plan = new FixPlanBuilder();
        string? description = null;
        var shared = SharedInvoker.Of(_clients.Invokers);
        foreach (var (file, invoker) in _clients.Invokers)
        {
            if (!InterceptText.Fits(file, invoker)
                || new TokenSources(file, invoker, _session.Cancellation).ForOwner(new TokenRequest(Header) { Client = _clients.Service })
                    .FirstOrDefault(source => !source.IsAsync && (!IsOfContainer || !source.MayBeScoped)) is not { } source)
                return null;

            if (shared is null)
                InterceptText.Add(plan, file, invoker, source, Header, Scheme);
            else if (description is null)
                shared.Declare(plan, InterceptText.Text(plan, file, shared.Position, shared.LineBreak, source, Header, Scheme));
            description ??= source.Description;
        }

        return description is null ? null : plan.Build("Add an interceptor that sends the token from " + description);
    }
}
