using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderServer;

/// <summary>Checks a password and writes the access token.</summary>
public sealed class TokenIssuer(SigningKeys keys, ServerSettings settings, TimeProvider time)
{
    public const string Issuer = "https://accounts.acme.test";
    public const string Audience = "orders";

    public static readonly TimeSpan ClockSkew = TimeSpan.FromMilliseconds(100);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A new token, or null if user and password do not belong together.</summary>
    public IssuedToken? TryIssue(string user, string password)
    {
        var expected = Encoding.UTF8.GetBytes(settings.Password);
        if (expected.Length == 0 || !settings.Users.Contains(user) || !CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(password)))
            return null;

        var now = time.GetUtcNow();

        // The exp claim counts whole seconds: rounded up, or a token would live shorter than was promised.
        var expires = DateTimeOffset.FromUnixTimeSeconds((long)Math.Ceiling((now + settings.TokenLifetime).ToUnixTimeMilliseconds() / 1000.0));
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Subject = new ClaimsIdentity([new Claim("sub", user), new Claim("jti", Guid.NewGuid().ToString("N"))]),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(keys.Current, SecurityAlgorithms.HmacSha256),
        });
        return new IssuedToken(token, (int)settings.TokenLifetime.TotalSeconds);
    }

    /// <summary>Waits until the token that a user came with is accepted no more.</summary>
    public Task WhenExpiredAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(user.FindFirstValue("exp")!, CultureInfo.InvariantCulture));
        var left = expires + 2 * ClockSkew - time.GetUtcNow();
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellationToken) : Task.CompletedTask;
    }
}

/// <summary>An access token and the seconds for which it is good.</summary>
public sealed record IssuedToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
