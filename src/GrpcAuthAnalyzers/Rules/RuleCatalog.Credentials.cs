using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>1xxx: does the credential reach the wire?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "a gRPC call for which no layer adds a credential",
        Fix = "call credentials on the channel; over http an interceptor on the invoker, or a message handler",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CallWithoutCredentials = new(
        "GRPCAUTH1001",
        "gRPC call is sent without credentials",
        "'{0}' is sent without credentials{1}; a server that requires them answers Unauthenticated",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Nothing adds a credential to this call: not its call options, its client, an interceptor, its channel, its HTTP handler or its "
            + "registration. Add call credentials to the channel, or an interceptor to the invoker.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1001.md");

    [Catalogue(
        Reports = "a client that is registered without credentials",
        Fix = "`AddCallCredentials` on the registration; over http a message handler",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ClientRegisteredWithoutCredentials = new(
        "GRPCAUTH1002",
        "gRPC client is registered without credentials",
        "'{0}' is registered{1} without credentials; every call of an injected '{0}' is sent without a token{2}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The registration adds no call credentials, interceptor, message handler or configured channel that authenticates, and no call of "
            + "the client passes headers. Add AddCallCredentials to the registration.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1002.md");

    [Catalogue(
        Reports = "a call without a credential where the other calls of an injected client pass one",
        Fix = "the call passes what the other calls pass",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CallMissesCredentialsOfItsSiblings = new(
        "GRPCAUTH1003",
        "gRPC call passes no credential although its sibling calls do",
        "This call passes no credential, although {0} on '{1}' {2} {3}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The client comes from code that is not visible here, and its other calls pass a credential themselves. The call that was missed is "
            + "sent without one, and a server that requires it answers Unauthenticated.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1003.md");

    [Catalogue(
        Reports = "the same credential header added by hand to several calls",
        Fix = "adds call credentials or one interceptor, and removes the headers from the calls",
        InTests = InTests.Silent, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CredentialsAttachedByHand = new(
        "GRPCAUTH1004",
        "Credential header is added by hand to several calls",
        "'{0}' is added by hand to {1} calls on '{2}'; a call written without it fails with Unauthenticated",
        Credentials, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "Several calls of one client add the same header with the same value. Call credentials or one interceptor add it to every call, "
            + "including those written later.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1004.md");

    [Catalogue(
        Reports = "an interceptor that authenticates some call types and not others",
        Fix = "adds the missing overrides, with the statements of an existing one",
        Information = "if only blocking calls are missed and none is visible, if no visible client has such a call, if the token is for some methods only",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor InterceptorMissesCallKind = new(
        "GRPCAUTH1005",
        "Authenticating interceptor misses a call type",
        "'{0}' adds a credential in {1} but not in {2}; those calls are sent without it",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC calls a different method of an interceptor for each call type. A method that is not overridden passes the call on without the "
            + "credential. Override the missing methods.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1005.md");

    [Catalogue(
        Reports = "`Intercept`, `WithHeaders`, `WithCredentials` and similar methods whose result is discarded",
        Fix = "assigns the result, or creates the clients from the invoker",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ResultDiscarded = new(
        "GRPCAUTH1006",
        "Result that carries a credential is discarded",
        "The result of '{0}' is discarded, so {1}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Intercept, With..., Compose and Create return a new object and leave the one they are called on unchanged. If the result is "
            + "discarded, its credential is never sent. Use the result.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1006.md");

    [Catalogue(
        Reports = "metadata with a credential that is not passed to any call",
        Fix = "passes the metadata to the one call without headers",
        InTests = InTests.Silent, IsGraded = true)]
    internal static readonly DiagnosticDescriptor MetadataNeverSent = new(
        "GRPCAUTH1007",
        "Metadata with a credential is never sent",
        "'{0}' contains '{1}' but is not passed to any call, so it is never sent",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Metadata is sent only with the calls it is passed to. This metadata is created and filled, but no call, call options or other "
            + "method receives it. Pass it to the call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1007.md");

    [Catalogue(
        Reports = "an interceptor that loses the headers or call credentials of a call, or changes the metadata of its caller",
        Fix = "keeps the options of the call, adds to a copy of its headers, composes its call credentials",
        Information = "if an entry is added to the caller's own metadata",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor InterceptorLosesHeaders = new(
        "GRPCAUTH1008",
        "Interceptor loses headers or call credentials",
        "'{0}' {1}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The options of the context contain the headers and call credentials of the caller, of other interceptors and of AddCallCredentials, "
            + "and Headers is null if nobody passed any. Keep the options, and add to a copy of the headers.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1008.md");

    [Catalogue(
        Reports = "a credential header that is added twice to one call",
        Fix = "removes the second one if it repeats the first",
        Where = "for `authorization`", Information = "for other headers",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor DuplicateCredentials = new(
        "GRPCAUTH1009",
        "Credential header is added twice to one call",
        "'{0}' is added here and {1}; both are sent, and a server that accepts one value answers Unauthenticated",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Headers, call credentials and channel credentials are all sent; none replaces another. The JWT handler of ASP.NET Core answers 401 "
            + "to two tokens, even if both are valid. Add the credential in one place.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1009.md");

    [Catalogue(
        Reports = "a callback or interceptor that cannot obtain the token and sends the call without one",
        Fix = "throws `RpcException` with the status `Unauthenticated` and the cause",
        Where = "for a swallowed exception", Information = "for a missing token that is ignored or replaced by an empty text",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CredentialsFailOpen = new(
        "GRPCAUTH1010",
        "Call is sent without its credential if obtaining the token fails",
        "{0}, so the call is sent without {1} and the server's Unauthenticated hides the cause",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Code that adds a credential continues if it cannot obtain the token. Throw an RpcException with the status Unauthenticated and the "
            + "cause; then the call is not sent.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1010.md");

    [Catalogue(
        Reports = "`ConfigureChannel` that replaces the handlers of a registration, or sets `HttpClient`",
        Fix = "`ConfigurePrimaryHttpMessageHandler`",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor HandlersReplaced = new(
        "GRPCAUTH1011",
        "ConfigureChannel replaces the handlers of a client registration",
        "'{0}' is set on the channel of '{1}'{2}, so {3}",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The client factory puts the message handlers of a registration into HttpHandler before ConfigureChannel runs. Another handler "
            + "replaces all of them, and an HttpClient beside it makes the channel throw. Use ConfigurePrimaryHttpMessageHandler.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1011.md");

    [Catalogue(
        Reports = "work that adds the credential and that a credential callback does not await",
        Fix = "awaits the work; the callback becomes `async`",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor CallbackNotAwaited = new(
        "GRPCAUTH1012",
        "Work that adds the credential is not awaited",
        "'{0}' is not awaited, so the call is sent before {1} has been added",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC sends the call when the task of the callback completes. Work that the callback starts and does not await adds its credential "
            + "too late. Await it.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1012.md");

    [Catalogue(
        Reports = "an option that is assigned when `GrpcChannel.ForAddress` has read the options",
        Fix = "moves the assignment in front of the channel",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ChannelOptionsChangedTooLate = new(
        "GRPCAUTH1013",
        "Channel option is set after the channel was created",
        "'{0}' is set after 'ForAddress' has read the options; the channel does not use it",
        Credentials, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "GrpcChannel.ForAddress copies the options. Credentials, a handler or another option that is assigned afterwards has no effect on the "
            + "channel, and its calls are sent without them. Assign the option first.",
        helpLinkUri: DocumentRoot + "GRPCAUTH1013.md");
}
