using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.TokenProviders;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2003: a token provider only ever returns a constant, and no code is seen that sends it (that is 2001).</summary>
internal sealed class StaticTokenProvider : ITokenProviderRule
{
    public void Check(TokenProviderMember member, RuleContext context)
    {
        if (context.IsRelaxed || (context.IsTest && member.IsTestDouble))
            return;

        var query = context.Ask(until: null);
        if (member.TokenIn(query) is not var (secret, _, literal, returned) || !IsOfThisRule(secret, context))
            return;

        var written = literal.Operation.Syntax;
        if (SentLiterals.Under(context.Facts, context.Options).Contains(written))
            return;

        var at = written.SyntaxTree == returned.SyntaxTree ? written : returned;
        if (context.IsFirst(RuleCatalog.StaticTokenProvider, at))
            context.Report(RuleCatalog.StaticTokenProvider, at, new[] { member.NameLocation }, FixHints.Of(null), new object[] { member.Name });
    }

    /// <summary>A known format is reported as 2002, except for Basic credentials and if 2002 is off.</summary>
    private static bool IsOfThisRule(Secret secret, RuleContext context) => secret.Kind switch
    {
        SecretKind.Fixed or SecretKind.Basic => true,
        SecretKind.Jwt or SecretKind.PrivateKey or SecretKind.KnownFormat => !context.Options.KnownFormatsEverywhere,
        _ => false,
    };
}
