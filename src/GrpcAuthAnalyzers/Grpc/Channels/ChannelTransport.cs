namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>How a channel reaches its server.</summary>
internal enum ChannelTransport
{
    /// <summary>The address comes from configuration or other unseen code, or may be of several kinds.</summary>
    Unknown,

    /// <summary>https: call credentials are sent.</summary>
    Tls,

    /// <summary>http to another machine: call credentials are dropped without an error.</summary>
    Plaintext,

    /// <summary>http to this machine.</summary>
    Loopback,

    /// <summary>A unix domain socket or named pipe: nobody else listens.</summary>
    Local,
}
