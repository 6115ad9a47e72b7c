using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>4xxx: does the server understand the header?</content>
internal static partial class RuleCatalog
{
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
