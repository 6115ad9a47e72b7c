using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public class ExpiryComparedWithLocalTimeFixTests
{
    private const string Types = ExpiryComparedWithLocalTimeTests.Types;

    [Theory]
    [InlineData("token.ValidTo < DateTime.Now", "token.ValidTo < DateTime.UtcNow.AddMinutes(1)")]
    [InlineData("DateTime.Now >= token.ValidTo", "DateTime.UtcNow.AddMinutes(1) >= token.ValidTo")]
    [InlineData("token.ValidTo < System.DateTime.Now.AddMinutes(5)", "token.ValidTo < System.DateTime.UtcNow.AddMinutes(5)")]
    [InlineData("token.ValidFrom > DateTime.Now", "token.ValidFrom > DateTime.UtcNow")]
    [InlineData("(token.ValidTo - DateTime.Now).TotalMinutes < 5", "(token.ValidTo - DateTime.UtcNow).TotalMinutes < 5")]
    [InlineData("token.ValidTo - DateTime.Now <= TimeSpan.Zero", "token.ValidTo - DateTime.UtcNow.AddMinutes(1) <= TimeSpan.Zero")]
    [InlineData("token.ValidTo < DateTime.UtcNow", "token.ValidTo < DateTime.UtcNow.AddMinutes(1)")]
    [InlineData("token.ValidTo < DateTimeOffset.Now", "token.ValidTo < DateTimeOffset.Now.AddMinutes(1)")]
    [InlineData("token.ValidTo < DateTime.Now /* here */", "token.ValidTo < DateTime.UtcNow.AddMinutes(1) /* here */")]
    public Task The_clock_is_read_in_utc_and_with_a_margin(string before, string after) => Verify.Fixes(Source("{|GRPCAUTH3004:" + before.Replace(" /* here */", "", System.StringComparison.Ordinal) + "|}" + (before.EndsWith("/* here */", System.StringComparison.Ordinal) ? " /* here */" : "")), Source(after));

    [Fact]
    public Task The_contract_holds_for_several() => FixPromise.HoldsAsync("""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => token.ValidTo < DateTime.Now || DateTime.Now.AddSeconds(5) > token.ValidTo || token.ValidTo <= DateTime.UtcNow;
        }

        """ + Types);

    [Fact]
    public Task A_clock_that_was_read_before_is_converted_where_it_is_also_shown() => Verify.Fixes(
        ReadBefore("DateTime.Now", "Console.WriteLine(now);", "{|GRPCAUTH3004:token.ValidTo < now|}"),
        ReadBefore("DateTime.Now", "Console.WriteLine(now);", "token.ValidTo < now.ToUniversalTime().AddMinutes(1)"));

    [Fact]
    public Task A_clock_that_was_read_before_is_read_in_UTC() => Verify.Fixes(
        ReadBefore("DateTime.Now", "Console.WriteLine(token);", "{|GRPCAUTH3004:token.ValidTo < now|}"),
        ReadBefore("DateTime.UtcNow", "Console.WriteLine(token);", "token.ValidTo < now.AddMinutes(1)"));

    private static string ReadBefore(string clock, string statement, string comparison) => $$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token)
            {
                var now = {{clock}};
                {{statement}}
                return {{comparison}};
            }
        }

        """ + Types;

    [Fact]
    public Task What_was_stored_in_local_time_is_not_fixed_at_the_comparison() => Verify.NotFixable("""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expires;

            public void Store(TokenResponse answer)
            {
                _token = answer.AccessToken;
                _expires = DateTime.Now.AddSeconds(answer.ExpiresIn);
            }

            public string? Current => {|GRPCAUTH3004:_expires < DateTime.UtcNow|} ? null : _token;
        }

        """ + Types);

    private static string Source(string comparison) => $$"""
        using Microsoft.IdentityModel.Tokens;

        public static class Tokens
        {
            public static bool IsExpired(SecurityToken token) => {{comparison}};
        }

        """ + Types;
}
