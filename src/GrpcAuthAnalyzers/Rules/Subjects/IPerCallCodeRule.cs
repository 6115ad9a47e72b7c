using GrpcAuthAnalyzers.Grpc.Interceptors;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule that is asked about every function that gRPC runs for each call: the code of call credentials, and the methods of client
/// interceptors.
/// </summary>
internal interface IPerCallCodeRule : IRule
{
    /// <summary>Reports what stands in the function when it has the defect; says nothing when that is not known.</summary>
    void Check(PerCallCode code, RuleContext context);
}
