using System.Text.Json.Serialization;
using Acme.Common;

namespace Acme.OrderPortal;

/// <summary>Access tokens of the portal, from the token endpoint of the orders server.</summary>
public sealed class AccessTokenProvider(IHttpClientFactory clients, ClientSettings settings)
{
    public const string ClientName = "accounts";

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _token = "";
    private DateTime _renewAt = DateTime.MinValue;

    public async Task<string> GetAccessTokenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (DateTime.UtcNow >= _renewAt)
            {
                var sentAt = DateTime.UtcNow;
                using var response = await clients.CreateClient(ClientName)
                    .PostAsJsonAsync("/token", new { settings.User, settings.Password }, cancellationToken);
                response.EnsureSuccessStatusCode();
                var issued = await response.Content.ReadFromJsonAsync<IssuedToken>(cancellationToken)
                    ?? throw new InvalidOperationException("the token endpoint answered nothing");
                _token = issued.AccessToken;
                _renewAt = sentAt + TimeSpan.FromSeconds(issued.ExpiresIn) - Margin;
            }

            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record IssuedToken(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
