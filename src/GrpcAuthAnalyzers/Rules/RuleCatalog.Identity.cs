using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>7xxx: is the right token asked for?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "a scope without `/.default` in the token request of an application",
        Fix = "the scope of the resource that ends in `/.default`",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ClientCredentialScopeIncomplete = new(
        "GRPCAUTH7001",
        "Scope of an application's token request does not end in /.default",
        "'{0}' does not end in '/.default'; Microsoft Entra ID refuses the scope in '{1}', and calls have no token",
        Identity, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "An application that asks for a token for itself cannot choose permissions: it gets all that it was granted for a resource, and the scope "
            + "is the resource with /.default. Another scope is refused with AADSTS1002012.",
        helpLinkUri: DocumentRoot + "GRPCAUTH7001.md");

    [Catalogue(
        Reports = "a Google credential without scopes that is asked for a token without an address",
        Where = "for a service account", Information = "for a file, stream or text that may hold another kind of credential",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor GoogleCredentialWithoutScope = new(
        "GRPCAUTH7002",
        "Google service account is asked for a token without scopes",
        "The credential of '{0}' has no scopes; if it is a service account, '{1}' without an address throws GoogleApiException",
        Identity, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A service account asks Google for a token with its scopes, or signs one itself for the address of the service. With neither, it throws. "
            + "Add CreateScoped, or pass the address.",
        helpLinkUri: DocumentRoot + "GRPCAUTH7002.md");
}
