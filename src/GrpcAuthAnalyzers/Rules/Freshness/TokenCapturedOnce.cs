using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>
/// GRPCAUTH3002: call credentials or an interceptor whose token was read outside the code that runs for each call, or is kept by the
/// first call.
/// </summary>
internal sealed class TokenCapturedOnce : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        var query = context.Ask(until: null);
        if (PerCallCode.Enclosing(entry.Sink, context.Facts) is not { } perCall
            || entry.CredentialIn(query) is not { } credential
            || CapturedToken.In(entry.Value, perCall, query) is not { } token
            || !CallCredentialsLifetime.OutlivesCall(perCall, context.Facts)
            || token.MayBeFresh(perCall, context.Facts))
            return;

        context.Report(
            RuleCatalog.TokenCapturedOnce,
            at: token.Reference.Syntax,
            also: new[] { token.Read?.Syntax.GetLocation() ?? token.Symbol.Locations[0] },
            token.IsCache || !token.IsPlain ? FixHints.Of(null) : FixHints.Of(null, credential.Header, credential.SchemeIn(query).Scheme),
            new object[] { token.Symbol.Name, token.IsCache ? "by the first call only" : "once" },
            isInformation: !credential.Expires(query, token.Symbol.Name));
    }
}
