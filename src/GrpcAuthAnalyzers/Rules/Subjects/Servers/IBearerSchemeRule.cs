using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers.Rules.Subjects.Servers;

/// <summary>A rule for every JWT scheme whose options a callback in source sets.</summary>
internal interface IBearerSchemeRule : IRule
{
    /// <summary>Reports the scheme if it has the defect; reports nothing if that is unknown.</summary>
    void Check(BearerScheme scheme, RuleContext context);
}
