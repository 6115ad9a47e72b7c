using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every constant text that is sent under a credential header. Not in test code, unless <c>grpc_auth.tests = same</c>.</summary>
internal interface ISentConstantRule : IRule
{
    /// <summary>Reports the constant if it has the defect.</summary>
    void Check(SentConstant sent, CredentialQuery query, RuleContext context);
}
