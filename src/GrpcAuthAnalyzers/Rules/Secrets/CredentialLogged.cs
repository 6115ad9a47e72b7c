using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Rules.Secrets.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2006: a credential is written to a log or another readable output.</summary>
internal sealed class CredentialLogged : ILogRule
{
    public void Check(LogSink sink, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        foreach (var (hole, printsElements) in sink.Holes)
        {
            if (LoggedCredential.In(hole, printsElements, context.Ask(until: sink.Operation)) is not { } credential
                || !context.IsFirst(RuleCatalog.CredentialLogged, hole.Syntax))
                continue;

            context.Report(
                RuleCatalog.CredentialLogged,
                at: hole.Syntax,
                also: new[] { credential.Source.Syntax.GetLocation() },
                FixHints.Of(null),
                new object[] { credential.Name, sink.Place });
        }
    }
}
