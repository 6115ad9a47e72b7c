using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002: the other ways to fill a token once, with a flag, a dictionary, a lazy initializer or a pattern.</summary>
public sealed class TokenCapturedOnceFilledTests
{
    private const string Tokens = "private readonly Dictionary<string, string> _tokens = new(); ";

    [Theory]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, () => Fetch());")]
    [InlineData("public string GetToken() { LazyInitializer.EnsureInitialized(ref _token, () => Fetch()); return _token!; }")]
    [InlineData("private object? _gate; public string GetToken() { return LazyInitializer.EnsureInitialized(ref _token, ref _gate, () => Fetch())!; }")]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, Fetch);")]
    [InlineData("private object? _gate; public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, ref _gate, Fetch)!;")]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, Load)!; private string Load() { var token = Fetch(); return token; }")]
    [InlineData("private bool _known; private object? _gate; public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, ref _known, ref _gate, () => Fetch());")]
    [InlineData("private bool _known; private object? _gate; public string GetToken() { LazyInitializer.EnsureInitialized(ref _token, ref _known, ref _gate, Fetch); return _token!; }")]
    public Task A_lazy_initializer(string method) => Verify.Reports(Provider(method, "GetToken()"));

    [Theory]
    [InlineData("private bool _loaded; public string GetToken() { if (!_loaded) { _token = Fetch(); _loaded = true; } return _token!; }")]
    [InlineData("private bool _loaded; public string GetToken() { if (_loaded) return _token!; _token = Fetch(); _loaded = true; return _token; }")]
    [InlineData("private bool _loaded = false; public string GetToken() { if (_loaded == false) { _loaded = true; _token = Fetch(); } return _token!; }")]
    [InlineData("private bool _loaded; private readonly object _gate = new(); public string GetToken() { lock (_gate) { if (!_loaded) { _token = Fetch(); _loaded = true; } } return _token!; }")]
    [InlineData("private bool IsLoaded { get; set; } public string GetToken() { if (IsLoaded is false) { _token = Fetch(); IsLoaded = true; } return _token!; }")]
    [InlineData("private volatile bool _ready; public string GetToken() { Ensure(); return _token!; } private void Ensure() { if (_ready) { return; } _token = Fetch(); _ready = true; }")]
    public Task A_flag_that_is_set_once(string method) => Verify.Reports(Provider(method, "GetToken()"));

    [Theory]
    [InlineData("private bool _loaded; public string GetToken() { if (!_loaded) { _token = Fetch(); _loaded = true; } return _token!; } public void Invalidate() => _loaded = false;")]
    [InlineData("private bool _loaded; public string GetToken() { if (!_loaded) { _token = Fetch(); _loaded = true; } return _token!; } public void Renew() => _token = Fetch();")]
    [InlineData("private bool _loaded; private DateTime _due; public string GetToken() { if (!_loaded || _due < DateTime.UtcNow) { _token = Fetch(); _loaded = true; _due = DateTime.UtcNow.AddHours(1); } return _token!; }")]
    [InlineData("private bool _stale; public string GetToken() { if (_stale) { _token = Fetch(); _stale = false; } return _token ?? Fetch(); } public void Refused() => _stale = true;")]
    [InlineData("internal bool Loaded; public string GetToken() { if (!Loaded) { _token = Fetch(); Loaded = true; } return _token!; } public static void Clear(Source source) => source.Loaded = false;")]
    [InlineData("public bool Loaded; public string GetToken() { if (!Loaded) { _token = Fetch(); Loaded = true; } return _token!; }")]
    [InlineData("private bool _loaded; public string GetToken() { if (!_loaded) { _token = Fetch(); _loaded = DateTime.UtcNow.Hour > 0; } return _token!; }")]
    [InlineData("private bool _loaded; public string GetToken() { if (_loaded) { _token = Fetch(); } _loaded = true; return _token ?? Fetch(); }")]
    [InlineData("private readonly bool _caches = Environment.TickCount > 0; public string GetToken() { if (!_caches) { _token = Fetch(); } return _token!; }")]
    [InlineData("private bool _loaded; public string GetToken() { if (!_loaded) { _token = Fetch(); _loaded = true; } return _token!; } private void Forget(ref bool flag) => flag = false; public void Refused() => Forget(ref _loaded);")]
    [InlineData("private DateTime _until; private bool IsLoaded => _until > DateTime.UtcNow; public string GetToken() { if (!IsLoaded) { _token = Fetch(); _until = DateTime.UtcNow.AddHours(1); } return _token!; }")]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, () => Fetch()); public void Invalidate() => _token = null;")]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, Fetch); public void Invalidate() => _token = null;")]
    [InlineData("private bool _known; private object? _gate; public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, ref _known, ref _gate, () => Fetch()); public void Refused() => _known = false;")]
    [InlineData("private bool _known; private object? _gate; public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, ref _known, ref _gate, Fetch); public void Refused() => Volatile.Write(ref _known, false);")]
    [InlineData("internal bool Known; private object? _gate; public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, ref Known, ref _gate, Fetch); public static void Clear(Source source) => source.Known = false;")]
    [InlineData("public string GetToken() => LazyInitializer.EnsureInitialized(ref _token, Load)!; private string Load() => DateTime.UtcNow.Hour > 3 ? Fetch() : \"none\"; public void Refused() => _token = null;")]
    public Task A_flag_that_is_cleared_or_more(string method) => Verify.Silent(Provider(method, "GetToken()", isReported: false));

    [Theory]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) { token = Fetch(); _tokens[\"orders\"] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var cached)) return cached; var token = Fetch(); _tokens[\"orders\"] = token; return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.ContainsKey(\"orders\")) _tokens[\"orders\"] = Fetch(); return _tokens[\"orders\"]; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.ContainsKey(\"orders\")) _tokens.Add(\"orders\", Fetch()); return _tokens[\"orders\"]; }")]
    [InlineData(Tokens + "public string GetToken() => _tokens.TryGetValue(\"orders\", out var token) ? token : Fetch();", false)]
    [InlineData(Tokens + "public string GetToken() { lock (_tokens) { if (_tokens.TryGetValue(\"orders\", out var cached)) return cached; return _tokens[\"orders\"] = Fetch(); } }", false)]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> s_tokens = new(); public string GetToken() { if (s_tokens.TryGetValue(\"orders\", out var cached) && !string.IsNullOrEmpty(cached)) { return cached; } var token = Fetch(); s_tokens[\"orders\"] = token; return token; }")]
    [InlineData("private readonly IDictionary<string, string> _tokens = new Dictionary<string, string>(); public string GetToken() { _tokens.TryGetValue(\"orders\", out var token); if (token is null) { token = Fetch(); _tokens[\"orders\"] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var cached)) return cached; return _tokens[\"orders\"] = {|#0:Fetch()|}; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = {|#0:Fetch()|}; return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var token) == false) { token = Fetch(); _tokens[\"orders\"] = token; } return token!; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.ContainsKey(\"orders\") == true) return _tokens[\"orders\"]; return _tokens[\"orders\"] = Fetch(); }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token) || string.IsNullOrEmpty(token)) { token = Fetch(); _tokens[\"orders\"] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { string? token; if (!_tokens.TryGetValue(\"orders\", out token)) { token = Fetch(); _tokens[\"orders\"] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { var key = \"orders\"; if (!_tokens.TryGetValue(key, out var token)) { token = Fetch(); _tokens[key] = token; } return token; }")]
    [InlineData(Tokens + "private readonly string _key = \"orders\"; public string GetToken() { if (!_tokens.TryGetValue(_key, out var token)) { token = Fetch(); _tokens[_key] = token; } return token; }")]
    [InlineData(Tokens + "public int Count => _tokens.Count; public string GetToken() { if (!_tokens.ContainsKey(\"orders\")) _tokens.TryAdd(\"orders\", Fetch()); return _tokens[\"orders\"]; }")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept = new(); public string GetToken() => _kept.GetOrAdd(\"orders\", Fetch());")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept = new(); public string GetToken() => _kept.GetOrAdd(\"orders\", key => FetchFor(key)); private static string FetchFor(string name) => System.IO.File.ReadAllText(name);")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept = new(); public bool HasNone => _kept.IsEmpty; public string GetToken() => _kept.GetOrAdd(\"orders\", _ => Fetch());")]
    public Task A_dictionary_that_is_only_filled(string method, bool isReported = true) => isReported
        ? Verify.Reports(Provider(method, "GetToken()"))
        : Verify.Silent(Provider(method, "GetToken()", isReported: false));

    [Theory]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); return token; } public void Refused() => _tokens.Remove(\"orders\");")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); return token; } public void Refused() => _tokens.Clear();")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); return token; } public void Renew() => _tokens[\"orders\"] = Fetch();")]
    [InlineData(Tokens + "private static bool IsExpired(string token) => token.Length > 3; public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token) || IsExpired(token)) _tokens[\"orders\"] = token = Fetch(); return token; }")]
    [InlineData(Tokens + "private static bool IsFresh(string token) => token.Length > 3; public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var cached) && IsFresh(cached)) return cached; var token = Fetch(); _tokens[\"orders\"] = token; return token; }")]
    [InlineData(Tokens + "private DateTime _due; public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var cached) && _due > DateTime.UtcNow) return cached; var token = Fetch(); _tokens[\"orders\"] = token; _due = DateTime.UtcNow.AddHours(1); return token; }")]
    [InlineData(Tokens + "public string GetToken() { var key = DateTime.UtcNow.Hour.ToString(); if (!_tokens.TryGetValue(key, out var token)) _tokens[key] = token = Fetch(); return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(DateTime.UtcNow.Hour.ToString(), out var token)) _tokens[\"orders\"] = token = Fetch(); return token; }")]
    [InlineData("private readonly Dictionary<string, (string Token, DateTime Due)> _tokens = new(); public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var kept) || kept.Due < DateTime.UtcNow) _tokens[\"orders\"] = kept = (Fetch(), DateTime.UtcNow.AddHours(1)); return kept.Token; }")]
    [InlineData("internal readonly Dictionary<string, string> Kept = new(); public string GetToken() { if (!Kept.TryGetValue(\"orders\", out var token)) Kept[\"orders\"] = token = Fetch(); return token; } public static void Clear(Source source) => source.Kept.Clear();")]
    [InlineData(Tokens + "public Source(Action<Dictionary<string, string>> cleaner) => cleaner(_tokens); public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); Clean(_tokens); return token; } private static void Clean(Dictionary<string, string> tokens) => tokens.Clear();")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) { token = Fetch(); _tokens[\"orders\"] = token; } else { token = Fetch(); } return token; }")]
    [InlineData("private readonly Dictionary<int, string> _tokens = new(); private int _epoch; public void Next() => _epoch++; public string GetToken() { if (!_tokens.TryGetValue(_epoch, out var token)) { token = Fetch(); _tokens[_epoch] = token; } return token; }")]
    [InlineData("private readonly Dictionary<int, string> _tokens = new(); private int Epoch { get; set; } public void Next() => Epoch++; public string GetToken() { if (!_tokens.TryGetValue(Epoch, out var token)) { token = Fetch(); _tokens[Epoch] = token; } return token; }")]
    [InlineData("private static int s_calls; private readonly Dictionary<int, string> _tokens = new(); public string GetToken() { var key = s_calls++ / 100; if (!_tokens.TryGetValue(key, out var token)) { token = Fetch(); _tokens[key] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.ContainsKey(\"orders\")) return _tokens[\"orders\"] = Fetch(); var token = Fetch(); _tokens.Add(\"orders\", token); return token; }")]
    [InlineData(Tokens + "private readonly Dictionary<string, string> _others = new(); public string GetToken() { if (!_others.TryGetValue(\"orders\", out var token)) { token = Fetch(); _tokens[\"orders\"] = token; } return _tokens[\"orders\"]; } public void Drop() => _others.Clear();")]
    [InlineData(Tokens + "private readonly Dictionary<string, string> _seen = new(); public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) { token = Fetch(); _tokens[\"orders\"] = token; } if (!_seen.TryGetValue(\"orders\", out var seen)) { token = Fetch(); } GC.KeepAlive(seen); return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token) || token is not { Length: > 3 }) { token = Fetch(); _tokens[\"orders\"] = token; } return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (_tokens.TryGetValue(\"orders\", out var cached) && cached is { Length: > 3 }) return cached; var token = Fetch(); _tokens[\"orders\"] = token; return token; }")]
    [InlineData(Tokens + "private static string? Last() => System.IO.File.Exists(\"last\") ? \"last\" : null; public string GetToken() { string? last = Last(); if (last is null) { _tokens[\"orders\"] = Fetch(); } return _tokens[\"orders\"]; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = \"\"; return token; }")]
    [InlineData(Tokens + "public string GetToken() { if (!_tokens.TryGetValue(\"orders\", out var token)) _tokens[\"orders\"] = token = Fetch(); return token; } public void Renew() { foreach (var key in new List<string>(_tokens.Keys)) _tokens[key] += \"!\"; }")]
    [InlineData("private readonly IDictionary<string, string> _all = new Dictionary<string, string>(); public void Load() => _all.Add(new KeyValuePair<string, string>(\"other\", Fetch())); public string GetToken() => _all[\"orders\"];")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept = new(); public string GetToken() => _kept.GetOrAdd(\"orders\", \"\");")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept = new(); public string GetToken() => _kept.AddOrUpdate(\"orders\", _ => Fetch(), (_, _) => Fetch());")]
    public Task A_dictionary_that_loses_entries_or_more(string method) => Verify.Silent(Provider(method, "GetToken()", isReported: false));

    [Theory]
    [InlineData("public string GetToken() { if (_token is { } t) return t; _token = Fetch(); return _token; }")]
    [InlineData("public string GetToken() { if (_token is string known) { return known; } return _token = Fetch(); }")]
    [InlineData("public string GetToken() { if (_token is not { } known) { _token = known = Fetch(); } return known; }")]
    [InlineData("public string GetToken() { if (_token is { } t) return t; var made = Fetch(); _token = made; return made; }")]
    public Task A_pattern_that_names_the_kept_token(string method) => Verify.Reports(Provider(method, "GetToken()"));

    [Theory]
    [InlineData("public string GetToken() { if (_token is { } t) return t; _token = Fetch(); return _token; } public void Refused() => _token = null;")]
    [InlineData("private DateTime _due; public string GetToken() { if (_token is { } t && _due > DateTime.UtcNow) return t; _token = Fetch(); _due = DateTime.UtcNow.AddHours(1); return _token; }")]
    [InlineData("public string GetToken() { if (_token is { Length: > 4 } t) return t; return Fetch(); }")]
    public Task A_pattern_with_more(string method) => Verify.Silent(Provider(method, "GetToken()", isReported: false));

    private static string Provider(string members, string call, bool isReported = true) => $$"""
        internal static class Setup
        {
            internal static Orders.OrdersClient Create(Source source) => new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {{{(isReported ? "{|GRPCAUTH3002:source." + call + "|}" : "source." + call)}}}");
                    return Task.CompletedTask;
                })),
            }));
        }

        public sealed class Source
        {
            private string? _token = null;

            private static string Fetch() => System.IO.File.ReadAllText("token").Trim();

            {{members}}
        }
        """;
}
