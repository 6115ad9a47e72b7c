using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers.Rules.Subjects.Servers;

/// <summary>A rule for every assignment to an option that decides which tokens a gRPC server accepts.</summary>
internal interface ITokenValidationRule : IRule
{
    /// <summary>Reports the assignment if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ValidationOption option, RuleContext context);
}
