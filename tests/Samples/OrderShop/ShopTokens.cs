using Acme.Common;
using Acme.Ordering;

namespace Acme.OrderShop;

/// <summary>The access token of the shop: one login, until shortly before the token expires.</summary>
internal sealed class ShopTokens(Accounts.AccountsClient accounts, ClientSettings settings)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _token;
    private DateTime _expires;

    public async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || DateTime.Now >= _expires - Margin)
            {
                var sentAt = DateTime.UtcNow;
                var reply = await accounts.LoginAsync(
                    new LoginRequest { User = settings.User, Password = settings.Password }, cancellationToken: cancellationToken);
                _token = reply.AccessToken;
                _expires = sentAt.AddSeconds(reply.ExpiresIn);
            }

            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }
}
