using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 where a cache gives the token: the memory cache, a dictionary, an object that is kept.</summary>
public sealed class TokenCapturedOnceEntryTests
{
    [Theory]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", _ => FetchAsync()))!")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", async entry => { entry.Size = 1; return await FetchAsync(); }))!")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", async entry => { entry.Priority = CacheItemPriority.NeverRemove; return await FetchAsync(); }))!")]
    [InlineData("(await own.GetOrCreateAsync(\"token\", _ => FetchAsync()))!; private readonly MemoryCache own = new(new MemoryCacheOptions())")]
    [InlineData("(await cache.GetOrCreateAsync(Key, Create))!; private const string Key = \"token\"; private Task<string> Create(ICacheEntry entry) => FetchAsync()")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", _ => FetchAsync()))!; public void Clear() => cache.Remove(\"orders\")")]
    public Task The_memory_cache_without_an_expiry(string token) => Verify.Reports(Program("public async Task<string> GetTokenAsync() => " + token + ";"));

    [Theory]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token)) return token!; token = await FetchAsync(); cache.Set(\"token\", token); return token;")]
    [InlineData("if (!cache.TryGetValue(\"token\", out string? token)) { token = await FetchAsync(); cache.Set(\"token\", token); } return token!;")]
    [InlineData("var token = cache.Get<string>(\"token\"); if (token is null) { token = await FetchAsync(); cache.Set(\"token\", token); } return token;")]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token)) { return token!; } return cache.Set(\"token\", await FetchAsync());")]
    public Task An_entry_that_is_set_without_an_expiry(string body) => Verify.Reports(Program("public async Task<string> GetTokenAsync() { " + body + " }"));

    [Theory]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", async entry => { entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(9); return await FetchAsync(); }))!")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", entry => { entry.SetAbsoluteExpiration(TimeSpan.FromMinutes(9)); return FetchAsync(); }))!")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", entry => { entry.SlidingExpiration = TimeSpan.FromMinutes(9); return FetchAsync(); }))!")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", entry => { Configure(entry); return FetchAsync(); }))!; private static void Configure(ICacheEntry entry) => entry.AbsoluteExpiration = DateTimeOffset.UtcNow.AddMinutes(9)")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", Create))!; private Task<string> Create(ICacheEntry entry) { entry.AbsoluteExpiration = DateTimeOffset.UtcNow.AddMinutes(9); return FetchAsync(); }  private int _unused")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", _ => FetchAsync()))!; public void Clear() => cache.Remove(\"token\")")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", _ => FetchAsync()))!; public void Clear(string key) => cache.Remove(key)")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\", _ => FetchAsync()))!; public void Renew(string token) => cache.Set(\"token\", token)")]
    [InlineData("(await cache.GetOrCreateAsync(\"token\" + DateTime.UtcNow.Hour, _ => FetchAsync()))!")]
    public Task The_memory_cache_with_an_expiry_or_a_change(string token) =>
        Verify.Silent(Program("public async Task<string> GetTokenAsync() => " + token + ";").Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token)) return token!; token = await FetchAsync(); cache.Set(\"token\", token, TimeSpan.FromMinutes(9)); return token;")]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token)) return token!; token = await FetchAsync(); cache.Set(\"token\", token, DateTimeOffset.UtcNow.AddMinutes(9)); return token;")]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token)) return token!; token = await FetchAsync(); cache.Set(\"token\", token, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(9) }); return token;")]
    [InlineData("if (cache.TryGetValue(\"token\", out string? token) && token!.Length > Random.Shared.Next()) return token!; token = await FetchAsync(); cache.Set(\"token\", token); return token; } public void Clear() { cache.Remove(\"token\");")]
    [InlineData("using var entry = cache.CreateEntry(\"token\"); entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1); var token = await FetchAsync(); entry.Value = token; return token;")]
    public Task An_entry_that_is_set_with_an_expiry_or_removed(string body) =>
        Verify.Silent(Program("public async Task<string> GetTokenAsync() { " + body + " }").Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _tokens = new(); public Task<string> GetTokenAsync() => Task.FromResult(_tokens.GetOrAdd(\"orders\", _ => FetchAsync().Result));")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> _tokens = new(); public Task<string> GetTokenAsync() => _tokens.GetOrAdd(\"orders\", _ => FetchAsync());")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> All = new(); public int Count => All.Count; public Task<string> GetTokenAsync() => All.GetOrAdd(\"orders\", _ => FetchAsync());")]
    public Task A_dictionary_that_is_only_filled(string members) => Verify.Reports(Program(members));

    [Theory]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> _tokens = new(); public void Drop() => _tokens.TryRemove(\"orders\", out _); public Task<string> GetTokenAsync() => _tokens.GetOrAdd(\"orders\", _ => FetchAsync());")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> _tokens = new(); public void Renew() => _tokens[\"orders\"] = FetchAsync(); public Task<string> GetTokenAsync() => _tokens.GetOrAdd(\"orders\", _ => FetchAsync());")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> _tokens = new(); public void Renew() => Clear(_tokens); private static void Clear(System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> all) => all.Clear(); public Task<string> GetTokenAsync() => _tokens.GetOrAdd(\"orders\", _ => FetchAsync());")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<int, Task<string>> _tokens = new(); public Task<string> GetTokenAsync() => _tokens.GetOrAdd(DateTime.UtcNow.Hour, _ => FetchAsync());")]
    public Task A_dictionary_that_loses_entries(string members) => Verify.Silent(Program(members).Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() { _session ??= new Session(await FetchAsync(), \"orders\"); return _session.AccessToken; }")]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() => (_session ??= await SignInAsync()).AccessToken; private async Task<Session> SignInAsync() => new(await FetchAsync(), \"orders\");")]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() { if (_session is null) { _session = await SignInAsync(); } return _session.AccessToken; } private async Task<Session> SignInAsync() => new(await FetchAsync(), \"orders\");")]
    public Task A_record_that_is_kept(string members) => Verify.Reports(Program(members, "internal sealed record Session(string AccessToken, string User);"));

    [Theory]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() => (_session ??= new Session(\"\", await FetchAsync())).AccessToken;", false)]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() => (_session ??= new Session(await FetchAsync(), \"\")).AccessToken;", true)]
    [InlineData("private Acme.Session? _session; public async Task<string> GetTokenAsync() => (_session ??= new Acme.Session(await FetchAsync())).AccessToken;", false)]
    public Task A_record_with_a_constant_or_of_a_library(string members, bool isReported)
    {
        var setup = new Setup { Library = "namespace Acme { public sealed record Session(string AccessToken); }" };
        var program = Program(members, "internal sealed record Session(string AccessToken, string User);");
        return isReported
            ? Verify.Reports(program, setup)
            : Verify.Silent(program.Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal), setup);
    }

    [Theory]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() { if (_session is null or { IsExpired: true }) { _session = await SignInAsync(); } return _session.AccessToken; }")]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() => (_session ??= await SignInAsync()).AccessToken; public void SignOut() => _session = null;")]
    [InlineData("private Session? _session; public async Task<string> GetTokenAsync() => (_session ??= await SignInAsync()).AccessToken; public async Task RenewAsync() => _session = _session! with { AccessToken = await FetchAsync() };")]
    [InlineData("private Session? _session; private bool IsValid => _session is { IsExpired: false }; public async Task<string> GetTokenAsync() { if (!IsValid) _session = await SignInAsync(); return _session!.AccessToken; }")]
    public Task A_record_that_is_replaced(string members) => Verify.Silent(
        Program(
            members + " private async Task<Session> SignInAsync() => new(await FetchAsync(), DateTimeOffset.UtcNow.AddMinutes(9));",
            "internal sealed record Session(string AccessToken, DateTimeOffset End) { public bool IsExpired => End <= DateTimeOffset.UtcNow; }")
            .Replace("{|GRPCAUTH3002:", "", System.StringComparison.Ordinal).Replace("()|}", "()", System.StringComparison.Ordinal));

    private static string Program(string members, string types = "") => $$$"""
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.DependencyInjection;

        {{{types}}}

        internal sealed class Tokens(IMemoryCache cache, HttpClient http)
        {
            internal bool HasCache => cache is not null;

            {{{members}}}

            internal Task<string> FetchAsync() => http.GetStringAsync("https://login.example.com/token");
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<Tokens>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials(async (context, metadata, provider) =>
                        metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:await provider.GetRequiredService<Tokens>().GetTokenAsync()|}}"));
            }
        }
        """;
}
