using System;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>The value of a credential header, as far as it tells whether it expires.</summary>
internal readonly struct CredentialValue
{
    private static readonly string[] Schemes = { "Bearer", "Basic", "DPoP", "Token", "ApiKey", "Api-Key", "Key" };

    private static readonly string[] TokenNames = { "accesstoken", "idtoken", "bearertoken", "jwt", "oauthtoken", "authtoken", "token" };

    internal CredentialValue(string header, TracedValue value)
    {
        Header = header;
        Value = value;
    }

    /// <summary>The metadata key in lower case.</summary>
    internal string Header { get; }

    /// <summary>The expression of the value.</summary>
    internal TracedValue Value { get; }

    /// <summary>The scheme in front of the token, spelt as gRPC servers expect it; null when there is none or it is not known.</summary>
    internal string? SchemeIn(CredentialQuery query)
    {
        foreach (var text in query.Texts.Alternatives(Value))
        {
            var prefix = text.Prefix.TrimStart();
            foreach (var scheme in Schemes)
            {
                if (prefix.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase))
                    return scheme;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the value is known to expire: <c>Bearer</c> under <c>authorization</c>, or a value there that is named as a token
    /// (<paramref name="name"/>, else the variable that the value is). API keys and other schemes are mostly made once by design.
    /// </summary>
    internal bool Expires(CredentialQuery query, string? name = null) =>
        Header == "authorization" && (SchemeIn(query) is { } scheme ? scheme == "Bearer" : IsTokenName(name ?? NameOf(Value.Operation)));

    private static string NameOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => "",
    };

    /// <summary>Whether a variable of this name holds an access token, by the end of the name.</summary>
    internal static bool IsTokenName(string name)
    {
        name = name.TrimStart('_').ToLowerInvariant();
        foreach (var token in TokenNames)
        {
            if (name.EndsWith(token, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
