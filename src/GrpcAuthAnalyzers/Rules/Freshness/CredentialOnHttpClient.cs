using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3003: a credential is written once into the default request headers of the HttpClient of a channel or registration.</summary>
internal sealed class CredentialOnHttpClient : IDefaultHeadersRule
{
    public void Check(IPropertyReferenceOperation headers, RuleContext context)
    {
        var query = context.Ask(until: null);
        foreach (var header in DefaultRequestHeader.WrittenThrough(headers, query))
        {
            var at = header.Write.Site.Operation.Syntax;
            if (at.SyntaxTree != headers.Syntax.SyntaxTree
                || header.IsConstant(query)
                || DefaultHeaderTarget.Of(header, query) is not { } reach
                || !context.IsFirst(RuleCatalog.CredentialOnHttpClient, at))
                continue;

            context.Report(
                RuleCatalog.CredentialOnHttpClient,
                at,
                also: new[] { reach.Owner.Creation.Syntax.GetLocation() },
                FixHints.Of(reach.Owner, header.Credential.Header, header.SchemeIn(query).Scheme),
                new object[] { header.Credential.Header, reach.Name },
                isInformation: !header.Expires(query));
        }
    }
}
