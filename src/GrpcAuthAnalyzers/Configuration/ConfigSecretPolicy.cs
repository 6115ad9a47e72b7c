namespace GrpcAuthAnalyzers.Configuration;

/// <summary>Which secrets of configuration files are reported, and how: <c>grpc_auth.config_secrets</c>.</summary>
internal enum ConfigSecretPolicy
{
    /// <summary>What authenticates calls is a warning, the passwords of other servers are information.</summary>
    Graded,

    /// <summary>Only what authenticates calls.</summary>
    Tokens,

    /// <summary>Every secret is a warning.</summary>
    All,
}
