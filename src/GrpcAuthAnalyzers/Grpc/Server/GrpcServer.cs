namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>Whether a program is a gRPC server.</summary>
internal static class GrpcServer
{
    private static readonly Memo<bool> SetUp = new(
        static facts => facts.CallsNamed(
            "AddGrpc", "AddCodeFirstGrpc", "AddMagicOnion", "AddServiceModelGrpc", "MapGrpcService", "BindService").GetEnumerator().MoveNext());

    /// <summary>Whether the compilation sets up a gRPC server, by the names of the calls that do so.</summary>
    internal static bool IsSetUpIn(CompilationFacts facts) => facts.Get(SetUp);
}
