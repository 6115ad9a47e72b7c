using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Plain = GrpcAuthAnalyzers.Tests.Refactorings.Written.Plain;
using Timed = GrpcAuthAnalyzers.Tests.Refactorings.Written.Timed;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>What the provider does that the refactoring writes.</summary>
public sealed class TokenProviderBehaviourTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SetClock _clock = new();
    private int _fetches;

    [Fact]
    public async Task Callers_that_ask_at_the_same_time_share_one_fetch()
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var provider = Provider(_ => answer.Task);

        var callers = Enumerable.Range(0, 200).Select(_ => Task.Run(() => provider.GetTokenAsync())).ToList();
        await Task.Delay(50);
        answer.SetResult("shared");

        Assert.All(await Task.WhenAll(callers), token => Assert.Equal("shared", token));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_token_is_kept_until_a_minute_before_it_expires()
    {
        var provider = Provider(_ => Task.FromResult($"token {_fetches}"));

        Assert.Equal("token 1", await provider.GetTokenAsync());
        _clock.Advance(Lifetime - TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal("token 1", await provider.GetTokenAsync());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("token 2", await provider.GetTokenAsync());
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_token_that_lives_shorter_than_the_skew_is_kept_for_half_of_its_life()
    {
        var provider = Timed(seconds: 20);

        await provider.GetTokenAsync();
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal("token 1", await provider.GetTokenAsync());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("token 2", await provider.GetTokenAsync());
    }

    [Fact]
    public async Task The_expiry_of_the_answer_counts()
    {
        var provider = Timed(seconds: 3600);

        await provider.GetTokenAsync();
        _clock.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("token 1", await provider.GetTokenAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("token 2", await provider.GetTokenAsync());
    }

    [Fact]
    public async Task The_time_that_the_fetch_takes_is_part_of_the_lifetime()
    {
        var provider = Provider(_ =>
        {
            _clock.Advance(TimeSpan.FromMinutes(9.5));
            return Task.FromResult($"token {_fetches}");
        });

        Assert.Equal("token 1", await provider.GetTokenAsync());
        Assert.Equal("token 2", await provider.GetTokenAsync());
    }

    [Fact]
    public async Task A_token_that_has_expired_on_arrival_is_not_kept()
    {
        var provider = Timed(seconds: 0);

        Assert.Equal("token 1", await provider.GetTokenAsync());
        Assert.Equal("token 2", await provider.GetTokenAsync());
    }

    [Fact]
    public async Task A_failure_reaches_those_who_wait_and_is_not_kept()
    {
        var provider = Provider(_ => _fetches == 1 ? throw new InvalidOperationException("down") : Task.FromResult("good"));

        Assert.Equal("down", (await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetTokenAsync())).Message);
        Assert.Equal("good", await provider.GetTokenAsync());
        Assert.Equal(2, _fetches);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_answer_without_a_token_is_a_failure(string? nothing)
    {
        var provider = Provider(_ => Task.FromResult(nothing!));

        await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetTokenAsync());
    }

    [Fact]
    public async Task A_caller_that_cancels_stops_waiting_and_the_others_get_the_token()
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var provider = Provider(_ => answer.Task);
        using var cancellation = new CancellationTokenSource();

        var impatient = provider.GetTokenAsync(cancellation.Token);
        var patient = provider.GetTokenAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);
        answer.SetResult("good");

        Assert.Equal("good", await patient);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_caller_that_has_cancelled_before_it_asks_starts_nothing()
    {
        var provider = Provider(_ => Task.FromResult("good"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provider.GetTokenAsync(new CancellationToken(canceled: true)));
        Assert.Equal(0, _fetches);
    }

    private Plain.CachingTokenProvider Provider(Func<CancellationToken, Task<string>> answer) => new(
        new Plain.TokenClient(cancellation =>
        {
            Interlocked.Increment(ref _fetches);
            return answer(cancellation);
        }).FetchTokenAsync,
        Lifetime,
        clock: _clock);

    private Timed.CachingTokenProvider Timed(int seconds) => new(
        new Timed.TokenClient(_ => Task.FromResult(new Timed.TokenAnswer($"token {++_fetches}", seconds))).FetchTokenAsync,
        clock: _clock);

    /// <summary>A clock that stands still until it is set.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        internal void Advance(TimeSpan by) => _now += by;
    }
}
