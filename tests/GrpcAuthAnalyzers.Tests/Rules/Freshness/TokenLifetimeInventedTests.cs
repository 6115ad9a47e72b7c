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

    [Theory]
    [InlineData("private CachedToken? _cached;", "_cached = new CachedToken({|#0:reply.AccessToken|}, {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddHours(1)|});")]
    [InlineData("private CachedToken? _cached;", "var token = {|#0:reply.AccessToken|}; var expires = DateTimeOffset.UtcNow.AddHours(1); _cached = new(token, {|GRPCAUTH3007:expires|});")]
    [InlineData("private CachedToken? _cached;", "_cached = new CachedToken(ExpiresAt: {|GRPCAUTH3007:DateTimeOffset.UtcNow + TimeSpan.FromMinutes(50)|}, Token: {|#0:reply.AccessToken|});")]
    [InlineData("private (string Token, DateTime ExpiresAt) _cached;", "_cached = ({|#0:reply.AccessToken|}, {|GRPCAUTH3007:DateTime.UtcNow.AddMinutes(50)|});")]
    [InlineData("private string? _token; private DateTime _expires;", "(_token, _expires) = ({|#0:reply.AccessToken|}, {|GRPCAUTH3007:DateTime.UtcNow.AddMinutes(50)|});")]
    [InlineData("private string? _token; private DateTime _renewAt;", "_token = {|#0:reply.AccessToken|}; {|GRPCAUTH3007:_renewAt = DateTime.UtcNow.AddMinutes(50)|};")]
    [InlineData("private string? _token; private DateTimeOffset NextRefresh { get; set; }", "_token = {|#0:reply.AccessToken|}; {|GRPCAUTH3007:NextRefresh = DateTimeOffset.UtcNow.AddMinutes(50)|};")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "_cache.Set(\"token\", {|#0:reply.AccessToken|}, {|GRPCAUTH3007:TimeSpan.FromMinutes(50)|});")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "var token = {|#0:reply.AccessToken|}; _cache.Set(\"token\", token, {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddMinutes(50)|});")]
    [InlineData("private readonly IMemoryCache _cache = null!; private static readonly TimeSpan s_life = TimeSpan.FromHours(1) - new TimeSpan(0, 5, 0);", "_cache.Set(\"token\", {|#0:reply.AccessToken|}, {|GRPCAUTH3007:s_life|});")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "_cache.Set(key: \"token\", absoluteExpirationRelativeToNow: {|GRPCAUTH3007:TimeSpan.FromMinutes(50)|}, value: {|#0:reply.AccessToken|});")]
    [InlineData("private readonly Dictionary<string, (string Token, DateTimeOffset Expires)> _kept = new();", "_kept[\"orders\"] = ({|#0:reply.AccessToken|}, {|GRPCAUTH3007:DateTimeOffset.UtcNow.AddMinutes(50)|});")]
    [InlineData("private string? _token; private DateTime _expires;", "ArgumentNullException.ThrowIfNull(reply); _token = {|#0:reply.AccessToken|}; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(50)|};")]
    [InlineData("private string? _token; private DateTime _expires; private const int Lifetime = 3000;", "_token = {|#0:reply.AccessToken|}; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddSeconds(Limits.Lifetime)|}; Console.WriteLine(Lifetime);")]
    [InlineData("private string? _token; private DateTime _expires;", "Console.WriteLine(\"export\"); Console.WriteLine(\"token will expire\"); _token = {|#0:reply.AccessToken|}; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(50)|};")]
    [InlineData("private string? _token; private DateTime _expires;", "var token = {|#0:reply.AccessToken|}; _token = token; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(50)|};")]
    [InlineData("private string? _token; private DateTime _expires;", "var token = {|#0:reply.AccessToken|}; Console.WriteLine(token); _token = token; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddSeconds(301)|};")]
    public Task Of_a_new_object_a_tuple_and_an_entry(string members, string statements) => Verify.Reports(Keeper(members, statements));

    [Theory]
    [InlineData("private CachedToken? _cached;", "_cached = new CachedToken(reply.AccessToken, DateTimeOffset.UtcNow.AddSeconds(reply.ExpiresIn));")]
    [InlineData("private CachedToken? _cached;", "_cached = new CachedToken(\"none\", DateTimeOffset.UtcNow.AddHours(1)); Console.WriteLine(reply.AccessToken);")]
    [InlineData("private CachedToken? _cached;", "_cached = new CachedToken(reply.AccessToken, DateTimeOffset.MaxValue);")]
    [InlineData("private readonly List<(string Name, DateTime SeenAt)> _seen = new();", "_seen.Add((reply.AccessToken, DateTime.UtcNow.AddMinutes(50)));")]
    [InlineData("private (string, DateTime) _cached;", "_cached = (reply.AccessToken, DateTime.UtcNow.AddMinutes(50));")]
    [InlineData("private string? _token; private DateTime _lastRefresh;", "_token = reply.AccessToken; _lastRefresh = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _refreshTokenExpires;", "_token = reply.AccessToken; _refreshTokenExpires = DateTime.UtcNow.AddDays(30);")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "_cache.Set(\"token\", reply.AccessToken, TimeSpan.FromSeconds(reply.ExpiresIn));")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "_cache.Set(reply.AccessToken, \"seen\", TimeSpan.FromMinutes(50));")]
    [InlineData("private readonly IMemoryCache _cache = null!;", "_cache.Set(\"reply\", reply, TimeSpan.FromMinutes(50)); Console.WriteLine(reply.AccessToken);")]
    [InlineData("private readonly IMemoryCache _cache = null!; private readonly TimeSpan _life = TimeSpan.Parse(\"1\");", "_cache.Set(\"token\", reply.AccessToken, _life);")]
    [InlineData("private Timer? _timer;", "_timer = new Timer(_ => GC.KeepAlive(reply.AccessToken), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));")]
    [InlineData("private System.Net.Cookie? _cookie;", "_cookie = new System.Net.Cookie(\"t\", reply.AccessToken) { Expires = DateTime.UtcNow.AddDays(1) };")]
    [InlineData("private string? _token; private DateTime _expires; private TokenResponse? _last;", "_last = reply; _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "var copy = reply; Console.WriteLine(copy); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "Console.WriteLine(new Holder(reply)); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "Func<object> last = () => { return reply; }; Console.WriteLine(last()); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "var lifetime = Limits.Read(); Console.WriteLine(lifetime); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "Console.WriteLine(\"exp\"); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "Console.WriteLine(\"expires_in\"); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "Console.WriteLine(Limits.Current.ExpiresAt); _token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50);")]
    [InlineData("private string? _token; private DateTime _expires;", "new Holder(null).Token = reply.AccessToken; _expires = DateTime.UtcNow.AddMinutes(50); _token = \"\";")]
    [InlineData("private string? _token; private DateTime _expires;", "var token = reply.AccessToken; new Holder(null).Token = token; _expires = DateTime.UtcNow.AddMinutes(50); _token = \"\";")]
    [InlineData("private string? _refreshToken; private DateTime _tokenExpires;", "_refreshToken = reply.AccessToken; _tokenExpires = DateTime.UtcNow.AddMinutes(50);")]
    public Task Silent_in_a_new_object_a_tuple_and_an_entry(string members, string statements) => Verify.Silent(Keeper(members, statements));

    [Fact]
    public Task Of_variables_that_a_lambda_keeps() => Verify.Reports(Answers + """
        public static class Tokens
        {
            public static Func<Task<string>> From(IIdentity identity)
            {
                string? token = null;
                var expires = DateTime.MinValue;
                return async () =>
                {
                    if (token is null || expires < DateTime.UtcNow)
                    {
                        var reply = await identity.SignInAsync();
                        token = {|#0:reply.AccessToken|};
                        {|GRPCAUTH3007:expires = DateTime.UtcNow.AddMinutes(50)|};
                    }

                    return token;
                };
            }
        }
        """);

    /// <summary>What an answer is like that says how long its token lives, and how it is received.</summary>
    [Theory]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public TimeSpan Lifetime; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public DateTime ExpiresAt { get; set; } }", "var reply = await askLater();")]
    [InlineData("class Lived { public int ExpiresIn; } public sealed class Reply : Lived { public string Token = \"\"; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var reply = given;")]
    [InlineData("class Reply { public string Token = \"\"; public string RefreshToken = \"\"; public int RefreshTtl; public int ExpiresIn; }", "var reply = ask();")]
    public Task Of_an_answer(string type, string received) => Verify.Reports(
        Received(type, received, "_token = {|#0:reply.Token|}; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(50)|};"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var reply = new Reply { Token = Environment.MachineName };")]
    [InlineData("class Reply { public string Token = \"\"; public DateTime ExpiresAt { get; set; } }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public string ExpiresIn = \"\"; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public static int ExpiresIn; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn { set => Console.WriteLine(value); } }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; private int ExpiresIn { get; set; } public bool IsShort => ExpiresIn < 9; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn() => 9; }", "var reply = ask();")]
    [InlineData("class Reply { public System.Text.StringBuilder Token = new(); public int ExpiresIn; }", "var reply = ask();")]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var expiresIn = limit; var reply = ask(); GC.KeepAlive(expiresIn);")]
    [InlineData("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var reply = ask(); GC.KeepAlive(lifetime);")]
    public Task Silent_of_what_is_no_such_answer(string type, string received) => Verify.Silent(
        Received(type, received, "_token = reply.Token.ToString(); _expires = DateTime.UtcNow.AddMinutes(50);"));

    [Fact]
    public Task Of_a_library_without_await() => Verify.Reports("""
        using Azure.Core;

        public sealed class AzureTokens(TokenCredential credential)
        {
            private string _token = "";
            private DateTimeOffset _expiresOn;

            public void Renew(CancellationToken cancellation)
            {
                var answer = credential.GetToken(new TokenRequestContext(["api://orders/.default"]), cancellation);
                _token = {|#0:answer.Token|};
                {|GRPCAUTH3007:_expiresOn = DateTimeOffset.UtcNow.AddMinutes(45)|};
            }

            public string? Current => _expiresOn > DateTimeOffset.UtcNow.AddMinutes(1) ? _token : null;
        }
        """, new Setup { TokenPackages = true });

    [Fact]
    public Task Five_minutes_are_short() => Verify.Reports(
        Received("class Reply { public string Token = \"\"; public int ExpiresIn; }", "var reply = ask();", "_token = {|#0:reply.Token|}; {|GRPCAUTH3007:_expires = DateTime.UtcNow.AddMinutes(5)|};"),
        severity: DiagnosticSeverity.Info);

    private static string Received(string type, string received, string statements) => $$"""
        public {{type}}

        public sealed class TokenKeeper(Func<Reply> ask, Func<Task<Reply>> askLater)
        {
            private string? _token;
            private DateTime _expires;

            public string? Current => _expires > DateTime.UtcNow.AddMinutes(1) ? _token : null;

            public async Task RenewAsync(Reply given, int limit, int lifetime)
            {
                await Task.Yield();
                {{received}}
                {
                    {{statements}}
                }
            }

            public async Task<bool> IsAskedAsync() => ask() == await askLater();
        }
        """;

    private static string Keeper(string members, string statements) => "using Microsoft.Extensions.Caching.Memory;\n" + Answers + $$"""
        public sealed record CachedToken(string Token, DateTimeOffset ExpiresAt);

        public sealed class Holder(TokenResponse? reply)
        {
            public string? Token { get; set; } = reply?.RefreshToken;
        }

        public sealed class Limits
        {
            public static readonly int Lifetime = 3000;

            public static Limits Current { get; } = new();

            public DateTime ExpiresAt { get; set; }

            public static int Read() => Environment.ProcessId;
        }

        public sealed class TokenKeeper(IIdentity identity)
        {
            {{members}}

            public async Task RenewAsync()
            {
                var reply = await identity.SignInAsync();
                {{statements}}
            }
        }
        """;
}
