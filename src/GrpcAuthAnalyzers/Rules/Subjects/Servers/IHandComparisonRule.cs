using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers.Rules.Subjects.Servers;

/// <summary>A rule for every comparison of two texts in code that gets the calls of a gRPC server.</summary>
internal interface IHandComparisonRule : IRule
{
    /// <summary>Reports the comparison if it has the defect; reports nothing if that is unknown.</summary>
    void Check(HandComparison comparison, RuleContext context);
}
