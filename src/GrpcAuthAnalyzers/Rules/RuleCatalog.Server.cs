using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>6xxx: does the server check the credential?</content>
internal static partial class RuleCatalog
{
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
