using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers.Rules.Subjects.Servers;

/// <summary>A rule for every service that a gRPC server maps.</summary>
internal interface IServedServiceRule : IRule
{
    /// <summary>Reports the mapping if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ServedService service, RuleContext context);
}
