using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Reads the credentials behind <c>Basic</c>. The user name is as secret as the password.</summary>
internal static class BasicCredentials
{
    private const int MaxLength = 4096;

    /// <summary>The user and password that a text encodes, each of which may be empty; null when it has another scheme, or encodes no pair.</summary>
    internal static (string User, string Password)? In(string text)
    {
        if (AuthorizationValue.Of(text) is not { IsBasic: true, Credential: { Length: > 0 and <= MaxLength } encoded }
            || Base64Text.Decode(encoded, 0, encoded.Length) is not { } pair
            || !IsPrintable(pair))
            return null;

        var colon = pair.IndexOf(':');
        return colon < 0 ? null : (pair.Substring(0, colon), pair.Substring(colon + 1));
    }

    private static bool IsPrintable(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || c == '\ufffd')
                return false;
        }

        return true;
    }
}
