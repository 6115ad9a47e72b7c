using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2001: a constant reaches a credential header.</summary>
internal sealed class HardCodedCredential : ISentConstantRule
{
    public void Check(SentConstant sent, CredentialQuery query, RuleContext context)
    {
        if (sent.Secret.Kind == SecretKind.Fixed && context.IsFirst(RuleCatalog.HardCodedCredential, sent.Literal))
            context.Report(RuleCatalog.HardCodedCredential, sent.Place, sent.Also, FixHints.Of(sent, query), new object[] { sent.Holder, sent.Where });
    }
}
