using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>Credentials that are made of one token and never ask for another: <c>GoogleCredential.FromAccessToken(token)</c>.</summary>
internal static class FixedCredentials
{
    /// <summary>
    /// The token, where the credentials reach a channel that lives longer than the method. Null for a constant, for a token that
    /// the caller gave, and when it is not seen where the credentials go.
    /// </summary>
    internal static CapturedToken? TokenIn(HeaderWrite entry, CredentialQuery query)
    {
        var facts = query.Facts;
        var value = Conversions.BuiltInInside(entry.Value);
        (ISymbol?, IOperation?) named = value switch
        {
            ILocalReferenceOperation local => (local.Local, TokenExpressions.SingleWrite(facts.Bodies.FactsOf(local).WritesTo(local.Local))),
            _ => TokenExpressions.GiverIn(value) switch
            {
                IInvocationOperation giver => (giver.TargetMethod, value),
                IMemberReferenceOperation member => (member.Member, value),
                _ => (null, value),
            },
        };
        var (symbol, read) = named;
        return symbol is not null
            && read is not null
            && !TokenText.IsGiven(read, symbol)
            && TokenVariable.MayExpire(value, query)
            && CallCredentialsLifetime.ReachesChannel(entry.Sink, facts)
            && UsedWhereMade.ReachOf(entry.Sink, facts) != Reach.Method
            && !RequestLifetime.OfCode(entry.Sink, facts)
            ? new CapturedToken(value, symbol, read)
            : null;
    }
}
