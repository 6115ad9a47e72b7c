using GrpcAuthAnalyzers.Grpc.Calls;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every gRPC call.</summary>
internal interface ICallRule : IRule
{
    /// <summary>Reports the call when it has the defect; says nothing when that is not known.</summary>
    void Check(GrpcCall call, RuleContext context);
}
