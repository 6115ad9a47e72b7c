using GrpcAuthAnalyzers.Grpc.Handlers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every assignment to a property of an HTTP handler that gRPC sends its calls with.</summary>
internal interface IHandlerSettingRule : IRule
{
    /// <summary>Reports the assignment if it has the defect; reports nothing if that is unknown.</summary>
    void Check(HandlerSetting setting, RuleContext context);
}
