namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>Where the host of an http address is, as far as its name tells: who can read what is sent to it.</summary>
internal enum HostReach
{
    /// <summary>The host is not known, is one of several kinds, or the address is not http.</summary>
    Unknown,

    /// <summary>This machine: nobody else can read.</summary>
    Loopback,

    /// <summary>A host that <c>grpc_auth.plaintext_hosts</c> lists.</summary>
    Accepted,

    /// <summary>A host of a cluster or private network: a name without a dot, <c>*.svc</c>, <c>*.local</c>, <c>*.internal</c>, a private address.</summary>
    Private,

    /// <summary>Any other host.</summary>
    Public,
}
