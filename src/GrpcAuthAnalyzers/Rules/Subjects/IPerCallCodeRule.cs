using GrpcAuthAnalyzers.Grpc.Interceptors;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule for every function that gRPC runs for each call: the code of call credentials, and the methods of client
/// interceptors.
/// </summary>
internal interface IPerCallCodeRule : IRule
{
    /// <summary>Reports the defect in the function; reports nothing if that is unknown.</summary>
    void Check(PerCallCode code, RuleContext context);
}
