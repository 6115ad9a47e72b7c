using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>6xxx: does the server check the credential?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "a gRPC service that asks for no authorization, on a server that registers authentication",
        Where = "on a server for gRPC alone", Information = "on a server that has other endpoints, too",
        Fix = "adds `.RequireAuthorization()`", IsGraded = true, InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor ServiceWithoutAuthorization = new(
        "GRPCAUTH6001",
        "gRPC service asks for no authorization",
        "'{0}' answers callers without a credential: {1}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Registering authentication protects nothing: a service is open until it, its endpoint or a fallback policy asks for authorization. "
            + "Add [Authorize] or RequireAuthorization(), or [AllowAnonymous] if it is meant to be open.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6001.md");

    [Catalogue(
        Reports = "a gRPC service that asks for authorization, on a server that cannot give it: no scheme, the wrong default scheme, the wrong order of "
            + "middleware, an unknown policy",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor AuthorizationNeverRuns = new(
        "GRPCAUTH6002",
        "Authorization of a gRPC service cannot succeed",
        "No call of '{0}' is authorized: {1}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A service that asks for authorization needs a registered scheme that reads its token, and middleware in the right order. Without them "
            + "every call is refused or fails, whatever token the client sends.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6002.md");

    [Catalogue(
        Reports = "`AddJwtBearer` of a gRPC server with an authority or key, and without an audience",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor AudienceNotConfigured = new(
        "GRPCAUTH6006",
        "No audience is configured for the tokens of a gRPC server",
        "'{0}' gets no audience, so the server refuses every token; set Audience or ValidAudience to the name of this service",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A JWT scheme checks the audience of a token, and an authority does not set it. Without Audience, ValidAudience or ValidAudiences "
            + "each token is refused, and clients see Unauthenticated.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6006.md");

    [Catalogue(
        Reports = "`UseCors` after authorization, on a server for gRPC-Web with a service that asks for authorization",
        Fix = "moves `UseCors` in front of `UseAuthorization`", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor CorsAfterAuthorization = new(
        "GRPCAUTH6008",
        "CORS is used after authorization",
        "A browser's preflight for '{0}' reaches authorization first; it carries no token, and the server answers 401",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A browser asks for permission before it sends a gRPC-Web call to another site, and that preflight carries no token. Use CORS before "
            + "authorization, so that it is answered.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6008.md");

    [Catalogue(
        Reports = "a gRPC server that reads the certificate of its clients, or calls `AddCertificate`, and never asks clients for one",
        Where = "where the code or a configuration file sets up TLS", Information = "where nothing does, since Kestrel asks for none by default",
        IsGraded = true, InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor ClientCertificateNotRequested = new(
        "GRPCAUTH6009",
        "gRPC server asks for no client certificate",
        "'{0}' never gets a client certificate: {1} asks clients for none",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A client sends its certificate only if the server asks for one, and Kestrel does not ask by default. Set ClientCertificateMode where "
            + "TLS is set up, to RequireCertificate or AllowCertificate.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6009.md");

    [Catalogue(
        Reports = "a gRPC server that compares the credential of a caller with a secret by `==`, `Equals`, `SequenceEqual` or `StartsWith`",
        Fix = "compares by `CryptographicOperations.FixedTimeEquals`", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor CredentialComparedByHand = new(
        "GRPCAUTH6005",
        "Credential is compared by hand",
        "{0} is compared by '{1}', {2}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A comparison of texts stops at the first difference, so its time tells a caller how much of a guess is right, and a prefix lets parts of "
            + "a secret in. Compare by CryptographicOperations.FixedTimeEquals, or let an authentication handler do it.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6005.md");

    [Catalogue(
        Reports = "a server interceptor that refuses callers without a credential for some method types, and lets the others go on",
        Where = "if a service of the program has a method of a missing type",
        Information = "if none is visible, or if the check is for some methods only",
        Fix = "adds the missing overrides, with the statements of an existing one", IsGraded = true, InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor ServerInterceptorMissesMethodType = new(
        "GRPCAUTH6007",
        "Server interceptor leaves methods of a type open",
        "'{0}' checks the credential in '{1}' and not in '{2}'{3}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC calls another method of an interceptor for each method type, and one that is not overridden lets every call go on. Override all "
            + "four handlers, or ask for authorization where services are mapped.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6007.md");

    [Catalogue(
        Reports = "a gRPC server that does not check a part of the token, or has its signing key in the code",
        Where = "where the check protects this server",
        Information = "for a server with its own signing key, for multi-tenant authorities, and for code that reads expired tokens",
        Fix = "turns on the checks of signature and lifetime", IsGraded = true, InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor TokenValidationWeakened = new(
        "GRPCAUTH6003",
        "Token validation of a gRPC server is weakened",
        "'{0}' lets the server accept {1}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A server that does not check the whole token accepts tokens that others made, or that were made for others. Leave the checks on, "
            + "and say which audience and issuer are valid.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6003.md");

    [Catalogue(
        Reports = "a `ClockSkew` of zero, or of more than five minutes",
        Where = "above five minutes", Information = "for zero",
        Fix = "writes the default of five minutes", IsGraded = true, InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor ClockSkewUnreasonable = new(
        "GRPCAUTH6004",
        "Clock skew of a gRPC server is unreasonable",
        "This clock skew {0}",
        Server, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Clocks of client, server and identity provider differ by seconds. Without any tolerance the server refuses good tokens; with too much "
            + "of it, a token that was stolen stays good after it has expired. The default is five minutes.",
        helpLinkUri: DocumentRoot + "GRPCAUTH6004.md");
}
