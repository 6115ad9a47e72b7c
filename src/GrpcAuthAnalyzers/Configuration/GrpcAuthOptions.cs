using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Configuration;

/// <summary>The options of one syntax tree, read from <c>.editorconfig</c>. An invalid value is the default; GRPCAUTH0001 reports it.</summary>
/// <remarks>Two trees with the same values have equal options, so that they share memoised answers.</remarks>
internal sealed class GrpcAuthOptions : IEquatable<GrpcAuthOptions>
{
    internal const string KeyPrefix = "grpc_auth.";
    internal const string AnonymousServicesKey = KeyPrefix + "anonymous_services";
    internal const string AnonymousMethodsKey = KeyPrefix + "anonymous_methods";
    internal const string CredentialHeadersKey = KeyPrefix + "credential_headers";
    internal const string TokenProviderKey = KeyPrefix + "token_provider";
    internal const string TestsKey = KeyPrefix + "tests";
    internal const string SecretKeysKey = KeyPrefix + "secret_keys";
    internal const string PlaceholderWordsKey = KeyPrefix + "placeholder_words";
    internal const string IgnoredHeadersKey = KeyPrefix + "ignored_headers";
    internal const string JwtClockKey = KeyPrefix + "jwt_clock";
    internal const string KnownFormatsEverywhereKey = KeyPrefix + "known_formats_everywhere";
    internal const string ConfigFilesKey = KeyPrefix + "config_files";
    internal const string PlaintextHostsKey = KeyPrefix + "plaintext_hosts";
    internal const string ConfigSecretsKey = KeyPrefix + "config_secrets";

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Every valid key.</summary>
    internal static readonly ImmutableArray<string> Keys = ImmutableArray.Create(
        AnonymousServicesKey, AnonymousMethodsKey, CredentialHeadersKey, TokenProviderKey, TestsKey,
        SecretKeysKey, PlaceholderWordsKey, IgnoredHeadersKey, JwtClockKey, KnownFormatsEverywhereKey, ConfigFilesKey, ConfigSecretsKey,
        PlaintextHostsKey);

    /// <summary>The keys that only configuration files have a use for.</summary>
    internal static readonly ImmutableArray<string> KeysOfConfigFiles = ImmutableArray.Create(ConfigFilesKey, ConfigSecretsKey, SecretKeysKey);

    /// <summary>The options where nothing is set.</summary>
    internal static readonly GrpcAuthOptions None = new(static _ => null);

    private static readonly ConditionalWeakTable<AnalyzerConfigOptions, GrpcAuthOptions> Cache = new();

    private readonly int _hash;

    /// <param name="valueOf">The value of a key; null where it is not set.</param>
    private GrpcAuthOptions(Func<string, string?> valueOf)
    {
        AnonymousServices = ListOf(valueOf, AnonymousServicesKey);
        AnonymousMethods = ListOf(valueOf, AnonymousMethodsKey);
        CredentialHeaders = ListOf(valueOf, CredentialHeadersKey);
        TokenProvider = ValidOf(valueOf, TokenProviderKey)?.Trim();
        Tests = ChoiceOf(valueOf, TestsKey, TestPolicy.Relaxed);
        ConfigSecrets = ChoiceOf(valueOf, ConfigSecretsKey, ConfigSecretPolicy.Graded);
        SecretKeys = ListOf(valueOf, SecretKeysKey);
        PlaceholderWords = ListOf(valueOf, PlaceholderWordsKey);
        IgnoredHeaders = ListOf(valueOf, IgnoredHeadersKey);
        PlaintextHosts = ListOf(valueOf, PlaintextHostsKey);
        TellsJwtExpiry = !Is(valueOf, JwtClockKey, "off");
        JwtClock = valueOf(JwtClockKey) is { } clock ? DateIn(clock) : null;
        KnownFormatsEverywhere = !Is(valueOf, KnownFormatsEverywhereKey, "false");
        IgnoresConfigFiles = Is(valueOf, ConfigFilesKey, "ignore");
        IsStrict = Is(valueOf, "build_property.GrpcAuthAnalysisMode", "Strict");
        ShowsAll = Is(valueOf, "build_property.GrpcAuthAnalysisMode", "All");
        IsTestProject = Is(valueOf, "build_property.IsTestProject", "true");
        IsBrowserProject = Is(valueOf, "build_property.UsingMicrosoftNETSdkBlazorWebAssembly", "true")
            || Split(valueOf("build_property._SupportedPlatformList") ?? "").Contains("browser");
        ProjectDirectory = valueOf("build_property.ProjectDir");
        _hash = Hash();
    }

    /// <summary>Services that need no credentials: <c>pkg.Service</c>, with <c>*</c>.</summary>
    internal ImmutableArray<string> AnonymousServices { get; }

    /// <summary>Methods that need no credentials: <c>pkg.Service/Method</c>, with <c>*</c>.</summary>
    internal ImmutableArray<string> AnonymousMethods { get; }

    /// <summary>Additional credential headers.</summary>
    internal ImmutableArray<string> CredentialHeaders { get; }

    /// <summary><c>Namespace.Type.Method</c> of the repository's token provider, or null.</summary>
    internal string? TokenProvider { get; }

    /// <summary>How tests are treated.</summary>
    internal TestPolicy Tests { get; }

    /// <summary>Which secrets of configuration files are reported.</summary>
    internal ConfigSecretPolicy ConfigSecrets { get; }

    /// <summary>Additional names of settings that hold a secret.</summary>
    internal ImmutableArray<string> SecretKeys { get; }

    /// <summary>Placeholder values, besides the known ones.</summary>
    internal ImmutableArray<string> PlaceholderWords { get; }

    /// <summary>Headers that are never treated as credentials.</summary>
    internal ImmutableArray<string> IgnoredHeaders { get; }

    /// <summary>Hosts that credentials may be sent to over http, with <c>*</c>.</summary>
    internal ImmutableArray<string> PlaintextHosts { get; }

    /// <summary>Whether messages say if a JSON Web Token has expired: <c>grpc_auth.jwt_clock</c> is not <c>off</c>.</summary>
    internal bool TellsJwtExpiry { get; }

    /// <summary>The day that <c>grpc_auth.jwt_clock</c> sets, so that messages stay the same; null for today.</summary>
    internal DateTime? JwtClock { get; }

    /// <summary>Whether every string is searched for tokens of a known format, and not only those that are sent.</summary>
    internal bool KnownFormatsEverywhere { get; }

    /// <summary>Whether the configuration file of these options is excluded.</summary>
    internal bool IgnoresConfigFiles { get; }

    /// <summary>Whether graded rules raise their warnings to errors.</summary>
    internal bool IsStrict { get; }

    /// <summary>Whether calls of RPCs that their server leaves open are shown, too.</summary>
    internal bool ShowsAll { get; }

    /// <summary>Whether the build says that this is a test project.</summary>
    internal bool IsTestProject { get; }

    /// <summary>Whether the build says that the program runs in a browser, where everybody can read its configuration.</summary>
    internal bool IsBrowserProject { get; }

    /// <summary>The folder of the project, with a separator at its end, or null.</summary>
    internal string? ProjectDirectory { get; }

    /// <summary>The options that hold for a tree.</summary>
    internal static GrpcAuthOptions Of(AnalyzerConfigOptionsProvider provider, SyntaxTree tree) => Of(provider.GetOptions(tree));

    /// <summary>
    /// The options that hold for a file that is no code: its own, and for a key that it does not set, what all code of the project says. A section
    /// <c>[*.cs]</c> holds for <c>appsettings.json</c>, too.
    /// </summary>
    internal static GrpcAuthOptions Of(AnalyzerConfigOptionsProvider provider, AdditionalText file, Compilation compilation)
    {
        var own = provider.GetOptions(file);
        return new GrpcAuthOptions(key => own.TryGetValue(key, out var value) ? value : OfAllCode(provider, compilation, key));
    }

    /// <summary>The value of a key of ours that every tree has, but for generated ones; null where one has none, or two differ.</summary>
    internal static string? OfAllCode(AnalyzerConfigOptionsProvider provider, Compilation compilation, string key)
    {
        string? common = null;
        foreach (var tree in key.StartsWith(KeyPrefix, StringComparison.Ordinal) ? compilation.SyntaxTrees : Array.Empty<SyntaxTree>())
        {
            if (!provider.GetOptions(tree).TryGetValue(key, out var value))
            {
                if (!IsGenerated(tree.FilePath))
                    return null;
            }
            else if (common is not null && common != value)
            {
                return null;
            }
            else
            {
                common = value;
            }
        }

        return common;
    }

    /// <summary>Whether the name or folder of a file says that it is written by a tool: sections of the user may not cover it.</summary>
    private static bool IsGenerated(string path) =>
        path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
        || path.IndexOf("/obj/", StringComparison.OrdinalIgnoreCase) >= 0
        || path.IndexOf("\\obj\\", StringComparison.OrdinalIgnoreCase) >= 0;

    private static GrpcAuthOptions Of(AnalyzerConfigOptions options) =>
        Cache.GetValue(options, static o => new GrpcAuthOptions(key => o.TryGetValue(key, out var value) ? value : null));

    public bool Equals(GrpcAuthOptions? other) => ReferenceEquals(this, other)
        || (other is not null
            && TokenProvider == other.TokenProvider
            && Tests == other.Tests
            && ConfigSecrets == other.ConfigSecrets
            && TellsJwtExpiry == other.TellsJwtExpiry
            && JwtClock == other.JwtClock
            && KnownFormatsEverywhere == other.KnownFormatsEverywhere
            && IgnoresConfigFiles == other.IgnoresConfigFiles
            && IsStrict == other.IsStrict
            && ShowsAll == other.ShowsAll
            && IsTestProject == other.IsTestProject
            && IsBrowserProject == other.IsBrowserProject
            && ProjectDirectory == other.ProjectDirectory
            && AreSame(AnonymousServices, other.AnonymousServices)
            && AreSame(AnonymousMethods, other.AnonymousMethods)
            && AreSame(CredentialHeaders, other.CredentialHeaders)
            && AreSame(SecretKeys, other.SecretKeys)
            && AreSame(PlaceholderWords, other.PlaceholderWords)
            && AreSame(IgnoredHeaders, other.IgnoredHeaders)
            && AreSame(PlaintextHosts, other.PlaintextHosts));

    public override bool Equals(object? obj) => Equals(obj as GrpcAuthOptions);

    public override int GetHashCode() => _hash;

    /// <summary>Why a key or its value is not valid; null if it is.</summary>
    internal static string? Complaint(string key, string value)
    {
        if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            return "unknown option";

        switch (key.ToLowerInvariant())
        {
            case TestsKey:
                return value.Trim().ToLowerInvariant() is "relaxed" or "same" or "off" ? null : "expected relaxed, same or off";
            case JwtClockKey:
                return value.Trim().ToLowerInvariant() is "utc" or "off" || DateIn(value) is not null
                    ? null
                    : "expected utc, off or a date such as 2026-01-31";
            case KnownFormatsEverywhereKey:
                return value.Trim().ToLowerInvariant() is "true" or "false" ? null : "expected true or false";
            case ConfigFilesKey:
                return value.Trim().ToLowerInvariant() is "report" or "ignore" ? null : "expected report or ignore";
            case ConfigSecretsKey:
                return value.Trim().ToLowerInvariant() is "tokens" or "graded" or "all" ? null : "expected tokens, graded or all";
            case PlaceholderWordsKey:
                return null;
            case SecretKeysKey:
                return Split(value).All(static k => k.All(static c => c > ' ')) ? null : "expected a list of setting names";
            case TokenProviderKey:
                return value.Trim().Split('.') is { Length: > 1 } names && names.All(SyntaxFactsOf.IsIdentifier) ? null : "expected Namespace.Type.Method";
            case PlaintextHostsKey:
                return Split(value).All(static h => IsPattern(h, "-:")) ? null : "expected a list of hosts such as orders, *.mesh.example.com";
            case AnonymousMethodsKey:
                return Split(value).All(static m => m.Count(static c => c == '/') <= 1 && IsPattern(m, "/"))
                    ? null
                    : "expected a list such as pkg.Service/Method, pkg.Other/*";
            case AnonymousServicesKey:
                return Split(value).All(static s => IsPattern(s, "")) ? null : "expected a list such as pkg.Service, pkg.*";
            default:
                return Split(value).All(static h => h.All(static c => c is > ' ' and < '\x7f' and not ':')) ? null : "expected a list of header names";
        }
    }

    private static bool AreSame(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        if (first.Length != second.Length)
            return false;

        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] != second[i])
                return false;
        }

        return true;
    }

    /// <summary>Only of the lists, in which sections differ most; Equals compares the rest.</summary>
    private int Hash()
    {
        var hash = TokenProvider?.GetHashCode() ?? 0;
        foreach (var list in new[] { AnonymousServices, AnonymousMethods, CredentialHeaders, SecretKeys, PlaceholderWords, IgnoredHeaders, PlaintextHosts })
        {
            hash = (hash * 31) + list.Length;
            foreach (var text in list)
                hash = (hash * 31) + text.GetHashCode();
        }

        return hash;
    }

    private static bool Is(Func<string, string?> valueOf, string key, string word) =>
        valueOf(key) is { } value && value.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a key; null where it is not set, or not valid.</summary>
    private static string? ValidOf(Func<string, string?> valueOf, string key) => valueOf(key) is { } value && Complaint(key, value) is null ? value : null;

    private static TChoice ChoiceOf<TChoice>(Func<string, string?> valueOf, string key, TChoice otherwise)
        where TChoice : struct =>
        ValidOf(valueOf, key) is { } value && Enum.TryParse<TChoice>(value.Trim(), ignoreCase: true, out var choice) ? choice : otherwise;

    private static DateTime? DateIn(string value) =>
        DateTime.TryParseExact(
            value.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;

    private static bool IsPattern(string text, string others) =>
        text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '*' || others.IndexOf(c) >= 0);

    private static ImmutableArray<string> ListOf(Func<string, string?> valueOf, string key) =>
        ValidOf(valueOf, key) is { } value ? Split(value) : ImmutableArray<string>.Empty;

    private static ImmutableArray<string> Split(string value) =>
        value.Split(',', ';').Select(static part => part.Trim()).Where(static part => part.Length > 0).ToImmutableArray();

    private static class SyntaxFactsOf
    {
        internal static bool IsIdentifier(string text) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(text);
    }
}
