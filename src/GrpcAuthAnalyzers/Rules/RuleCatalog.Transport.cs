using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <content>5xxx: is the credential sent over a connection that may carry it?</content>
internal static partial class RuleCatalog
{
    [Catalogue(
        Reports = "call credentials on a channel without TLS, which drops them or throws",
        Where = "for an http address in code, or of another machine", Information = "for one of this machine that only configuration files give",
        IsGraded = true, InTests = InTests.Information)]
    internal static readonly DiagnosticDescriptor CallCredentialsOverPlaintext = new(
        "GRPCAUTH5001",
        "Call credentials are used on a channel without TLS",
        "Call credentials need TLS, which this channel does not have: {0}",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC sends call credentials over TLS only. On an http channel it drops those of call options and interceptors without an error; those of "
            + "the channel or registration throw when the channel is made. Use https, also on localhost.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5001.md");

    [Catalogue(
        Reports = "`UnsafeUseInsecureChannelCallCredentials = true` for a host other than this machine",
        Where = "for an http address on the internet", Information = "for private networks, addresses that are not known, and https",
        IsGraded = true, InTests = InTests.Information)]
    internal static readonly DiagnosticDescriptor UnsafeInsecureCallCredentials = new(
        "GRPCAUTH5002",
        "Call credentials may be sent unencrypted",
        "Call credentials {0}",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "UnsafeUseInsecureChannelCallCredentials lets a channel send call credentials over http, where everybody on the way can read the token. "
            + "Use https, or list hosts behind an encrypting network in grpc_auth.plaintext_hosts.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5002.md");

    [Catalogue(
        Reports = "a credential header that is sent over http to another machine",
        Where = "for hosts on the internet", Information = "for hosts of private networks",
        IsGraded = true, InTests = InTests.Information)]
    internal static readonly DiagnosticDescriptor CredentialOverPlaintext = new(
        "GRPCAUTH5003",
        "Credential is sent over an unencrypted connection",
        "{0} is sent unencrypted to '{1}'; whoever reads it on the way can use it",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC guards call credentials, but not headers: metadata, interceptors and handlers send a token over http without a warning. Use https, "
            + "or list hosts behind an encrypting network in grpc_auth.plaintext_hosts.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5003.md");

    [Catalogue(
        Reports = "an HTTP handler of a channel, client or registration that accepts any server certificate",
        Where = "where nothing limits it to development", Information = "for this machine, under `#if`, `IsDevelopment()` or a flag",
        Fix = "trusts one root certificate: `CertificateChainPolicy`, or a callback that checks the chain and the name",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor ServerCertificateNotValidated = new(
        "GRPCAUTH5004",
        "Server certificate is not validated",
        "'{0}' accepts any server certificate; whoever is on the way can pose as the server and read the token",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A handler that accepts every certificate sends the token to whoever answers. Trust one root certificate for all services with "
            + "CertificateChainPolicy, in development, too.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5004.md");

    [Catalogue(
        Reports = "HTTP/1.1 in the options of a channel, or a policy that allows it, without gRPC-Web",
        Where = "for HTTP/1.1, and for the policy over http", Information = "for the policy over https or an unknown address",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor HttpVersionCannotCarryGrpc = new(
        "GRPCAUTH5005",
        "Channel uses an HTTP version that cannot carry gRPC",
        "'{0}' {1}; gRPC needs HTTP/2 or gRPC-Web, and calls over HTTP/1.1 fail with Internal",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC reads its status from HTTP/2 trailers, so an answer over HTTP/1.1 is an error whatever the token is. Leave version and policy "
            + "as they are, or use GrpcWebHandler.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5005.md");

    [Catalogue(
        Reports = "`SslCredentials` with certificates or a callback as the credentials of a `GrpcChannel`",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor SslCredentialsArguments = new(
        "GRPCAUTH5006",
        "GrpcChannel does not support arguments of SslCredentials",
        "GrpcChannel does not support SslCredentials with '{0}'; creating the channel throws InvalidOperationException",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Only the native Grpc.Core library reads certificates and callbacks from SslCredentials. A GrpcChannel uses HttpClient: give the "
            + "certificates to its HTTP handler, and leave SslCredentials empty.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5006.md");

    [Catalogue(
        Reports = "the switch for unencrypted HTTP/2, which gRPC does not need since .NET 5",
        Fix = "removes the statement", InTests = InTests.Same)]
    internal static readonly DiagnosticDescriptor ObsoleteUnencryptedSwitch = new(
        "GRPCAUTH5007",
        "Switch for unencrypted HTTP/2 is not needed",
        "{0} is not needed since .NET 5; the address alone decides whether credentials are sent encrypted",
        Transport, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "Only .NET Core 3 needed a switch to call gRPC over http. Remove it: it has no effect on gRPC calls, and who reads it takes plaintext "
            + "for a requirement.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5007.md");

    [Catalogue(
        Reports = "Windows credentials on the HTTP handler of a channel, client or registration",
        InTests = InTests.Information, IsGraded = true)]
    internal static readonly DiagnosticDescriptor WindowsCredentialsOverHttp2 = new(
        "GRPCAUTH5008",
        "Windows credentials are not sent over HTTP/2",
        "'{0}' has no effect on gRPC: Negotiate and NTLM do not work over HTTP/2, and the server answers Unauthenticated",
        Transport, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "gRPC uses HTTP/2, over which handlers do not answer a server that asks for Negotiate or NTLM. Send a token or a client "
            + "certificate instead, or use gRPC-Web over HTTP/1.1.",
        helpLinkUri: DocumentRoot + "GRPCAUTH5008.md");
}
