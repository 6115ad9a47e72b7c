using System;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Tests.Refactorings.Written.Plain;

/// <summary>Tokens that do not say how long they are good. The class behind this one is what the refactoring writes; a test compares it.</summary>
internal sealed class TokenClient(Func<CancellationToken, Task<string>> answer)
{
    public Task<string> FetchTokenAsync(CancellationToken cancellationToken) => answer(cancellationToken);
}

/// <summary>
/// Keeps the access token that <c>TokenClient.FetchTokenAsync</c> fetches, and fetches a new one before it expires. Callers that ask at the same time
/// share one fetch. Make one and keep it:
/// <c>new CachingTokenProvider(tokenClient.FetchTokenAsync, TimeSpan.FromMinutes(5))</c>.
/// </summary>
internal sealed class CachingTokenProvider
{
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(30);

    private readonly object _gate = new object();
    private readonly Func<CancellationToken, Task<string>> _fetch;
    private readonly TimeSpan _lifetime;
    private readonly TimeSpan _skew;
    private readonly TimeProvider _clock;
    private Task<string>? _refresh;
    private string? _token;
    private DateTimeOffset _refreshAt;

    /// <param name="fetch">Fetches a new token.</param>
    /// <param name="lifetime">How long a token is good, counted from when it was asked for.</param>
    /// <param name="skew">How long before its expiry a token is replaced: one minute if not given, and never more than half of the time that it is good.</param>
    /// <param name="clock">Tells the time, for tests.</param>
    public CachingTokenProvider(
        Func<CancellationToken, Task<string>> fetch,
        TimeSpan lifetime,
        TimeSpan? skew = null,
        TimeProvider? clock = null)
    {
        _fetch = fetch;
        _lifetime = lifetime;
        _skew = skew ?? TimeSpan.FromMinutes(1);
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>A token that is good for now. A caller that cancels stops waiting; the fetch goes on for the others.</summary>
    public async Task<string> GetTokenAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<string> refresh;
        lock (_gate)
        {
            if (_token != null && _clock.GetUtcNow() < _refreshAt)
                return _token;

            // One that failed is over as well: the next caller tries again.
            if (_refresh == null || _refresh.IsCompleted)
                _refresh = Task.Run(RefreshAsync);
            refresh = _refresh;
        }

        var cancelled = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
        {
            var first = await Task.WhenAny(refresh, cancelled.Task).ConfigureAwait(false);
            return await first.ConfigureAwait(false);
        }
    }

    private async Task<string> RefreshAsync()
    {
        using (var timeout = new CancellationTokenSource(FetchTimeout))
        {
            try
            {
                var asked = _clock.GetUtcNow();
                var fetched = await _fetch(timeout.Token).ConfigureAwait(false);
                if (fetched is null || fetched == "")
                    throw new InvalidOperationException("The token service answered without a token.");

                var token = fetched;
                var expires = asked + _lifetime;
                var half = TimeSpan.FromTicks((expires - asked).Ticks / 2);
                lock (_gate)
                {
                    _token = token;
                    _refreshAt = expires - (_skew < half ? _skew : half);
                }

                return token;
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new TimeoutException("The token service did not answer in time.");
            }
        }
    }
}
