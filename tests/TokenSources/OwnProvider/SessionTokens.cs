using Acme.Common;

namespace Acme.OwnProvider;

/// <summary>Hands out the token of the session.</summary>
internal sealed class SessionTokens
{
    public ValueTask<string> GetAccessTokenAsync(CancellationToken cancellation) => new(OrdersServer.IssuedToken);
}
