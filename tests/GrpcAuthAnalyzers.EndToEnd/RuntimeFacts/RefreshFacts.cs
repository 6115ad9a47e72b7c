using System;
using System.IdentityModel.Tokens.Jwt;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using GrpcAuthAnalyzers.Tests.Refactorings.Written.Timed;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>
/// The provider that the refactoring writes, against a server whose tokens are good for two seconds, whose keys sign for five and are withdrawn after ten.
/// </summary>
[Collection(LiveCollection.Name)]
public sealed class RefreshFacts
{
    private const int Callers = 16;

    private readonly LiveServer _server;
    private int _tokens;

    public RefreshFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Nothing_fails_while_tokens_expire_and_keys_rotate_under_parallel_calls()
    {
        var provider = new CachingTokenProvider(new TokenClient(IssueAsync).FetchTokenAsync, skew: TimeSpan.FromSeconds(1));
        using var channel = _server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await provider.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}")));
        var orders = new Orders.OrdersClient(channel);
        var ends = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(12);

        var calls = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallUntilAsync(orders, ends))));

        // Every call came through, with one token for many calls and more than one token in all.
        Assert.All(calls, count => Assert.True(count > 20, $"{count} calls"));
        Assert.Equal(calls.Sum(), _server.Arrived.Count);
        Assert.Equal(_tokens, _server.Arrived.Distinct().Count());
        Assert.InRange(_tokens, 6, 14);
        Assert.True(_server.Arrived.Distinct().Select(KeyOf).Distinct().Count() >= 2, "The keys did not rotate.");
    }

    private static async Task<int> CallUntilAsync(Orders.OrdersClient orders, DateTimeOffset ends)
    {
        var count = 0;
        for (; DateTimeOffset.UtcNow < ends; count++)
        {
            await orders.GetOrderAsync(new OrderRequest { Id = "1" });
            await Task.Delay(50);
        }

        return count;
    }

    private async Task<TokenAnswer> IssueAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tokens);
        await Task.Delay(100, cancellationToken);
        return new TokenAnswer(_server.IssueToken(), ExpiresIn: 2);
    }

    private static string KeyOf(string authorization) =>
        new JwtSecurityTokenHandler().ReadJwtToken(authorization["Bearer ".Length..]).Header.Kid;
}
