namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>Whether the servers of a program ask their clients for a certificate.</summary>
internal enum CertificateRequest
{
    /// <summary>They do, or that is not known.</summary>
    Unknown,

    /// <summary>Nothing is set up, and the default is not to ask.</summary>
    NeverByDefault,

    /// <summary>TLS is set up where that is seen, and it does not ask.</summary>
    Never,
}
