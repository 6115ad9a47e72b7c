using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class ExpiryComparedWithLocalTimeTests
{
    /// <summary>Stands in for Microsoft.IdentityModel, Azure.Core and an OAuth answer: the types are known by their names and namespaces.</summary>
    internal const string Types = """

        namespace Microsoft.IdentityModel.Tokens
        {
            public abstract class SecurityToken
            {
                public abstract DateTime ValidFrom { get; }

                public abstract DateTime ValidTo { get; }
            }
        }

        namespace Azure.Core
        {
            public struct AccessToken
            {
                public string Token { get; set; }

                public DateTimeOffset ExpiresOn { get; set; }
            }
        }

        public sealed class TokenResponse
        {
            public string AccessToken { get; set; } = "";

            public int ExpiresIn { get; set; }
        }
        """;

    private const string East = ", and a valid one counts as expired east of UTC";

    [Theory]
    [InlineData("private static DateTime Now() => DateTime.Now;", "Now()")]
    [InlineData("private static DateTime Now => DateTime.Now;", "Now")]
    [InlineData("private static DateTime Now() => Clock(); private static DateTime Clock() { return DateTime.Now; }", "Now()")]
    public Task A_method_or_property_that_gives_the_present(string member, string now) => Verify.Reports($$"""
        public sealed class TokenCache
        {
            private string _accessToken = "";
            private DateTime _expiresAt;

            {{member}}

            public void Take(LoginReply reply)
            {
                _accessToken = reply.Token;
                _expiresAt = DateTime.UtcNow.AddSeconds(reply.ExpiresIn - 60);
            }

            public string? Get() => {|GRPCAUTH3004:{{now}} < _expiresAt|} ? _accessToken : null;
        }
        """);

    [Theory]
    [InlineData("private static DateTime Now() => DateTime.UtcNow;", "Now()")]
    [InlineData("private readonly DateTime _start = DateTime.Now; private DateTime Now() => _start;", "Now()")]
    [InlineData("private static DateTime Now() => Environment.TickCount > 0 ? DateTime.UtcNow : DateTime.Now;", "Now()")]
    public Task A_method_that_gives_UTC_or_something_else(string member, string now) => Verify.Silent($$"""
        public sealed class TokenCache
        {
            private string _accessToken = "";
            private DateTime _expiresAt;

            {{member}}

            public void Take(LoginReply reply)
            {
                _accessToken = reply.Token;
                _expiresAt = DateTime.UtcNow.AddSeconds(reply.ExpiresIn - 60);
            }

            public string? Get() => {{now}} < _expiresAt ? _accessToken : null;
        }
        """);

    [Theory]
    [InlineData("token.ValidTo < {|#0:DateTime.Now|}")]
    [InlineData("token.ValidTo <= DateTime.Now")]
    [InlineData("DateTime.Now > token.ValidTo")]
    [InlineData("DateTime.Now.AddMinutes(5) >= token.ValidTo")]
    [InlineData("token.ValidTo.AddMinutes(-1) < DateTime.Now")]
    [InlineData("token.ValidTo - TimeSpan.FromMinutes(1) < DateTime.Now")]
    [InlineData("token.ValidTo - DateTime.Now < TimeSpan.FromMinutes(5)")]
    [InlineData("token.ValidTo.Subtract(DateTime.Now).TotalMinutes < 5")]
    [InlineData("(token.ValidTo - DateTime.Now).TotalSeconds <= 0")]
    [InlineData("token.ValidTo.Ticks < DateTime.Now.Ticks")]
    [InlineData("token.ValidFrom > DateTime.Now")]
    public Task A_utc_expiry_is_compared_with_local_time(string comparison) => Verify.Reports($$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => {|GRPCAUTH3004:{{comparison}}|};
        }

        """ + Types, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("token.ValidTo.CompareTo(DateTime.Now)")]
    [InlineData("DateTime.Compare(token.ValidTo, DateTime.Now)")]
    public Task Methods_that_compare(string comparison) => Verify.Reports($$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => {|GRPCAUTH3004:{{comparison}}|} < 0;
        }

        """ + Types, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_says_what_happens() => Verify.Reports("""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken? token)
            {
                var now = DateTime.Now;
                return {|GRPCAUTH3004:token?.ValidTo < now|};
            }
        }

        """ + Types, message: "Expiry 'SecurityToken.ValidTo' is compared with local time; an expired token is still sent west of UTC" + East);

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn - 60)", "_expires < DateTime.Now")]
    [InlineData("{|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(55)|}", "DateTime.Now >= _expires")]
    [InlineData("_expires = DateTimeOffset.UtcNow.AddSeconds(answer.ExpiresIn).UtcDateTime", "DateTime.Now >= _expires")]
    [InlineData("_expires = DateTime.Now.ToUniversalTime().AddSeconds(answer.ExpiresIn)", "DateTime.Now >= _expires")]
    [InlineData("_expires = DateTime.UtcNow + TimeSpan.FromSeconds(answer.ExpiresIn)", "DateTime.Now >= _expires")]
    public Task An_expiry_that_was_stored_in_utc(string store, string comparison) => Verify.Reports($$"""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires = DateTime.MinValue;

            public void Store(TokenResponse answer)
            {
                _token = answer.AccessToken;
                {{store}};
            }

            public string? Current => {|GRPCAUTH3004:{{comparison}}|} ? null : _token;
        }

        """ + Types, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task An_expiry_that_was_stored_in_local_time_and_is_compared_with_utc() => Verify.Reports("""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires;

            public void Store(TokenResponse answer)
            {
                _token = answer.AccessToken;
                _expires = DateTime.Now.AddSeconds(answer.ExpiresIn);
            }

            public string? Current => {|GRPCAUTH3004:_expires.AddMinutes(-1) < DateTime.UtcNow|} ? null : _token;
        }

        """ + Types, severity: DiagnosticSeverity.Warning,
        message: "Expiry 'TokenCache._expires' is compared with UTC, but it is local time; an expired token is still sent east of UTC, and a valid one counts as expired west of UTC");

    [Theory]
    [InlineData("DateTimeOffset.FromUnixTimeSeconds(exp).DateTime")]
    [InlineData("DateTimeOffset.FromUnixTimeSeconds(exp).UtcDateTime")]
    public Task The_claim_exp(string expiry) => Verify.Reports($$"""
        public static class Tokens
        {
            public static bool IsExpired(System.Security.Claims.ClaimsPrincipal user)
            {
                var exp = long.Parse(user.FindFirst("exp")!.Value);
                var expires = {{expiry}};
                return {|GRPCAUTH3004:expires < DateTime.Now|};
            }
        }
        """, severity: DiagnosticSeverity.Warning, message: "Expiry 'exp' is compared with local time; an expired token is still sent west of UTC" + East);

    [Theory]
    [InlineData("RefreshTokenModel { public string Token { get; set; } = \"\"; public DateTime ExpiresUtc { get; set; }", "ExpiresUtc < DateTime.Now")]
    [InlineData("Session(string accessToken) { public string AccessToken => accessToken; public DateTime ExpirationUtc { get; init; }", "DateTime.Now > ExpirationUtc")]
    public Task A_name_that_says_utc(string type, string comparison) => Verify.Reports($$"""
        public sealed class {{type}} public bool IsExpired => {|GRPCAUTH3004:{{comparison}}|}; }
        """.Replace("class Session", "class Login", System.StringComparison.Ordinal), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("token.ValidTo < DateTime.UtcNow")]
    [InlineData("DateTime.UtcNow >= token.ValidTo")]
    [InlineData("token.ValidTo < DateTimeOffset.UtcNow")]
    [InlineData("token.ValidTo < DateTime.Now.ToUniversalTime()")]
    [InlineData("token.ValidTo.ToLocalTime() < DateTime.Now")]
    [InlineData("token.ValidTo - DateTime.UtcNow <= TimeSpan.Zero")]
    public Task No_allowance_for_clock_skew_is_information(string comparison) => Verify.Reports($$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => {|GRPCAUTH3004:{{comparison}}|};
        }

        """ + Types, severity: DiagnosticSeverity.Info,
        message: "Expiry 'SecurityToken.ValidTo' is compared without a margin for clock skew; a token that expires on the way or by the server's clock is sent and fails with Unauthenticated");

    [Theory]
    [InlineData("_token.ExpiresOn <= DateTimeOffset.UtcNow", "")]
    [InlineData("_token.ExpiresOn < DateTimeOffset.Now", "")]
    [InlineData("_token.ExpiresOn < time.GetUtcNow()", "TimeProvider time")]
    public Task The_answer_of_a_token_service_without_margin(string comparison, string parameter) => Verify.Reports($$"""
        public sealed class TokenCache
        {
            private Azure.Core.AccessToken _token;

            public void Store(Azure.Core.AccessToken token) => _token = token;

            public bool IsStale({{parameter}}) => {|GRPCAUTH3004:{{comparison}}|};
        }

        """ + Types, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("_expires = DateTime.UtcNow.AddSeconds(answer.ExpiresIn)", "_expires < DateTime.UtcNow")]
    [InlineData("_expires = DateTime.Now.AddSeconds((double)answer.ExpiresIn)", "_expires < DateTime.Now")]
    public Task An_expiry_that_was_stored_as_the_server_said_it(string store, string comparison) => Verify.Reports($$"""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires;

            public void Store(TokenResponse answer)
            {
                _token = answer.AccessToken;
                {{store}};
            }

            public string? Current => {|GRPCAUTH3004:{{comparison}}|} ? null : _token;
        }

        """ + Types, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Test_code_that_mixes_clocks_is_information() => Verify.Reports("""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => {|GRPCAUTH3004:token.ValidTo < DateTime.Now|};
        }

        """ + Types, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
