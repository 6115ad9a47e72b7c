using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class ExpiryComparedWithLocalTimeSilentTests
{
    private const string Types = ExpiryComparedWithLocalTimeTests.Types;

    [Theory]
    [InlineData("token.ValidTo < DateTime.UtcNow.AddMinutes(1)")]
    [InlineData("token.ValidTo.AddMinutes(-1) < DateTime.UtcNow")]
    [InlineData("token.ValidTo.Subtract(TimeSpan.FromMinutes(1)) < DateTime.UtcNow")]
    [InlineData("token.ValidTo - TimeSpan.FromSeconds(30) < DateTime.UtcNow")]
    [InlineData("token.ValidTo < DateTime.UtcNow + skew")]
    [InlineData("token.ValidTo - DateTime.UtcNow < skew")]
    [InlineData("(token.ValidTo - DateTime.UtcNow).TotalMinutes < 5")]
    [InlineData("token.ValidTo.ToLocalTime() < DateTime.Now.AddMinutes(1)")]
    [InlineData("token.ValidTo < DateTime.Now.ToUniversalTime().AddMinutes(1)")]
    [InlineData("token.ValidFrom > DateTime.UtcNow")]
    [InlineData("token.ValidTo > token.ValidFrom")]
    [InlineData("token.ValidTo > DateTime.MinValue")]
    [InlineData("token.ValidTo > limit")]
    [InlineData("token.ValidTo.Year > DateTime.Now.Year")]
    [InlineData("token.ValidTo.Date < DateTime.Now.Date")]
    public Task A_margin_or_no_clock(string comparison) => Verify.Silent($$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsStale(SecurityToken token, TimeSpan skew, DateTime limit) => {{comparison}};
        }

        """ + Types);

    [Theory]
    [InlineData("token.ExpiresOn < DateTimeOffset.Now.AddMinutes(5)")]
    [InlineData("token.ExpiresOn < DateTime.Now.AddMinutes(5)")]
    [InlineData("token.ExpiresOn < DateTime.UtcNow.AddMinutes(5)")]
    [InlineData("token.ExpiresOn.UtcDateTime < DateTime.UtcNow.AddMinutes(5)")]
    [InlineData("token.ExpiresOn.LocalDateTime < DateTime.Now.AddMinutes(5)")]
    [InlineData("token.ExpiresOn.AddMinutes(-5) < time.GetUtcNow()")]
    public Task Instants_are_compared_as_such(string comparison) => Verify.Silent($$"""
        public static class Tokens
        {
            public static bool IsStale(Azure.Core.AccessToken token, TimeProvider time) => {{comparison}};
        }

        """ + Types);

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn - 60)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn).AddMinutes(-1)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn * 0.9)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn) - TimeSpan.FromMinutes(1)", "_expires < DateTime.UtcNow")]
    [InlineData("var expiresIn = answer.ExpiresIn - 60; _expires = DateTime.UtcNow.AddSeconds(expiresIn)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddMinutes(-1).AddSeconds(answer.ExpiresIn)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.UtcNow.AddMinutes(answer.ExpiresIn > 3600 ? 55 : 5)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.Now.AddMinutes(answer.ExpiresIn > 3600 ? 55 : 5)", "_expires < DateTime.Now")]
    [InlineData("_expires = DateTime.Now.AddSeconds(answer.ExpiresIn)", "_expires < DateTime.Now.AddMinutes(1)")]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn).ToLocalTime()", "_expires < DateTime.Now.AddMinutes(1)")]
    [InlineData("_expires = Parse(answer.AccessToken)", "_expires < DateTime.Now")]
    public Task What_was_stored_fits(string store, string comparison) => Verify.Silent($$"""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires;

            public void Store(TokenResponse answer)
            {
                _token = answer.AccessToken;
                {{store}};
            }

            public string? Current => {{comparison}} ? null : _token;

            private static DateTime Parse(string text) => DateTime.Parse(text);
        }

        """ + Types);

    [Theory]
    [InlineData("Entry { public object? Value { get; set; } public DateTime ExpiresAt { get; } = DateTime.UtcNow.AddMinutes(1);")]
    [InlineData("Cookie { public string Name { get; set; } = \"\"; public DateTime Expires { get; } = DateTime.UtcNow.AddMinutes(1);")]
    [InlineData("SessionEntry { public string Token { get; set; } = \"\"; public DateTime Expires { get; } = DateTime.UtcNow.AddMinutes(1);")]
    [InlineData("Page { public string ContinuationToken { get; set; } = \"\"; public DateTime Expires { get; } = DateTime.UtcNow.AddMinutes(1);")]
    [InlineData("Operation { public CancellationToken Token { get; set; } public DateTime Expires { get; } = DateTime.UtcNow.AddMinutes(1);")]
    [InlineData("Library { public string Token { get; set; } = \"\"; public DateTime CacheExpires { get; } = DateTime.UtcNow.AddMinutes(1);")]
    public Task Other_things_expire_too(string type) => Verify.Silent($$"""
        public sealed class {{type}} public bool IsOver => {{(type.Contains("CacheExpires", System.StringComparison.Ordinal) ? "CacheExpires" : type.Contains("ExpiresAt", System.StringComparison.Ordinal) ? "ExpiresAt" : "Expires")}} < DateTime.Now; }
        """);

    [Fact]
    public Task Certificates_are_local_time() => Verify.Silent("""
        using System.Security.Cryptography.X509Certificates;

        public static class Certificates
        {
            public static bool IsExpired(X509Certificate2 certificate) => certificate.NotAfter < DateTime.Now;
        }
        """);

    [Fact]
    public Task A_lifetime_validator_of_a_server() => Verify.Silent("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.Tokens;

        public static class Lifetimes
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public static bool Validate(DateTime? notBefore, DateTime? expires, SecurityToken token) => expires > DateTime.UtcNow && token.ValidTo > DateTime.UtcNow;
        }
        """ + Types.Replace("namespace Azure.Core", "namespace Azure.Other", System.StringComparison.Ordinal));

    [Fact]
    public Task A_refresh_token_that_the_server_gives_out() => Verify.Silent("""
        public sealed class RefreshToken
        {
            public string Token { get; init; } = Guid.NewGuid().ToString();

            public DateTime Expires { get; init; } = DateTime.UtcNow.AddDays(7);

            public bool IsExpired => DateTime.UtcNow >= Expires;
        }
        """);

    [Fact]
    public Task An_expiry_that_other_code_fills() => Verify.Silent("""
        public sealed class StoredToken
        {
            public string Token { get; set; } = "";

            public DateTime ExpiresAt { get; set; }

            public bool IsExpired => DateTime.Now >= ExpiresAt || ExpiresAt < DateTime.UtcNow;
        }
        """);

    [Fact]
    public Task A_query_that_cleans_up() => Verify.Silent("""
        public sealed class Store
        {
            private readonly List<Azure.Core.AccessToken> _tokens = new();

            public void Clean() => _tokens.RemoveAll(t => t.ExpiresOn < DateTimeOffset.UtcNow);
        }

        """ + Types);

    [Fact]
    public Task No_allowance_in_test_code() => Verify.Silent("""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => token.ValidTo < DateTime.UtcNow;
        }

        """ + Types, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task A_project_without_grpc() => Verify.Silent("""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => token.ValidTo < DateTime.Now;
        }

        """ + Types, new Setup { WithoutGrpc = true });

    [Fact]
    public Task Numbers_and_words_that_only_sound_so() => Verify.Silent("""
        public sealed class Job
        {
            public string Token { get; set; } = "";

            public int ExpiresIn { get; set; }

            public string Expiry { get; set; } = "";

            public bool IsShort => ExpiresIn < 60 || Expiry.CompareTo("x") < 0 || Math.Exp(1) > 2;
        }
        """);
}
