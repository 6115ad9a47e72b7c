using System;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>What is known of the scheme in front of a credential.</summary>
internal enum SchemeKind
{
    /// <summary>The value begins with the credential, as far as its text is seen.</summary>
    None,

    /// <summary>The scheme is one of the list.</summary>
    Known,

    /// <summary>There is a scheme, but it is not in the list or cannot be read.</summary>
    Unknown,
}

/// <summary>The value of an authorization header: a scheme and the credential behind it (RFC 9110, section 11.4).</summary>
internal readonly struct AuthorizationValue
{
    /// <summary>The scheme of a token, which expires.</summary>
    internal const string Bearer = "Bearer";

    /// <summary>The scheme of a user and a password.</summary>
    internal const string Basic = "Basic";

    /// <summary>The schemes that gRPC servers and web APIs are seen to expect, in their usual spelling.</summary>
    private static readonly string[] Schemes =
    {
        Bearer, Basic, "Token", "ApiKey", "Api-Key", "DPoP", "Digest", "Negotiate", "Key", "JWT", "OAuth", "SSWS", "GenieKey", "Splunk", "AccessKey",
    };

    private AuthorizationValue(SchemeKind kind, string? scheme, string credential)
    {
        Kind = kind;
        Scheme = scheme;
        Credential = credential;
    }

    /// <summary>Whether there is a scheme, and whether it is known.</summary>
    internal SchemeKind Kind { get; }

    /// <summary>A known scheme in its usual spelling, an unknown one as it is written; null when there is none or it cannot be read.</summary>
    internal string? Scheme { get; }

    /// <summary>The constant text behind the scheme; the whole text when there is no scheme.</summary>
    internal string Credential { get; }

    /// <summary>Whether the scheme is <c>Bearer</c>, whose tokens expire.</summary>
    internal bool IsBearer => Kind == SchemeKind.Known && Scheme == Bearer;

    /// <summary>Whether the scheme is <c>Basic</c>, behind which a user and a password are encoded.</summary>
    internal bool IsBasic => Kind == SchemeKind.Known && Scheme == Basic;

    /// <summary>Splits a constant. Only a scheme of the list counts, because any secret may contain a blank; so the kind is never unknown.</summary>
    internal static AuthorizationValue Of(string text)
    {
        var trimmed = text.Trim();
        foreach (var scheme in Schemes)
        {
            if (IsSame(trimmed, scheme))
                return new AuthorizationValue(SchemeKind.Known, scheme, "");

            if (trimmed.Length > scheme.Length && trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(trimmed[scheme.Length]))
                return new AuthorizationValue(SchemeKind.Known, scheme, trimmed.Substring(scheme.Length).Trim());
        }

        return new AuthorizationValue(SchemeKind.None, null, trimmed);
    }

    /// <summary>
    /// The scheme that the constant text in front of a token gives: one of the list with a blank, or any other single word with a blank, which is an
    /// unknown scheme. None for everything else, such as an empty text.
    /// </summary>
    internal static AuthorizationValue OfPrefix(string prefix)
    {
        var blank = IndexOfBlank(prefix = prefix.TrimStart());
        if (blank <= 0)
            return new AuthorizationValue(SchemeKind.None, null, prefix);

        var word = prefix.Substring(0, blank);
        var rest = prefix.Substring(blank).Trim();
        var given = Given(word);
        return given.Kind == SchemeKind.Known || (rest.Length == 0 && IsToken(word))
            ? new AuthorizationValue(given.Kind, given.Scheme, rest)
            : new AuthorizationValue(SchemeKind.None, null, prefix);
    }

    /// <summary>The scheme that stands beside the credential, as in <c>new AuthenticationHeaderValue(scheme, token)</c>; unknown for null.</summary>
    internal static AuthorizationValue Given(string? scheme)
    {
        scheme = scheme?.Trim();
        foreach (var known in Schemes)
        {
            if (scheme is not null && IsSame(scheme, known))
                return new AuthorizationValue(SchemeKind.Known, known, "");
        }

        return new AuthorizationValue(SchemeKind.Unknown, scheme is { Length: > 0 } ? scheme : null, "");
    }

    /// <summary>
    /// Whether a constant text is a scheme with its blank and nothing else, so that the credential comes next: one of the list, or any other single word.
    /// False for a scheme without a blank.
    /// </summary>
    internal static bool IsPrefix(string text) => OfPrefix(text) is { Kind: not SchemeKind.None, Credential.Length: 0 };

    /// <summary>
    /// Whether a number is the length of a scheme, so that a text that is cut there begins with its credential: that of <c>Bearer</c> or <c>Basic</c>, with a
    /// blank or without. False for the lengths of other schemes, which are cut off by number nowhere, and are those of many masks.
    /// </summary>
    internal static bool IsLengthOfScheme(int length) =>
        length == Bearer.Length || length == Bearer.Length + 1 || length == Basic.Length || length == Basic.Length + 1;

    private static bool IsSame(string text, string scheme) => text.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    private static int IndexOfBlank(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Whether a word can be a scheme: letters, digits and dashes, beginning with a letter.</summary>
    private static bool IsToken(string word)
    {
        foreach (var c in word)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return char.IsLetter(word[0]);
    }
}
