using GrpcAuthAnalyzers.Grpc.Calls;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every gRPC call.</summary>
internal interface ICallRule : IRule
{
    /// <summary>Reports the call if it has the defect; reports nothing if that is unknown.</summary>
    void Check(GrpcCall call, RuleContext context);
}
