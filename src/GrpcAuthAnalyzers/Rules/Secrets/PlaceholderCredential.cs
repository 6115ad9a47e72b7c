using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2005: a placeholder reaches a credential header.</summary>
internal sealed class PlaceholderCredential : ISentConstantRule
{
    public void Check(SentConstant sent, CredentialQuery query, RuleContext context)
    {
        if (sent.Secret.Kind == SecretKind.Placeholder && context.IsFirst(RuleCatalog.PlaceholderCredential, sent.Literal))
            context.Report(RuleCatalog.PlaceholderCredential, sent.Place, sent.Also, FixHints.Of(sent, query), new object[] { sent.Holder, sent.Where });
    }
}
