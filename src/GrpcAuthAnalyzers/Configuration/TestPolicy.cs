namespace GrpcAuthAnalyzers.Configuration;

/// <summary>How test projects are treated: <c>grpc_auth.tests</c>.</summary>
internal enum TestPolicy
{
    /// <summary>Bands 1, 3 and 5 report information; hard-coded test tokens are not reported.</summary>
    Relaxed,

    /// <summary>Like any other project.</summary>
    Same,

    /// <summary>Nothing is reported.</summary>
    Off,
}
