using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class TokenLifetimeInventedTests
{
    /// <summary>An answer as OAuth sends it, and who asks for it.</summary>
    internal const string Answers = """
        public sealed class TokenResponse
        {
            public string AccessToken { get; set; } = "";
            public string RefreshToken { get; set; } = "";
            public int ExpiresIn { get; set; }
        }

        public interface IIdentity
        {
            Task<TokenResponse> SignInAsync();
        }


        """;

    [Theory]
    [InlineData("DateTime", "DateTime.UtcNow.AddMinutes(55)")]
    [InlineData("DateTime", "DateTime.UtcNow + TimeSpan.FromHours(1)")]
    [InlineData("DateTime", "DateTime.UtcNow.Add(Lifetime) - Margin")]
    [InlineData("DateTime", "DateTime.UtcNow.AddSeconds(3600 - 60)")]
    [InlineData("DateTimeOffset", "DateTimeOffset.UtcNow.AddHours(1).AddMinutes(-5)")]
    [InlineData("DateTimeOffset", "_clock.GetUtcNow().AddHours(1)")]
    [InlineData("long", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600")]
    public Task Of_a_field(string type, string value) => Verify.Reports(Answers + $$"""
        public sealed class TokenCache(IIdentity identity)
        {
            private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(50), Margin = new(0, 1, 0);
            private readonly TimeProvider _clock = TimeProvider.System;
            private string _token = "";
            private {{type}} _expires;

            public {{type}} Expires => _expires;

            public async Task<string> GetTokenAsync()
            {
                var reply = await identity.SignInAsync();
                _token = {|#0:reply.AccessToken|};
                {|GRPCAUTH3007:_expires = {{value}}|};
                return _token;
            }
        }
        """,
        message: "'_expires' ignores 'reply.ExpiresIn' and is a constant time from now; if the token lives shorter, calls fail with Unauthenticated",
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Of_a_new_object_and_through_variables() => Verify.Reports(Answers + """
        public sealed class CachedToken
        {
            public string Value { get; set; } = "";
            public string Token { get; set; } = "";
            public DateTimeOffset ExpiresAt { get; set; }
        }

        public sealed class TokenCache(IIdentity identity)
        {
            public async Task<CachedToken> GetTokenAsync()
            {
                var now = DateTimeOffset.UtcNow;
                var reply = await identity.SignInAsync();
                if (reply is null)
                    throw new InvalidOperationException();

                var token = {|#0:reply.AccessToken|};
                return new CachedToken { Token = token, {|GRPCAUTH3007:ExpiresAt = now.AddHours(1)|} };
            }
        }
        """);

    [Fact]
    public Task Of_an_entry_of_the_memory_cache() => Verify.Reports("using Microsoft.Extensions.Caching.Memory;\n" + Answers + """
        public sealed class TokenCache(IIdentity identity, IMemoryCache cache)
        {
            public Task<string?> GetTokenAsync() => cache.GetOrCreateAsync("token", async entry =>
            {
                {|GRPCAUTH3007:entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(50)|};
                var reply = await identity.SignInAsync();
                return {|#0:reply.AccessToken|};
            });
        }
        """);

    [Fact]
    public Task Of_the_token_of_a_library_and_of_a_message() => Verify.Reports("""
        using Azure.Core;

        public sealed class AzureTokens(TokenCredential credential)
        {
            private string _token = "";
            private DateTimeOffset _expiresOn;

            public async Task<string> GetTokenAsync(CancellationToken cancellation)
            {
                if (_expiresOn < DateTimeOffset.UtcNow)
                {
                    AccessToken answer = await credential.GetTokenAsync(new TokenRequestContext(["api://orders/.default"]), cancellation);
                    _token = {|#0:answer.Token|};
                    {|GRPCAUTH3007:_expiresOn = DateTimeOffset.UtcNow.AddMinutes(45)|};
                }

                return _token;
            }
        }
        """, new Setup { TokenPackages = true });

    [Fact]
    public Task A_short_time_is_information() => Verify.Reports(Answers + """
        public sealed class TokenCache(IIdentity identity)
        {
            private string _token = "";
            private DateTime _expires;

            public async Task<string> GetTokenAsync()
            {
                if (_expires > DateTime.UtcNow)
                    return _token;

                var reply = await identity.SignInAsync();
                _token = {|#0:reply.AccessToken|};
                {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(1)|};
                return _token;
            }
        }
        """, severity: DiagnosticSeverity.Info);
}
