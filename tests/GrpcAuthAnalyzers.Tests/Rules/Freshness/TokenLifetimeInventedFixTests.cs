using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class TokenLifetimeInventedFixTests
{
    [Theory]
    [InlineData("DateTime", "DateTime.UtcNow.AddMinutes(55)", "DateTime.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1)")]
    [InlineData("DateTime", "DateTime.UtcNow + Lifetime - Margin", "DateTime.UtcNow.AddSeconds(reply.ExpiresIn) - Margin")]
    [InlineData("DateTimeOffset", "DateTimeOffset.UtcNow.AddHours(1).AddMinutes(-5)", "DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-5)")]
    [InlineData("DateTimeOffset", "_clock.GetUtcNow().Add(Lifetime)", "_clock.GetUtcNow().AddSeconds(reply.ExpiresIn).AddMinutes(-1)")]
    [InlineData("long", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600", "DateTimeOffset.UtcNow.ToUnixTimeSeconds() + reply.ExpiresIn - 60")]
    [InlineData("long", "DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()", "DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1).ToUnixTimeSeconds()")]
    public Task Seconds(string type, string before, string after)
    {
        return Verify.Fixes(With("{|GRPCAUTH3007:", "|}", before), With("", "", after));

        string With(string start, string end, string value) => TokenLifetimeInventedTests.Answers + $$"""
            public sealed class TokenCache(IIdentity identity)
            {
                public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(50), Margin = new(0, 1, 0);
                public readonly TimeProvider _clock = TimeProvider.System;
                private string _token = "";
                private {{type}} _expires;

                public {{type}} Expires => _expires;

                public async Task<string> GetTokenAsync()
                {
                    var reply = await identity.SignInAsync();
                    _token = reply.AccessToken;
                    {{start}}_expires = {{value}}{{end}};
                    return _token;
                }
            }
            """;
    }

    [Theory]
    [InlineData("    // how long\n    private const int Minutes = 50, Seconds = 60 * Minutes;\n", "", "DateTime.UtcNow.AddSeconds(Seconds)", "    // how long\n    private const int Minutes = 50, Seconds = 60 * Minutes;\n")]
    [InlineData("    /// <summary>How long.</summary>\n    private readonly int _minutes = 50;\n", "", "DateTime.UtcNow.AddMinutes(_minutes)", "")]
    [InlineData("    private const int Minutes = 50;\n    private const int All = Minutes + 5;\n", "", "DateTime.UtcNow.AddMinutes(All)", "")]
    [InlineData("    private const int Minutes = 50; private const int All = Minutes + 5;\n", "", "DateTime.UtcNow.AddMinutes(All)", "")]
    [InlineData("    private const int Minutes = 50; private int Shown => 2; private const int All = Minutes + 5;\n", "", "DateTime.UtcNow.AddMinutes(All)", "    private int Shown => 2;\n")]
    [InlineData("", "        const int minutes = 50; const int all = minutes + 5;\n\n", "DateTime.UtcNow.AddMinutes(all)", "")]
    [InlineData("    private const int Minutes = 50; private const int All = Minutes + 5; private int Shown => 2;\n", "", "DateTime.UtcNow.AddMinutes(All)", "    private int Shown => 2;\n")]
    [InlineData("    private const int Minutes = 50;\n    public int Shown => Minutes;\n", "", "DateTime.UtcNow.AddMinutes(Minutes)", "    private const int Minutes = 50;\n    public int Shown => Minutes;\n")]
    [InlineData("", "        const int minutes = 50;\n", "DateTime.UtcNow.AddMinutes(minutes)", "")]
    public Task A_constant_that_nothing_else_uses_goes(string members, string statements, string value, string membersAfter) =>
        Verify.Fixes(Cache("int", members, statements, "{|GRPCAUTH3007:_expires = " + value + "|}"), Cache("int", membersAfter, "", "_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1)"));

    [Theory]
    [InlineData("Google.Protobuf.WellKnownTypes.Duration?", "DateTime.UtcNow.AddMinutes(50)")]
    [InlineData("int", "DateTime.UtcNow.AddMinutes(/* as they say */ 50)")]
    public Task A_lifetime_that_may_be_missing_and_a_comment_in_the_constant(string type, string value) =>
        Verify.NotFixable(Cache(type, "", "", "{|GRPCAUTH3007:_expires = " + value + "|}"));

    private static string Cache(string type, string members, string statements, string stored) => $$"""
        public sealed class SignInReply
        {
            public string AccessToken { get; set; } = "";
            public {{type}} ExpiresIn { get; set; }
        }

        public sealed class TokenCache(Func<Task<SignInReply>> signIn)
        {
        {{members}}    private string _token = "";
            private DateTime _expires;

            public DateTime Expires => _expires;

            public async Task<string> GetTokenAsync()
            {
        {{statements}}        var reply = await signIn();
                _token = reply.AccessToken;
                {{stored}};
                return _token;
            }
        }
        """;

    [Fact]
    public Task Property_of_a_generated_message_and_not_its_private_field()
    {
        return Verify.Fixes(
            With("{|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(50)|}"), With("_expires = DateTime.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1)"),
            new Setup { GeneratedContracts = true });

        string With(string stored) => $$"""
            public sealed class TokenCache(Func<Task<LoginReply>> logIn)
            {
                private string _token = "";
                private DateTime _expires;

                public async Task<string> GetTokenAsync()
                {
                    if (_expires < DateTime.UtcNow.AddMinutes(1))
                    {
                        var reply = await logIn();
                        _token = reply.Token;
                        {{stored}};
                    }

                    return _token;
                }
            }
            """;
    }

    [Theory]
    [InlineData("DateTimeOffset", "DateTimeOffset.UtcNow.AddMinutes(45)", "answer.ExpiresOn.AddMinutes(-1)")]
    [InlineData("DateTime", "DateTime.UtcNow.AddMinutes(45)", "answer.ExpiresOn.UtcDateTime.AddMinutes(-1)")]
    public Task A_moment(string type, string before, string after)
    {
        return Verify.Fixes(With("{|GRPCAUTH3007:", "|}", before), With("", "", after), new Setup { TokenPackages = true });

        string With(string start, string end, string value) => $$"""
            using Azure.Core;

            public sealed class AzureTokens(TokenCredential credential)
            {
                private string _token = "";
                private {{type}} _expiresOn;

                public async Task<string> GetTokenAsync(CancellationToken cancellation)
                {
                    if (_expiresOn < {{type}}.UtcNow)
                    {
                        var answer = await credential.GetTokenAsync(new TokenRequestContext(["api://orders/.default"]), cancellation);
                        _token = answer.Token;
                        {{start}}_expiresOn = {{value}}{{end}};
                    }

                    return _token;
                }
            }
            """;
    }

    [Theory]
    [InlineData("_cached = new CachedToken(reply.AccessToken, {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddHours(1)|});", "_cached = new CachedToken(reply.AccessToken, DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1));")]
    [InlineData("_cached = new CachedToken(ExpiresAt: {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddMinutes(60) - TimeSpan.FromMinutes(5)|}, Token: reply.AccessToken);", "_cached = new CachedToken(ExpiresAt: DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn) - TimeSpan.FromMinutes(5), Token: reply.AccessToken);")]
    [InlineData("_pair = (reply.AccessToken, {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddHours(1)|});", "_pair = (reply.AccessToken, DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn).AddMinutes(-1));")]
    public Task In_a_new_object_and_a_tuple(string before, string after) => Verify.Fixes(Keeper(before), Keeper(after));

    [Fact]
    public Task Not_of_a_variable_that_holds_the_constant_time() =>
        Verify.NotFixable(Keeper("var expires = DateTimeOffset.UtcNow.AddHours(1); _cached = new CachedToken(reply.AccessToken, {|GRPCAUTH3007:expires|});"));

    private static string Keeper(string statements) => TokenLifetimeInventedTests.Answers + $$"""
        public sealed record CachedToken(string Token, DateTimeOffset ExpiresAt);

        public sealed class TokenKeeper(IIdentity identity)
        {
            private CachedToken? _cached;
            private (string Token, DateTimeOffset ExpiresAt) _pair;

            public async Task RenewAsync()
            {
                var reply = await identity.SignInAsync();
                {{statements}}
            }
        }
        """;

    [Fact]
    public Task Not_before_the_answer_is_there_and_not_for_a_cache_entry() => Verify.NotFixable("using Microsoft.Extensions.Caching.Memory;\n" + TokenLifetimeInventedTests.Answers + """
        public sealed class TokenCache(IIdentity identity, IMemoryCache cache)
        {
            private string _token = "";
            private DateTime _expires;

            public async Task<string> GetTokenAsync()
            {
                if (_expires > DateTime.UtcNow)
                    return _token;

                {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddHours(1)|};
                var reply = await identity.SignInAsync();
                _token = {|#0:reply.AccessToken|};
                return _token;
            }

            public Task<string?> GetOtherAsync() => cache.GetOrCreateAsync("token", async entry =>
            {
                var reply = await identity.SignInAsync();
                {|GRPCAUTH3007:entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(50)|};
                return {|#1:reply.AccessToken|};
            });
        }
        """);
}
