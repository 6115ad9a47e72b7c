using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Secrets.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2001: a constant reaches a credential header.</summary>
internal sealed class HardCodedCredential : ISentConstantRule, IExporterHeaderRule
{
    public void Check(ISimpleAssignmentOperation headers, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var query = context.AskForAny();
        foreach (var header in ExporterHeader.In(headers, query))
        {
            if (header.Text.Constant is not { } text
                || SecretText.Anywhere(text, query.Options).HasKnownForm
                || SecretText.AtCredential(header.Prefix, query.Options).Kind != SecretKind.Fixed
                || SentConstant.SecretPart(header.Text) is not { } part)
                continue;

            var at = part.Operation.Syntax.SyntaxTree == headers.Syntax.SyntaxTree ? part.Operation.Syntax : headers.Value.Syntax;
            var name = SecretText.IsInName(header.Name) ? "" : $" '{header.Name}'";
            if (context.IsFirst(RuleCatalog.HardCodedCredential, at))
                context.Report(
                    RuleCatalog.HardCodedCredential, at, also: new[] { headers.Syntax.GetLocation() }, FixHints.Of(null),
                    new object[] { "", "HTTP header" + name + " of the OpenTelemetry exporter" });
        }
    }

    public void Check(SentConstant sent, CredentialQuery query, RuleContext context)
    {
        if (sent.Secret.Kind == SecretKind.Fixed && context.IsFirst(RuleCatalog.HardCodedCredential, sent.Literal))
            context.Report(
                RuleCatalog.HardCodedCredential, sent.Place, sent.Also, FixHints.Of(sent, query), new object[] { sent.Holder, sent.Where },
                isInformation: EmulatorToken.Is(sent, query));
    }
}
