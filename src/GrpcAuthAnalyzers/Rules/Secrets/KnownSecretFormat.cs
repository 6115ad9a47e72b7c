using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2002: a text whose format alone shows a credential, whether it is sent or not.</summary>
internal sealed class KnownSecretFormat : ISentConstantRule, IWrittenTextRule
{
    public void Check(SentConstant sent, CredentialQuery query, RuleContext context)
    {
        // A literal of another file is reported there.
        var isReportedElsewhere = sent.Literal.SyntaxTree != sent.Sink.Syntax.SyntaxTree && context.Options.KnownFormatsEverywhere && sent.IsKnownAlone(query);
        if (!sent.Secret.HasKnownForm || isReportedElsewhere || !context.IsFirst(RuleCatalog.KnownSecretFormat, sent.Literal))
            return;

        context.Report(
            RuleCatalog.KnownSecretFormat, sent.Place, sent.Also, FixHints.Of(sent, query),
            new object[] { sent.Secret.Name, sent.Holder, " is sent as " + sent.Where, sent.Secret.Detail });
    }

    public void Check(WrittenText written, RuleContext context)
    {
        if (!context.Options.KnownFormatsEverywhere
            || SecretText.Anywhere(written.Text, context.Options) is not { HasKnownForm: true } secret
            || (context.IsRelaxed && secret.Kind != SecretKind.KnownFormat)
            || !written.Literals.All(literal => context.IsFirst(RuleCatalog.KnownSecretFormat, literal)))
            return;

        context.Report(
            RuleCatalog.KnownSecretFormat, written.Literals[0], Enumerable.Empty<Location>(), FixHints.Of(null),
            new object[] { secret.Name, written.Holder.Length == 0 ? " in the source" : written.Holder, "", secret.Detail });
    }
}
