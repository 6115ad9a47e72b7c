using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>3xxx: is the credential still the right one when the call is sent?</content>
internal static partial class RuleCatalog
{
    private const string BearerOrToken = "for `authorization` with Bearer, or a value named as a token";
    private const string OtherSchemes = "for API keys and other schemes";

    [Catalogue(
        Reports = "metadata with a credential that is built once and sent with many calls",
        Fix = "adds call credentials to a channel that is known to use https; otherwise builds the metadata for each call",
        Where = BearerOrToken, Information = OtherSchemes,
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor MetadataBuiltOnce = new(
        "GRPCAUTH3001",
        "Credential metadata is built once and reused",
        "'{0}' is built once and sent with many calls; they fail with Unauthenticated once '{1}' expires or is rotated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Metadata in a field, a static, a captured variable or before a loop contains the token of the moment it was built. Build it for "
            + "each call, or add call credentials.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3001.md");

    [Catalogue(
        Reports = "call credentials or an interceptor whose token is read only once",
        Fix = "moves the read into the per-call code",
        Where = BearerOrToken, Information = OtherSchemes,
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor TokenCapturedOnce = new(
        "GRPCAUTH3002",
        "Token is read once and reused for every call",
        "'{0}' is read {1} and sent with every call; calls fail with Unauthenticated once it expires or is rotated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Call credentials and interceptors run for each call, but a token that they capture was read earlier, and one that the first call "
            + "stores is never read again. Read the token for each call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3002.md");

    [Catalogue(
        Reports = "a credential in the default headers of the `HttpClient` of a channel or registration",
        Fix = "replaces a `ConfigureHttpClient` that only sets the header by `AddCallCredentials`, on a registration that is known to use https",
        Where = BearerOrToken, Information = OtherSchemes,
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CredentialOnHttpClient = new(
        "GRPCAUTH3003",
        "Credential is set in HttpClient.DefaultRequestHeaders",
        "'{0}' is set once in the default headers of {1}; calls fail with Unauthenticated once it expires or is rotated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The default request headers of the HttpClient of a channel or registration are set when it is created and sent with every call. "
            + "Nothing renews the token in them. Add call credentials.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3003.md");

    [Catalogue(
        Reports = "the expiry of a token compared with local time, or without a margin for clock skew",
        Fix = "reads the clock in UTC, or adds a margin of one minute",
        Where = "if local time and UTC are mixed", Information = "if there is no margin",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ExpiryComparedWithLocalTime = new(
        "GRPCAUTH3004",
        "Token expiry is compared with local time or without a margin",
        "Expiry '{0}' is compared {1}; {2}",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Expiry times are UTC, and the clocks of machines differ. A comparison with local time is wrong by the offset of the time zone; one "
            + "without a margin sends tokens that expire on the way. Compare with UtcNow and a margin.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3004.md");

    [Catalogue(
        Reports = "a blocking wait for a token (`.Result`, `.Wait()`, `.GetAwaiter().GetResult()`) in per-call code",
        Fix = "awaits the token; a credential callback becomes `async`",
        Information = "in `BlockingUnaryCall` alone, in `Intercept(metadata => ...)` and in `DelegatingHandler.Send`, which cannot await",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor BlockingTokenRead = new(
        "GRPCAUTH3005",
        "Per-call code blocks while waiting for a token",
        "'{0}' blocks a thread in every call until the token arrives; under load, calls wait for threads and time out",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Call credentials are asynchronous and can await a token. An interceptor or callback that blocks holds a thread of the pool for every "
            + "call while the token is fetched. Await the token.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3005.md");

    [Catalogue(
        Reports = "an interceptor, handler or singleton that is created once and takes the token of a user from a scope",
        Fix = "`InterceptorScope.Client` for interceptors",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CredentialScopeCaptured = new(
        "GRPCAUTH3006",
        "Longer-lived service captures a scoped token",
        "'{0}' takes its token from scoped '{1}' but is created once for {2}; calls send another user's token, or none",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Interceptors and message handlers are created once for a client name, singletons once for a process. What they take from a scope is "
            + "that of the first one, whoever calls later. Give an interceptor InterceptorScope.Client.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3006.md");

    [Catalogue(
        Reports = "a cached token whose expiry is a constant time from now, although the answer says how long it lives",
        Fix = "the lifetime of the answer, less the margin that is there or one minute",
        Where = "for more than five minutes", Information = "for five minutes or less",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor TokenLifetimeInvented = new(
        "GRPCAUTH3007",
        "Token is cached for a constant time instead of its lifetime",
        "'{0}' ignores '{1}' and is a constant time from now; if the token lives shorter, calls fail with Unauthenticated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The token service decides how long a token lives, and may change it. A cache that invents the lifetime goes on giving out a token that "
            + "has expired. Use the lifetime of the answer, less a margin.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3007.md");
}
