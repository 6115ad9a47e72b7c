using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>The methods that gRPC calls on a client interceptor.</summary>
internal static class InterceptorMethods
{
    /// <summary>One for each method type, in the order of the base class.</summary>
    internal static readonly ImmutableArray<string> All = ImmutableArray.Create(
        "BlockingUnaryCall", "AsyncUnaryCall", "AsyncServerStreamingCall", "AsyncClientStreamingCall", "AsyncDuplexStreamingCall");
}
