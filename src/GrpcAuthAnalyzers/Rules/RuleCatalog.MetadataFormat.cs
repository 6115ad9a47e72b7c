using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>4xxx: does the server understand the header?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "an OAuth or OpenID token that is sent under `authorization` without `Bearer`",
        Fix = "writes `Bearer` and a blank in front of the token", Information = "if only a name says that it is such a token",
        InTests = InTests.Silent, IsGraded = true)]
    internal static readonly DiagnosticDescriptor MissingBearerScheme = new(
        "GRPCAUTH4001",
        "Access token is sent without its scheme",
        "{0} is sent as 'authorization' without 'Bearer'; a server that expects it finds no token and answers Unauthenticated",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "An OAuth or OpenID token is sent as 'Bearer', one blank and the token. Servers that validate such tokens do not look at a value "
            + "without that word. Other credentials, such as API keys, may be right without a scheme and are not reported.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4001.md");

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

    [Catalogue(Reports = "a metadata key that gRPC rejects or does not send", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor InvalidMetadataKey = new(
        "GRPCAUTH4003",
        "Metadata key is not valid",
        "Key '{0}' {1}",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A metadata key has letters, digits, '-', '_' and '.', and ends in '-bin' exactly if its value is bytes. Any other key throws where the "
            + "entry is made, an empty one is not sent, and 'grpc-timeout' is dropped.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4003.md");

    [Catalogue(
        Reports = "a metadata value with a line break or a character that is not ASCII, an untrimmed file, a task that is not awaited",
        Fix = "trims the text of the file, or awaits the task", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor InvalidMetadataValue = new(
        "GRPCAUTH4004",
        "Metadata value cannot be sent",
        "Value of '{0}' {1}",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Metadata takes any text, but HTTP cannot send line breaks and characters that are not ASCII: the call fails, and a line break breaks the "
            + "whole connection. A task that is put into a text without await sends the name of its type.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4004.md");

    [Catalogue(
        Reports = "a value with its scheme under a name that is almost `authorization`", Fix = "writes the right name", InTests = InTests.Silent)]
    internal static readonly DiagnosticDescriptor MisspelledCredentialHeader = new(
        "GRPCAUTH4005",
        "Credential is sent under a misspelled header name",
        "'{0}' is not 'authorization'; the server finds no credential and answers Unauthenticated",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Servers look for a credential with a scheme under 'authorization' and nowhere else. gRPC sends a header of any name, so a misspelled "
            + "one is not noticed until the server rejects the call.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4005.md");

    [Catalogue(Reports = "a credential header whose name has an underscore", InTests = InTests.Same)]
    internal static readonly DiagnosticDescriptor HeaderDroppedByProxies = new(
        "GRPCAUTH4006",
        "Header name with an underscore may be dropped by a proxy",
        "'{0}' has an underscore; nginx drops such headers by default, and the call arrives without this credential",
        MetadataFormat, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "gRPC allows underscores in metadata keys, but nginx treats such headers as invalid and drops them without an error, unless "
            + "underscores_in_headers is on. Use a hyphen, on the client and on the server.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4006.md");

    [Catalogue(
        Reports = "the key of a metadata entry that is compared with a text in upper case",
        Fix = "uses `GetValue`, which ignores case, or writes the text in lower case", InTests = InTests.Same)]
    internal static readonly DiagnosticDescriptor HeaderKeyComparedByCase = new(
        "GRPCAUTH4007",
        "Metadata key is compared with upper-case text",
        "'{0}' never equals the key of a metadata entry: keys are in lower case, so this header is not found",
        MetadataFormat, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC keeps the keys of metadata in lower case, on the client and on the server. A comparison with upper-case letters never matches. "
            + "Use Metadata.GetValue or Metadata.Get, which ignore case, or compare with lower-case text.",
        helpLinkUri: DocumentRoot + "GRPCAUTH4007.md");
}
