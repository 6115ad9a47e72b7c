using System;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets;

/// <summary>Distinguishes a fixed credential from text that authenticates nobody: a scheme alone, or a placeholder.</summary>
internal static class SecretText
{
    /// <summary>
    /// What a constant is that is sent under a credential header, or set under the name of a secret. Weak words such as <c>test</c> or
    /// <c>secret</c> are fixed credentials there.
    /// </summary>
    internal static Secret AtCredential(string text, GrpcAuthOptions options)
    {
        if (Anywhere(text, options) is { Kind: not SecretKind.Nothing } known)
            return known;

        if (BasicCredentials.In(text) is { } basic)
            return OfPair(basic.User, basic.Password, options);

        var secret = AuthorizationValue.Of(text).Credential;
        return secret.Length == 0 || Placeholder.IsMask(secret) || secret.Equals("anonymous", StringComparison.OrdinalIgnoreCase)
            ? Secret.Nothing
            : new Secret(Placeholder.Is(secret, options) ? SecretKind.Placeholder : SecretKind.Fixed, "credential");
    }

    /// <summary>Whether the name of a header or setting must not be shown in a message, because it is or holds a secret.</summary>
    internal static bool IsInName(string name) => HoldsKnownForm(name) || RandomText.IsIn(name);

    /// <summary>
    /// Whether a token of a known format is in a name, also where characters of the name touch it, or where it has lost its case: in the key of metadata or
    /// the name of an environment variable.
    /// </summary>
    internal static bool HoldsKnownForm(string name)
    {
        if (KnownFormats.NameIn(name, isGlued: true) is not null || PrivateKeyText.IsIn(name) || Jwt.In(name) is not null)
            return true;

        // A form that has both cases is not known again in one; a name in one case that looks random is hidden, too.
        var (lower, upper) = (name.ToLowerInvariant(), name.ToUpperInvariant());
        return (lower == name || upper == name)
            && (RandomText.IsIn(name) || KnownFormats.NameIn(upper, isGlued: true) is not null || KnownFormats.NameIn(lower, isGlued: true) is not null);
    }

    /// <summary>Some servers take a token for the user, and no password.</summary>
    private static Secret OfPair(string user, string password, GrpcAuthOptions options)
    {
        if (password.Length == 0)
            return AtCredential(user, options);

        return Placeholder.IsPair(user, password, options)
            ? new Secret(SecretKind.Placeholder, "credential")
            : new Secret(SecretKind.Basic, "pair of Basic credentials");
    }

    /// <summary>What a constant in any place is: a token or key of a known format, a JSON Web Token, or nothing by its format.</summary>
    internal static Secret Anywhere(string text, GrpcAuthOptions options)
    {
        if (KnownFormats.NameIn(text) is { } name)
            return new Secret(SecretKind.KnownFormat, name);

        if (PrivateKeyText.IsIn(text))
            return new Secret(SecretKind.PrivateKey, "private key");

        return Jwt.In(text) is { } token ? new Secret(SecretKind.Jwt, "JSON Web Token", JwtDescription.Of(token, options)) : Secret.Nothing;
    }
}
