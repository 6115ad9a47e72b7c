using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>The methods that gRPC calls on an interceptor.</summary>
internal static class InterceptorMethods
{
    /// <summary>Those of a client interceptor, one for each method type, in the order of the base class.</summary>
    internal static readonly ImmutableArray<string> All = ImmutableArray.Create(
        "BlockingUnaryCall", "AsyncUnaryCall", "AsyncServerStreamingCall", "AsyncClientStreamingCall", "AsyncDuplexStreamingCall");

    /// <summary>Those of a server interceptor, in the same order.</summary>
    internal static readonly ImmutableArray<string> OfServer = ImmutableArray.Create(
        "UnaryServerHandler", "ClientStreamingServerHandler", "ServerStreamingServerHandler", "DuplexStreamingServerHandler");
}
