using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What a server accepts when a check of its token validation is off (6003), and what a clock skew does (6004).</summary>
public sealed class ValidationFacts
{
    private static string Good => TokenServer.Token();

    private static string OfOtherService => TokenServer.Token(audience: "invoices");

    private static string OfOtherIssuer => TokenServer.Token(issuer: "https://other.example");

    private static string ExpiredFor(int minutes) => TokenServer.Token(expiresIn: TimeSpan.FromMinutes(-minutes));

    private static string WithoutExpiry => TokenServer.Token(expires: false);

    private static string Unsigned => TokenServer.Token(isSigned: false);

    private static string SignedBy(byte[] key) => TokenServer.Token(key: new SymmetricSecurityKey(key));

    [Fact]
    public async Task The_defaults_accept_the_good_token_only()
    {
        await using var server = await TokenServer.StartAsync();
        Assert.Equal(StatusCode.OK, await server.SendAsync(Good));
        foreach (var bad in new[] { OfOtherService, OfOtherIssuer, ExpiredFor(6), WithoutExpiry, Unsigned, SignedBy(new byte[32]) })
            Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(bad));
    }

    [Fact]
    public Task Without_the_check_of_the_audience_a_token_for_another_service_passes() => PassesAsync(OfOtherService, p => p.ValidateAudience = false);

    [Fact]
    public async Task Without_a_valid_audience_every_token_is_refused()
    {
        await using var server = await TokenServer.StartAsync(p => p.ValidAudience = null);
        Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(Good));
        Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(OfOtherService));
    }

    [Fact]
    public Task Without_the_check_of_the_issuer_a_token_of_any_issuer_passes() => PassesAsync(OfOtherIssuer, p => p.ValidateIssuer = false);

    [Fact]
    public Task Without_the_check_of_the_lifetime_an_expired_token_passes() => PassesAsync(ExpiredFor(60), p => p.ValidateLifetime = false);

    [Fact]
    public Task A_token_that_never_expires_passes_if_no_expiry_is_required() => PassesAsync(WithoutExpiry, p => p.RequireExpirationTime = false);

    [Fact]
    public Task A_token_without_a_signature_passes_if_none_is_required() => PassesAsync(Unsigned, p => p.RequireSignedTokens = false);

    [Fact]
    public Task A_signature_validator_that_only_parses_accepts_a_forged_token() =>
        PassesAsync(Unsigned, p => p.SignatureValidator = (token, _) => new JsonWebToken(token));

    [Fact]
    public Task A_lifetime_validator_that_returns_true_accepts_an_expired_token() => PassesAsync(ExpiredFor(60), p => p.LifetimeValidator = (_, _, _, _) => true);

    [Fact]
    public Task An_audience_validator_that_returns_true_accepts_a_token_for_another_service() =>
        PassesAsync(OfOtherService, p => p.AudienceValidator = (_, _, _) => true);

    [Fact]
    public Task An_issuer_validator_that_returns_the_issuer_accepts_any() => PassesAsync(OfOtherIssuer, p => p.IssuerValidator = (issuer, _, _) => issuer);

    [Fact]
    public Task A_key_of_zeros_accepts_what_anybody_signs() => PassesAsync(SignedBy(new byte[32]), p => p.IssuerSigningKey = new SymmetricSecurityKey(new byte[32]));

    [Fact]
    public async Task Without_the_check_of_the_signing_key_a_wrong_signature_is_still_refused()
    {
        await using var server = await TokenServer.StartAsync(p => p.ValidateIssuerSigningKey = false);
        Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(SignedBy(RandomNumberGenerator.GetBytes(32))));
    }

    [Fact]
    public async Task A_validator_runs_also_where_its_check_is_off()
    {
        await using var server = await TokenServer.StartAsync(p =>
        {
            (p.ValidateLifetime, p.LifetimeValidator) = (false, (_, expires, _, _) => expires > DateTime.UtcNow);
            (p.ValidateAudience, p.AudienceValidator) = (false, (audiences, _, _) => audiences.Contains(TokenServer.Audience));
        });
        Assert.Equal(StatusCode.OK, await server.SendAsync(Good));
        Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(ExpiredFor(1)));
        Assert.Equal(StatusCode.Unauthenticated, await server.SendAsync(OfOtherService));
    }

    [Fact]
    public async Task An_authority_over_http_gives_the_keys_if_https_is_not_required()
    {
        using var rsa = RSA.Create(2048);
        await using var authority = await StartAuthorityAsync(rsa);
        var address = authority.Urls.Single();
        await using var server = await TokenServer.StartAsync(p => p.IssuerSigningKey = null, options => (options.Authority, options.RequireHttpsMetadata) = (address, false));
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenServer.Issuer,
            Audience = TokenServer.Audience,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
        Assert.Equal(StatusCode.OK, await server.SendAsync(token));
    }

    [Fact]
    public async Task A_clock_skew_of_zero_refuses_a_token_as_soon_as_it_expires()
    {
        await using var usual = await TokenServer.StartAsync();
        await using var strict = await TokenServer.StartAsync(p => p.ClockSkew = TimeSpan.Zero);
        var expired = TokenServer.Token(expiresIn: TimeSpan.FromSeconds(-2));
        Assert.Equal(StatusCode.OK, await usual.SendAsync(expired));
        Assert.Equal(StatusCode.Unauthenticated, await strict.SendAsync(expired));
    }

    [Fact]
    public Task A_long_clock_skew_accepts_a_token_long_after_it_has_expired() => PassesAsync(ExpiredFor(20), p => p.ClockSkew = TimeSpan.FromMinutes(30));

    private static async Task PassesAsync(string token, Action<TokenValidationParameters> weaken)
    {
        await using var server = await TokenServer.StartAsync(weaken);
        Assert.Equal(StatusCode.OK, await server.SendAsync(token));
    }

    private static async Task<WebApplication> StartAuthorityAsync(RSA rsa)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var key = rsa.ExportParameters(includePrivateParameters: false);
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Json(new
        {
            issuer = TokenServer.Issuer,
            jwks_uri = $"http://{request.Host}/keys",
        }));
        app.MapGet("/keys", () => Results.Json(new
        {
            keys = new[] { new { kty = "RSA", kid = "1", use = "sig", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } },
        }));
        await app.StartAsync();
        return app;
    }
}
