using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>The value of a credential header, as far as it tells whether it expires.</summary>
internal readonly struct CredentialValue
{
    internal CredentialValue(string header, TracedValue value)
    {
        Header = header;
        Value = value;
    }

    /// <summary>The metadata key in lower case.</summary>
    internal string Header { get; }

    /// <summary>The expression of the value.</summary>
    internal TracedValue Value { get; }

    /// <summary>
    /// The scheme in front of the token: a known one of any alternative, else an unknown one; none if every alternative begins with the token.
    /// </summary>
    internal AuthorizationValue SchemeIn(CredentialQuery query)
    {
        var found = AuthorizationValue.OfPrefix("");
        foreach (var text in query.Texts.Alternatives(Value))
        {
            var scheme = AuthorizationValue.OfPrefix(text.Prefix);
            if (scheme.Kind == SchemeKind.Known)
                return scheme;

            if (found.Kind == SchemeKind.None)
                found = scheme;
        }

        return found;
    }

    /// <summary>
    /// Whether the value is known to expire: <c>Bearer</c> under <c>authorization</c>, or a value there without a scheme that is named as a token
    /// (<paramref name="name"/>, else the variable that the value is). API keys and other schemes are mostly made once by design.
    /// </summary>
    internal bool Expires(CredentialQuery query, string? name = null)
    {
        if (Header != "authorization")
            return false;

        var scheme = SchemeIn(query);
        return scheme.Kind == SchemeKind.None ? TokenWords.HoldsToken(name ?? NameOf(Value.Operation)) || IsDeclared(query) : scheme.IsBearer;
    }

    /// <summary>Whether a facts file says that the member which gives the value gives a token.</summary>
    private bool IsDeclared(CredentialQuery query)
    {
        if (query.Facts.Declared.TokenNames.Count == 0)
            return false;

        foreach (var origin in query.Origins.Trace(Value))
        {
            ISymbol? giver = (origin.Operation as IInvocationOperation)?.TargetMethod ?? (origin.Operation as IMemberReferenceOperation)?.Member;
            if (query.Facts.GivesToken(giver))
                return true;
        }

        return false;
    }

    private static string NameOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => "",
    };
}
