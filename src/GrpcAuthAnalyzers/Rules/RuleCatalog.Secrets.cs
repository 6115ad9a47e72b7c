using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>2xxx: is a secret in the source, in a file of the project, or in a log?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "a constant that is sent as a credential header",
        Fix = "reads the token for each call from a provider, configuration or the environment",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor HardCodedCredential = new(
        "GRPCAUTH2001",
        "Credential is hard-coded",
        "Hard-coded credential{0} is sent as {1}",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Everybody who has the source or the assembly can read the credential, and it cannot expire or be rotated without a release. "
            + "Remove it, revoke it, and obtain it for each call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2001.md");

    [Catalogue(
        Reports = "a token of a well-known service, private key, JSON Web Token or `Basic` credential in code or configuration",
        Fix = "as for GRPCAUTH2001")]
    internal static readonly DiagnosticDescriptor KnownSecretFormat = new(
        "GRPCAUTH2002",
        "Token or key of a known format is in source or configuration",
        "Hard-coded {0}{1}{2}{3}",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Tokens of well-known services, private keys, JSON Web Tokens and Basic credentials are recognized by their format. Everybody who "
            + "has the source, the package or the assembly has them. Remove the value, revoke it, and obtain it at run time.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2002.md");

    [Catalogue(
        Reports = "a token provider that always returns a constant",
        Fix = "reads the token from configuration or the environment each time",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor StaticTokenProvider = new(
        "GRPCAUTH2003",
        "Token provider always returns a constant",
        "Token provider '{0}' returns a hard-coded token, which cannot be renewed or revoked without a release",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Every code path returns a constant. Callers expect to obtain a current token, but send the one that was compiled in. Read the token "
            + "each time the provider is asked.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2003.md");

    [Catalogue(
        Reports = "a credential in `appsettings*.json`, launch settings, `app.config`, `web.config` or `.env`",
        Information = "for the password of another server that no code is seen to use for calls, in `appsettings.Development.json`, and for a server on the "
            + "same machine (`Server=localhost;Password=...`)",
        InTests = InTests.Silent, IsGraded = true)]
    internal static readonly DiagnosticDescriptor SecretInConfigFile = new(
        "GRPCAUTH2004",
        "Configuration file contains a credential",
        "Setting '{0}' contains a credential{1}{2}, and the file is part of the project",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The setting's name marks it as a secret, and the file is committed with the project and copied to every installation. Remove the "
            + "value, revoke it, and set it in user secrets, the environment or a key vault.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2004.md");

    [Catalogue(
        Reports = "a placeholder that is sent as a credential header",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor PlaceholderCredential = new(
        "GRPCAUTH2005",
        "Placeholder is sent as a credential",
        "Placeholder{0} is sent as {1}; a server that requires credentials rejects the call",
        Secrets, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "The text stands for a token that was never filled in. A call that sends it cannot authenticate. Obtain the token at run time.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2005.md");

    [Catalogue(
        Reports = "a token, a credential header or metadata that is written to a log, the console, an activity, an exception or a status",
        InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor CredentialLogged = new(
        "GRPCAUTH2006",
        "Credential is written to a log, trace or error message",
        "{0} is written to {1}; whoever reads it can make calls with it",
        Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A token, an authorization value or metadata with a credential reaches a logger, the console, an activity, an exception message or a "
            + "gRPC status. Logs live longer than tokens and are read by more people. Log what identifies the token, not the token.",
        helpLinkUri: DocumentRoot + "GRPCAUTH2006.md");
}
