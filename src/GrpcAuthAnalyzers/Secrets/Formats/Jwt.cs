using System;
using System.Globalization;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>
/// The public part of a JSON Web Token in a text. The subject, the audience and everything else in it are not kept, so that
/// they cannot get into a message.
/// </summary>
internal sealed class Jwt
{
    /// <summary>Longer parts are not decoded.</summary>
    private const int MaxPart = 8192;

    /// <summary>A shorter signature is a placeholder.</summary>
    private const int MinSignature = 20;

    /// <summary>The start of the signature of the sample token of jwt.io.</summary>
    private const string SignatureOfSample = "SflKxwRJSMeKKF2Q";

    private const int MaxShown = 64;

    private Jwt(string algorithm, string? issuer, string? expiry, bool hasExpiry)
    {
        IsUnsigned = algorithm.Equals("none", StringComparison.OrdinalIgnoreCase);
        Algorithm = IsName(algorithm, "-") ? algorithm : null;
        IssuerHost = issuer is null ? null : HostOf(issuer);
        Expiry = expiry is null ? null : DateOf(expiry);
        HasExpiry = hasExpiry;
    }

    /// <summary>The algorithm, such as <c>HS256</c>; null if it is not a name.</summary>
    internal string? Algorithm { get; }

    internal bool IsUnsigned { get; }

    /// <summary>The host of the issuer; null without an issuer, or if it is not an address.</summary>
    internal string? IssuerHost { get; }

    /// <summary>When it expires (UTC); null if it does not, or if the date is out of range.</summary>
    internal DateTime? Expiry { get; }

    /// <summary>Whether it has an expiry claim.</summary>
    internal bool HasExpiry { get; }

    /// <summary>
    /// The first token in a text, also behind a scheme: three parts, of which the first two decode to JSON objects, the first with
    /// <c>alg</c>. Null if no token is found, or if it is cut off.
    /// </summary>
    internal static Jwt? In(string text)
    {
        for (var at = text.IndexOf('e'); at >= 0; at = at < text.Length ? text.IndexOf('e', at) : -1)
        {
            // An object begins with a brace, and behind that a quote or white space.
            var canBegin = at + 1 < text.Length && text[at + 1] is 'y' or 'w' && (at == 0 || !Alphabet.DottedUrlSafe.Holds(text[at - 1]));
            var length = canBegin ? Alphabet.UrlSafe.Count(text, at, int.MaxValue) : 1;
            if (canBegin && At(text, at, length) is { } token)
                return token;

            at += length;
        }

        return null;
    }

    /// <summary>The token whose first part begins at a place and has that length, or null.</summary>
    private static Jwt? At(string text, int at, int length)
    {
        var header = at + length;
        if (length > MaxPart || !Dot(text, header, out var payloadStart))
            return null;

        var payload = payloadStart + Alphabet.UrlSafe.Count(text, payloadStart, MaxPart + 1);
        if (payload - payloadStart > MaxPart || !Dot(text, payload, out var signatureStart))
            return null;

        var signature = signatureStart + Alphabet.UrlSafe.Count(text, signatureStart, MaxPart + 1);
        if (signature - signatureStart > MaxPart || IsCutOff(text, signature) || ReadFrom(text, at, header, payloadStart, payload) is not { } token)
            return null;

        return IsSignature(text, signatureStart, signature, token.IsUnsigned) ? token : null;
    }

    /// <summary>Whether a dot follows, behind padding if any.</summary>
    private static bool Dot(string text, int at, out int behind)
    {
        for (var padding = 0; padding < 2 && at < text.Length && text[at] == '='; padding++)
            at++;

        behind = at + 1;
        return at < text.Length && text[at] == '.';
    }

    private static bool IsCutOff(string text, int end) =>
        end < text.Length && (text[end] == '\u2026' || (text[end] == '.' && end + 1 < text.Length && text[end + 1] == '.'));

    private static bool IsSignature(string text, int start, int end, bool isUnsigned)
    {
        if (isUnsigned)
            return true;

        return end - start >= MinSignature
            && !FilledTemplate.IsFilled(text, start, end)
            && string.CompareOrdinal(text, start, SignatureOfSample, 0, SignatureOfSample.Length) != 0;
    }

    private static Jwt? ReadFrom(string text, int headerStart, int headerEnd, int payloadStart, int payloadEnd)
    {
        string? algorithm = null, type = null, issuer = null, expiry = null;
        var hasExpiry = false;
        if (Base64Text.Decode(text, headerStart, headerEnd) is not { } header
            || !JsonMembers.Visit(header, (name, value, isString) =>
            {
                algorithm = name == "alg" && isString ? value : algorithm;
                type = name == "typ" && isString ? value : type;
            })
            || algorithm is null
            || IsNoCredential(type)
            || Base64Text.Decode(text, payloadStart, payloadEnd) is not { } payload
            || !JsonMembers.Visit(payload, (name, value, isString) =>
            {
                issuer = name == "iss" && isString ? value : issuer;
                hasExpiry |= name == "exp";
                expiry = name == "exp" && !isString ? value : expiry;
            }))
        {
            return null;
        }

        return new Jwt(algorithm, issuer, expiry, hasExpiry);
    }

    /// <summary>Whether the type of a token means a proof that authenticates nobody: a licence.</summary>
    private static bool IsNoCredential(string? type) => type is not null && type.IndexOf("licen", StringComparison.OrdinalIgnoreCase) >= 0;

    private static DateTime? DateOf(string seconds)
    {
        const double LastSecond = 253402300799;
        var isNumber = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= LastSecond;
        return isNumber ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(Math.Floor(value)) : null;
    }

    /// <summary>The host of an address, without user and port; a bare host unchanged.</summary>
    private static string? HostOf(string issuer)
    {
        if (issuer.IndexOf("://", StringComparison.Ordinal) < 0 && (issuer.IndexOfAny(new[] { '/', '?', '#', '@', '\\' }) >= 0 || issuer.IndexOf('.') < 0))
            return null;

        var host = HostText.Of(issuer).Host;
        return IsName(host, "-.") ? host : null;
    }

    /// <summary>Whether a text is short and has nothing but letters, digits and a few signs, so that it may be shown.</summary>
    private static bool IsName(string text, string signs)
    {
        foreach (var c in text)
        {
            if (!Alphabet.Base62.Holds(c) && signs.IndexOf(c) < 0)
                return false;
        }

        return text.Length is > 0 and <= MaxShown;
    }
}
