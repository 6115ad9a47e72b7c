namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>What a server asks of the calls of a service, by authorization of ASP.NET Core.</summary>
internal enum ServiceDemand
{
    /// <summary>That is not seen, or differs from method to method.</summary>
    Unknown,

    /// <summary>A policy: a caller without a valid credential is refused.</summary>
    Required,

    /// <summary>Nothing, and that is said: <c>AllowAnonymous</c>.</summary>
    Anonymous,

    /// <summary>Nothing: no attribute, no convention, no fallback policy.</summary>
    Nothing,
}
