using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Configuration;

/// <summary>How test projects are treated: <c>grpc_auth.tests</c>.</summary>
internal enum TestPolicy
{
    /// <summary>Bands 1, 3 and 5 report information; hard-coded test tokens are not reported.</summary>
    Relaxed,

    /// <summary>Like any other project.</summary>
    Same,

    /// <summary>Nothing is reported.</summary>
    Off,
}

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

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Every valid key.</summary>
    internal static readonly ImmutableArray<string> Keys = ImmutableArray.Create(
        AnonymousServicesKey, AnonymousMethodsKey, CredentialHeadersKey, TokenProviderKey, TestsKey,
        SecretKeysKey, PlaceholderWordsKey, IgnoredHeadersKey, JwtClockKey, KnownFormatsEverywhereKey, ConfigFilesKey);

    private static readonly ConditionalWeakTable<AnalyzerConfigOptions, GrpcAuthOptions> Cache = new();

    private readonly int _hash;

    private GrpcAuthOptions(AnalyzerConfigOptions options)
    {
        AnonymousServices = ListOf(options, AnonymousServicesKey);
        AnonymousMethods = ListOf(options, AnonymousMethodsKey);
        CredentialHeaders = ListOf(options, CredentialHeadersKey);
        TokenProvider = options.TryGetValue(TokenProviderKey, out var provider) && Complaint(TokenProviderKey, provider) is null ? provider.Trim() : null;
        Tests = options.TryGetValue(TestsKey, out var tests)
            && Enum.TryParse<TestPolicy>(tests.Trim(), ignoreCase: true, out var policy)
            && Complaint(TestsKey, tests) is null
            ? policy
            : TestPolicy.Relaxed;
        SecretKeys = ListOf(options, SecretKeysKey);
        PlaceholderWords = ListOf(options, PlaceholderWordsKey);
        IgnoredHeaders = ListOf(options, IgnoredHeadersKey);
        TellsJwtExpiry = !Is(options, JwtClockKey, "off");
        JwtClock = options.TryGetValue(JwtClockKey, out var clock) ? DateIn(clock) : null;
        KnownFormatsEverywhere = !Is(options, KnownFormatsEverywhereKey, "false");
        IgnoresConfigFiles = Is(options, ConfigFilesKey, "ignore");
        IsStrict = options.TryGetValue("build_property.GrpcAuthAnalysisMode", out var mode) && mode.Trim().Equals("Strict", StringComparison.OrdinalIgnoreCase);
        IsTestProject = options.TryGetValue("build_property.IsTestProject", out var isTest) && isTest.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        ProjectDirectory = options.TryGetValue("build_property.ProjectDir", out var directory) ? directory : null;
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

    /// <summary>Additional names of settings that hold a secret.</summary>
    internal ImmutableArray<string> SecretKeys { get; }

    /// <summary>Placeholder values, besides the known ones.</summary>
    internal ImmutableArray<string> PlaceholderWords { get; }

    /// <summary>Headers that are never treated as credentials.</summary>
    internal ImmutableArray<string> IgnoredHeaders { get; }

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

    /// <summary>Whether the build says that this is a test project.</summary>
    internal bool IsTestProject { get; }

    /// <summary>The folder of the project, with a separator at its end, or null.</summary>
    internal string? ProjectDirectory { get; }

    /// <summary>The options that hold for a tree.</summary>
    internal static GrpcAuthOptions Of(AnalyzerConfigOptionsProvider provider, SyntaxTree tree) => Of(provider.GetOptions(tree));

    /// <summary>The options that hold for an additional file.</summary>
    internal static GrpcAuthOptions Of(AnalyzerConfigOptionsProvider provider, AdditionalText file) => Of(provider.GetOptions(file));

    private static GrpcAuthOptions Of(AnalyzerConfigOptions options) => Cache.GetValue(options, static o => new GrpcAuthOptions(o));

    public bool Equals(GrpcAuthOptions? other) => ReferenceEquals(this, other)
        || (other is not null
            && TokenProvider == other.TokenProvider
            && Tests == other.Tests
            && TellsJwtExpiry == other.TellsJwtExpiry
            && JwtClock == other.JwtClock
            && KnownFormatsEverywhere == other.KnownFormatsEverywhere
            && IgnoresConfigFiles == other.IgnoresConfigFiles
            && IsStrict == other.IsStrict
            && IsTestProject == other.IsTestProject
            && ProjectDirectory == other.ProjectDirectory
            && AreSame(AnonymousServices, other.AnonymousServices)
            && AreSame(AnonymousMethods, other.AnonymousMethods)
            && AreSame(CredentialHeaders, other.CredentialHeaders)
            && AreSame(SecretKeys, other.SecretKeys)
            && AreSame(PlaceholderWords, other.PlaceholderWords)
            && AreSame(IgnoredHeaders, other.IgnoredHeaders));

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
            case PlaceholderWordsKey:
                return null;
            case SecretKeysKey:
                return Split(value).All(static k => k.All(static c => c > ' ')) ? null : "expected a list of setting names";
            case TokenProviderKey:
                return value.Trim().Split('.') is { Length: > 1 } names && names.All(SyntaxFactsOf.IsIdentifier) ? null : "expected Namespace.Type.Method";
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
        foreach (var list in new[] { AnonymousServices, AnonymousMethods, CredentialHeaders, SecretKeys, PlaceholderWords, IgnoredHeaders })
        {
            hash = (hash * 31) + list.Length;
            foreach (var text in list)
                hash = (hash * 31) + text.GetHashCode();
        }

        return hash;
    }

    private static bool Is(AnalyzerConfigOptions options, string key, string word) =>
        options.TryGetValue(key, out var value) && value.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);

    private static DateTime? DateIn(string value) =>
        DateTime.TryParseExact(
            value.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;

    private static bool IsPattern(string text, string others) =>
        text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '*' || others.IndexOf(c) >= 0);

    private static ImmutableArray<string> ListOf(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value) && Complaint(key, value) is null ? Split(value) : ImmutableArray<string>.Empty;

    private static ImmutableArray<string> Split(string value) =>
        value.Split(',', ';').Select(static part => part.Trim()).Where(static part => part.Length > 0).ToImmutableArray();

    private static class SyntaxFactsOf
    {
        internal static bool IsIdentifier(string text) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(text);
    }
}
