using System;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Reads the credentials behind <c>Basic</c>. The user name is as secret as the password.</summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic";
    private const int MaxLength = 4096;

    /// <summary>The user and password that a text encodes, each of which may be empty; null when it has another scheme, or encodes no pair.</summary>
    internal static (string User, string Password)? In(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= Scheme.Length + 1 || trimmed.Length > MaxLength
            || !trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !char.IsWhiteSpace(trimmed[Scheme.Length]))
        {
            return null;
        }

        var start = Scheme.Length;
        while (char.IsWhiteSpace(trimmed[start]))
            start++;

        if (Base64Text.Decode(trimmed, start, trimmed.Length) is not { } pair || !IsPrintable(pair))
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
