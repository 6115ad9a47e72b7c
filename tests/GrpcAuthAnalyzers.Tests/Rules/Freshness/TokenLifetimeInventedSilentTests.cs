using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>Times that are no invention, or not that of the token at hand.</summary>
public sealed class TokenLifetimeInventedSilentTests
{
    [Theory]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow.AddSeconds(reply.ExpiresIn - 60);")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow.AddSeconds(Math.Min(reply.ExpiresIn, 300));")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(5); if (reply.ExpiresIn > 0) _expires = DateTime.UtcNow.AddSeconds(reply.ExpiresIn);")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow.Add(configured);")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow.Add(_lifetime);")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.MinValue;")]
    [InlineData("_token = reply.AccessToken; _expires = DateTime.UtcNow;")]
    [InlineData("_token = reply.AccessToken; _refreshTokenExpires = DateTime.UtcNow.AddDays(30);")]
    [InlineData("_refresh = reply.RefreshToken; _refreshTokenExpires = DateTime.UtcNow.AddDays(30);")]
    [InlineData("_token = reply.AccessToken; Check(reply); _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("_token = Guid.NewGuid().ToString(); _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("_token = reply.AccessToken; _sessionExpires = DateTime.UtcNow.AddMinutes(20);")]
    public Task In_a_cache(string statements) => Verify.Silent(TokenLifetimeInventedTests.Answers + $$"""
        public sealed class TokenCache(IIdentity identity, TimeSpan configured)
        {
            private readonly TimeSpan _lifetime = configured;
            private string _token = "", _refresh = "";
            private DateTime _expires, _refreshTokenExpires, _sessionExpires;

            public async Task<string> GetTokenAsync()
            {
                var reply = await identity.SignInAsync();
                {{statements}}
                return _token + _refresh + _expires + _refreshTokenExpires + _sessionExpires;
            }

            private static void Check(TokenResponse reply)
            {
                if (reply.ExpiresIn < 3600)
                    throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task An_answer_without_a_lifetime_an_api_key_and_an_issuer() => Verify.Silent("""
        public sealed class Answer
        {
            public string AccessToken { get; set; } = "";
        }

        public sealed class Key
        {
            public string ApiKey { get; set; } = "";
            public int ExpiresIn { get; set; }
        }

        public sealed class Ticket
        {
            public string Token { get; set; } = "";
            public DateTime Expires { get; set; }
        }

        public sealed class Issued
        {
            public string AccessToken { get; set; } = "";
            public string RefreshToken { get; set; } = "";
            public DateTime ExpiresAt { get; set; }
        }

        public interface IIdentity
        {
            Task<Answer> SignInAsync();
            Task<Key> GetKeyAsync();
            Ticket Create();
        }

        public sealed class TokenCache(IIdentity identity)
        {
            private string _token = "";
            private DateTime _expires;

            public async Task<string> GetTokenAsync()
            {
                var reply = await identity.SignInAsync();
                _token = reply.AccessToken;
                _expires = DateTime.UtcNow.AddMinutes(50);
                return _token + _expires;
            }

            public async Task<string> GetKeyAsync()
            {
                var reply = await identity.GetKeyAsync();
                _token = reply.ApiKey;
                _expires = DateTime.UtcNow.AddMinutes(50);
                return _token;
            }

            public Issued Issue()
            {
                var refresh = new Ticket { Token = Guid.NewGuid().ToString(), Expires = DateTime.UtcNow.AddDays(7) };
                var access = identity.Create();
                return new Issued { AccessToken = access.Token, RefreshToken = refresh.Token, ExpiresAt = DateTime.UtcNow.AddHours(1) };
            }
        }
        """);

    [Fact]
    public Task The_cache_itself_is_no_answer() => Verify.Silent("""
        public sealed class CachedToken
        {
            public string AccessToken { get; set; } = "";
            public DateTime ExpiresAt { get; set; }
        }

        public sealed class TokenCache
        {
            public string Keep(CachedToken cached)
            {
                var token = cached.AccessToken;
                cached.ExpiresAt = DateTime.UtcNow.AddHours(1);
                return token;
            }
        }
        """);
}
