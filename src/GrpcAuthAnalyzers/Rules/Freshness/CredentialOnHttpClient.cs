using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3003: a credential is written once into the default request headers of the HttpClient of a channel or registration.</summary>
internal sealed class CredentialOnHttpClient : IDefaultHeadersRule, IExporterHeaderRule
{
    public void Check(ISimpleAssignmentOperation headers, RuleContext context)
    {
        var query = context.Ask(until: null);
        foreach (var header in ExporterHeader.In(headers, query))
        {
            if (header.Filler is not { } filler
                || !AuthorizationValue.OfPrefix(header.Prefix).IsBearer
                || !context.IsFirst(RuleCatalog.CredentialOnHttpClient, headers.Syntax))
                continue;

            var isFromProvider = filler.Operation is IInvocationOperation { TargetMethod: var method } call
                && (TokenWords.ObtainsToken(method.Name, call.Instance?.Type?.Name ?? method.ContainingType.Name)
                    || context.Facts.GivesToken(method));
            context.Report(
                RuleCatalog.CredentialOnHttpClient, headers.Syntax, also: System.Array.Empty<Location>(), FixHints.Of(null, header.Name),
                new object[] { header.Name, "the OpenTelemetry exporter" }, isInformation: !isFromProvider);
        }
    }

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
