using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>
/// GRPCAUTH3002: call credentials, an interceptor, a handler or metadata that is made for each call, whose token was read outside the code that
/// runs for each call, or is kept by the first call.
/// </summary>
internal sealed class TokenCapturedOnce : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        var query = context.Ask(until: null);
        if (entry.CredentialIn(query) is not { } credential)
            return;

        var perCall = PerCallCode.Enclosing(entry.Sink, context.Facts);
        if (TokenIn(entry, perCall, query) is not { } token)
            return;

        context.Report(
            RuleCatalog.TokenCapturedOnce,
            at: token.Reference.Syntax,
            also: new[] { token.Read?.Syntax.GetLocation() ?? token.Symbol.Locations[0] },
            perCall is not null && token is { IsCache: false, IsPlain: true }
                ? FixHints.Of(null, credential.Header, credential.SchemeIn(query).Scheme)
                : FixHints.Of(null),
            new object[] { token.Symbol.Name, token.IsCache ? "by the first call only" : "once" },
            isInformation: !Expires(entry, credential, token, query));
    }

    /// <summary>Whether a header is written whose token this rule reports.</summary>
    internal static bool Reports(HeaderWrite entry, CredentialQuery query) =>
        entry.CredentialIn(query) is not null && TokenIn(entry, PerCallCode.Enclosing(entry.Sink, query.Facts), query) is not null;

    private static CapturedToken? TokenIn(HeaderWrite entry, PerCallCode? perCall, CredentialQuery query) => entry.Target switch
    {
        HeaderTarget.CallCredentials => FixedCredentials.TokenIn(entry, query),
        HeaderTarget.Http => perCall is null ? InObject(entry, query) : null,
        _ => perCall is null ? InObject(entry, query) : InPerCallCode(entry, perCall, query),
    };

    private static CapturedToken? InPerCallCode(HeaderWrite entry, PerCallCode perCall, CredentialQuery query) =>
        CapturedTokenReader.In(entry.Value, perCall, query) is { } token
            && (token.IsGiven || CallCredentialsLifetime.OutlivesCall(perCall, query.Facts))
            && !token.MayBeFresh(perCall, query.Facts)
            ? token
            : null;

    /// <summary>In a handler that gRPC keeps, and in code that makes the metadata of each call.</summary>
    private static CapturedToken? InObject(HeaderWrite entry, CredentialQuery query)
    {
        if (EnclosingFunction.IsConstruction(entry.Sink)
            || CapturedTokenReader.In(entry.Value, EnclosingFunction.Enclosing(entry.Sink), query) is not { } token)
            return null;

        return entry.Target == HeaderTarget.Http || KeptHandler.IsFilter(entry.Sink, query.Facts)
            ? KeptHandler.IsAround(entry.Sink, token, query.Facts) ? token : null
            : SentMetadata.IsMadeAnew(entry.Sink, query) && !token.MayBeFresh(perCall: null, query.Facts) ? token : null;
    }

    private static bool Expires(HeaderWrite entry, CredentialValue credential, CapturedToken token, CredentialQuery query) =>
        entry.Target == HeaderTarget.CallCredentials
            || (entry.SchemeIn(query, new Origins.TracedValue(entry.Sink))?.IsBearer ?? credential.Expires(query, token.Symbol.Name));
}
