using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderHarbor;

/// <summary>The tokens that callers come with, good and bad ones.</summary>
internal static class HarborTokens
{
    public const string Issuer = "https://accounts.acme.test";
    public const string Audience = "orders";

    public static SymmetricSecurityKey Key { get; } = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>The server accepts the good tokens only.</summary>
    public static void Configure(JwtBearerOptions options) => options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = Key,
    };

    public static string Good() => Create(Audience, DateTime.UtcNow.AddMinutes(10), isSigned: true);

    public static string Expired(TimeSpan since) => Create(Audience, DateTime.UtcNow - since, isSigned: true);

    public static string Unsigned() => Create(Audience, DateTime.UtcNow.AddMinutes(10), isSigned: false);

    private static string Create(string audience, DateTime expires, bool isSigned) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = audience,
        IssuedAt = DateTime.UtcNow.AddHours(-2),
        NotBefore = DateTime.UtcNow.AddHours(-2),
        Expires = expires,
        Claims = new Dictionary<string, object> { ["sub"] = "acme" },
        SigningCredentials = isSigned ? new SigningCredentials(Key, SecurityAlgorithms.HmacSha256) : null,
    });
}
