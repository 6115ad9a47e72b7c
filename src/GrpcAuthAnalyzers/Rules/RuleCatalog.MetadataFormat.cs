using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>4xxx: does the server understand the header?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "an authorization header whose scheme is not followed by one blank and the token",
        Fix = "writes the scheme, one blank and the token", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor MalformedScheme = new(
        "GRPCAUTH4002",
        "Authorization header is malformed",
        "'{0}' {1}; the server finds no valid token and answers Unauthenticated",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "The value of an authorization header is the scheme, one blank and the token. A server does not understand 'Bearer' without the "
            + "blank, twice, with a colon or in quotes, nor the name of the header in front of it.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4002.md");

    [Catalogue(Reports = "a credential header whose name has an underscore", InTests = InTests.Same)]
    internal static readonly DiagnosticDescriptor HeaderDroppedByProxies = new(
        "GRPCAUTH4006",
        "Header name with an underscore may be dropped by a proxy",
        "'{0}' has an underscore; nginx drops such headers by default, and the call arrives without this credential",
        MetadataFormat, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "gRPC allows underscores in metadata keys, but nginx treats such headers as invalid and drops them without an error, unless "
            + "underscores_in_headers is on. Use a hyphen, on the client and on the server.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4006.md");
}
