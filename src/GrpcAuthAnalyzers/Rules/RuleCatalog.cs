using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>Every descriptor, ordered by id: the table of contents of the product.</summary>
internal static class RuleCatalog
{
    /// <summary>Where the documents of the rules live; the same as the package's repository path.</summary>
    internal const string DocumentRoot = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers/blob/main/docs/rules/";

    private const string Configuration = "GrpcAuth.Configuration";
    private const string Credentials = "GrpcAuth.Credentials";
    private const string Secrets = "GrpcAuth.Secrets";
    private const string Freshness = "GrpcAuth.Freshness";

    internal static readonly DiagnosticDescriptor InvalidConfiguration = new(
        "GRPCAUTH0001",
        "A GrpcAuthAnalyzers option cannot be read",
        "'{0} = {1}' is not understood ({2}), so the default is used",
        Configuration, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A misspelled option is silently no option. Every grpc_auth.* key is checked, and its default is used where the value cannot be read.",
        helpLinkUri: DocumentRoot + "GRPCAUTH0001.md",
        customTags: new[] { WellKnownDiagnosticTags.CompilationEnd });

    internal static readonly DiagnosticDescriptor CallWithoutCredentials = new(
        "GRPCAUTH1001",
        "A gRPC call is made without credentials",
        "The call '{0}' is sent without credentials ({1}), so a server that asks for them answers Unauthenticated",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Neither the call options, the client, its interceptors, its channel, its HTTP handler nor its registration adds a credential to this call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1001.md");

    internal static readonly DiagnosticDescriptor ClientRegisteredWithoutCredentials = new(
        "GRPCAUTH1002",
        "A gRPC client is registered without credentials",
        "The client '{0}' is registered without credentials, so every call of an injected '{0}' is sent without a token",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The registration adds neither call credentials, an interceptor, a message handler nor a configured channel that authenticates, and no call of this client passes headers.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1002.md");

    internal static readonly DiagnosticDescriptor CallMissesCredentialsOfItsSiblings = new(
        "GRPCAUTH1003",
        "A gRPC call passes no credential where the other calls of its client do",
        "{0} on '{1}' {2} {3}, this one passes no credential, so the server answers Unauthenticated",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The client comes from code that is not seen, and its other calls pass a credential themselves. A call that was missed goes out without one.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1003.md");

    internal static readonly DiagnosticDescriptor CredentialsAttachedByHand = new(
        "GRPCAUTH1004",
        "The same credential is attached by hand to several calls",
        "'{0}' is attached by hand to {1} calls on '{2}', so a call that is added without it is answered Unauthenticated",
        Credentials, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "Several calls of one client attach the same header with the same value. One interceptor, or call credentials, attach it to every call, also to those that are yet to be written.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1004.md");

    internal static readonly DiagnosticDescriptor InterceptorMissesCallKind = new(
        "GRPCAUTH1005",
        "An interceptor that authenticates leaves out a kind of call",
        "The interceptor '{0}' adds a credential in {1} and not in {2}, so calls of that kind are sent without it",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC asks another method of an interceptor for each kind of call. A kind that it does not override goes out as it came, without the credential that the other kinds get.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1005.md");

    internal static readonly DiagnosticDescriptor ResultDiscarded = new(
        "GRPCAUTH1006",
        "A result that carries a credential is dropped",
        "'{0}' only returns a new value and its result is dropped, so {1}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Intercept returns a new invoker, With... new call options, Compose and Create new credentials. None of them changes what it is called on, so a dropped result is a credential that is never sent.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1006.md");

    internal static readonly DiagnosticDescriptor MetadataNeverSent = new(
        "GRPCAUTH1007",
        "Metadata with a credential is never sent",
        "The metadata in '{0}' holds '{1}', but nothing passes it to a call, so no call sends it",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Metadata is sent only with the calls that it is passed to. This one is created and filled, and no call, call options or other method gets it.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1007.md");

    internal static readonly DiagnosticDescriptor InterceptorLosesHeaders = new(
        "GRPCAUTH1008",
        "An interceptor loses headers or call credentials",
        "'{0}' {1}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The options of the context hold what the caller, other interceptors and AddCallCredentials gave to the call. What replaces them without carrying that over loses it, and headers that the caller did not pass are null.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1008.md");

    internal static readonly DiagnosticDescriptor DuplicateCredentials = new(
        "GRPCAUTH1009",
        "A credential header is attached twice to one call",
        "'{0}' is attached here and {1}: both are sent, and a server that takes one value answers Unauthenticated",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC appends: headers, call credentials and channel credentials are all sent. The JWT handler of ASP.NET Core answers 401 to two tokens, even when both are good.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1009.md");

    internal static readonly DiagnosticDescriptor CredentialsFailOpen = new(
        "GRPCAUTH1010",
        "A call goes out without its credential when the token cannot be obtained",
        "When {0}, the call is sent without '{1}', and the server's Unauthenticated hides the cause",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Code that attaches a credential passes over a token that it could not obtain. Throw an RpcException with the status Unauthenticated and the cause: the call is not sent.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1010.md");

    internal static readonly DiagnosticDescriptor HandlersReplaced = new(
        "GRPCAUTH1011",
        "ConfigureChannel replaces the handlers of a client registration",
        "'{0}' is set on the channel of the registered client '{1}', so {2}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The client factory puts the message handlers of a registration into HttpHandler before ConfigureChannel runs. Another handler replaces all of them, and an HttpClient beside it makes the channel throw.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1011.md");

    internal static readonly DiagnosticDescriptor CallbackNotAwaited = new(
        "GRPCAUTH1012",
        "The work that adds the credential is not awaited",
        "The work that '{0}' starts is not awaited, so the call is sent before {1} is there",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC sends the call when the task of the callback is complete. Work that the callback starts and does not await adds its credential too late.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1012.md");

    internal static readonly DiagnosticDescriptor HardCodedCredential = new(
        "GRPCAUTH2001",
        "A credential is hard-coded",
        "A hard-coded credential{0} is sent as {1}; remove it, revoke it, and obtain it per call",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A constant reaches a credential header. It is readable by everybody who has the source or the assembly, and it cannot expire or be rotated without a release.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2001.md");

    internal static readonly DiagnosticDescriptor KnownSecretFormat = new(
        "GRPCAUTH2002",
        "A token or key of a known format is in the source or in a configuration file",
        "Hard-coded {0}{1} {2}{3}; remove it, revoke it, and obtain it at run time",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Tokens of well-known services, private keys, JSON Web Tokens and Basic credentials are recognised by their form. Whoever has the source, the package or the assembly has them.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2002.md");

    internal static readonly DiagnosticDescriptor StaticTokenProvider = new(
        "GRPCAUTH2003",
        "A token provider only ever returns a constant",
        "'{0}' is a token provider that returns a hard-coded token, so the token cannot be renewed or revoked without a release",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Every way through the provider ends in a constant. Its callers believe that they obtain a token; they send the one that was compiled in.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2003.md");

    internal static readonly DiagnosticDescriptor SecretInConfigFile = new(
        "GRPCAUTH2004",
        "A configuration file holds a credential",
        "The setting '{0}' holds a credential{1}, and the file is part of the project; remove it, revoke it, and set it outside of the source",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A value under a name that stands for a secret is committed with the project and copied to every installation. Keep it in user secrets, in the environment or in a key vault.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2004.md");

    internal static readonly DiagnosticDescriptor PlaceholderCredential = new(
        "GRPCAUTH2005",
        "A placeholder is sent as a credential",
        "A placeholder{0} is sent as {1}, so a server that asks for credentials refuses the call",
        Secrets, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "The text stands for a token that was never put in. A call that sends it as it is written cannot authenticate.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2005.md");

    internal static readonly DiagnosticDescriptor CredentialLogged = new(
        "GRPCAUTH2006",
        "A credential is written to a log, trace or error message",
        "{0} is written to {1}, so whoever can read that can make calls with it",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A token, an Authorization value or metadata with a credential goes to a logger, the console, an activity, an exception message or a gRPC status. Logs live longer than tokens and are read by more people.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2006.md");

    internal static readonly DiagnosticDescriptor MetadataBuiltOnce = new(
        "GRPCAUTH3001",
        "Metadata with a credential is built once and sent with many calls",
        "The metadata in '{0}' is built once, so every call sends the '{1}' value of that moment: once it has expired or was rotated, all calls fail as Unauthenticated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Metadata that is kept in a field, a static, a captured variable or before a loop holds the token of the moment it was built. Build it for each call, or attach call credentials.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3001.md");

    internal static readonly DiagnosticDescriptor TokenCapturedOnce = new(
        "GRPCAUTH3002",
        "The token of per-call code is read only once",
        "'{0}' is read once{2}, so every call sends the same '{1}' value: once it has expired or was rotated, all calls fail as Unauthenticated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Call credentials and interceptors run for each call, but a token that they capture was read before, and one that the first call keeps is never read again. Read the token for each call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3002.md");

    internal static readonly DiagnosticDescriptor CredentialOnHttpClient = new(
        "GRPCAUTH3003",
        "A credential stands in the default headers of an HttpClient that gRPC uses",
        "'{0}' is set once in the default request headers of {1}, so every call sends the value of that moment: once it has expired or was rotated, all calls fail as Unauthenticated",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Default request headers of the HttpClient of a channel or registration are set when it is made and sent with every call. Nothing renews the token in them. Attach call credentials.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3003.md");

    internal static readonly DiagnosticDescriptor ExpiryComparedWithLocalTime = new(
        "GRPCAUTH3004",
        "The expiry of a token is compared with local time or without allowance for clock skew",
        "The expiry '{0}' is compared {1}, so {2}",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Expiry times are UTC, and clocks of machines differ. A comparison with local time is wrong by the offset of the time zone; one without a margin sends tokens that expire on their way.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3004.md");

    internal static readonly DiagnosticDescriptor BlockingTokenRead = new(
        "GRPCAUTH3005",
        "A token is waited for by blocking in code that runs for each call",
        "'{0}' blocks a thread until the token is there, in code that runs for each call, so under load calls wait for threads and time out",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Call credentials are asynchronous: a token can be awaited there. An interceptor or callback that blocks takes a thread of the pool for every call while the token is fetched.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3005.md");

    internal static readonly DiagnosticDescriptor CredentialScopeCaptured = new(
        "GRPCAUTH3006",
        "A scoped token is captured by something that lives longer",
        "'{0}' takes its token from the scoped '{1}' and is made once for {2}, so calls send the token of another user, or none",
        Freshness, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Interceptors are created once per client name, and singletons once per process. What they get from a scope is that of the first one, whoever calls later.",
        helpLinkUri: DocumentRoot + "GRPCAUTH3006.md");

    /// <summary>Every descriptor of the product, by id.</summary>
    internal static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        InvalidConfiguration,
        CallWithoutCredentials,
        ClientRegisteredWithoutCredentials,
        CallMissesCredentialsOfItsSiblings,
        CredentialsAttachedByHand,
        InterceptorMissesCallKind,
        ResultDiscarded,
        MetadataNeverSent,
        InterceptorLosesHeaders,
        DuplicateCredentials,
        CredentialsFailOpen,
        HandlersReplaced,
        CallbackNotAwaited,
        HardCodedCredential,
        KnownSecretFormat,
        StaticTokenProvider,
        SecretInConfigFile,
        PlaceholderCredential,
        CredentialLogged,
        MetadataBuiltOnce,
        TokenCapturedOnce,
        CredentialOnHttpClient,
        ExpiryComparedWithLocalTime,
        BlockingTokenRead,
        CredentialScopeCaptured);

    /// <summary>
    /// Whether reports of this rule differ in severity: with the evidence, or in test projects. The preset Strict does not set the
    /// severity of such an id, because that would flatten it; the rule reads <c>build_property.GrpcAuthAnalysisMode</c> instead.
    /// </summary>
    internal static bool IsGraded(DiagnosticDescriptor rule) => rule.Category is Credentials or Freshness || rule == SecretInConfigFile;
}
