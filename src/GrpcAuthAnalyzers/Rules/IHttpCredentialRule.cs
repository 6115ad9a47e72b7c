using GrpcAuthAnalyzers.Grpc;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>A rule that is asked about every credential that is given to HTTP headers or to a factory of call credentials.</summary>
internal interface IHttpCredentialRule : IRule
{
    /// <summary>Reports the credential when it has the defect; says nothing when that is not known.</summary>
    void Check(HttpCredential sent, RuleContext context);
}
