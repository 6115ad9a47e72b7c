using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every constant text that is sent under a credential header. Not in test code, unless that counts as any other.</summary>
internal interface ISentConstantRule : IRule
{
    /// <summary>Reports the constant when it has the defect.</summary>
    void Check(SentConstant sent, CredentialQuery query, RuleContext context);
}
