using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>The place that credentials can be added for every call: the creation of a channel, or a registration.</summary>
internal readonly struct ChannelSite
{
    internal ChannelSite(IOperation creation, string kind, Transport transport)
    {
        Creation = creation;
        Kind = kind;
        Transport = transport;
    }

    /// <summary><c>GrpcChannel.ForAddress(...)</c>, <c>new Channel(...)</c> or <c>AddGrpcClient(...)</c>.</summary>
    internal IOperation Creation { get; }

    /// <summary>One of the <c>Owner...</c> values of <c>DiagnosticProperties</c>.</summary>
    internal string Kind { get; }

    /// <summary>How the server is reached.</summary>
    internal Transport Transport { get; }
}
