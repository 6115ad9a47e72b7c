using System;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>The text of a <c>cookie</c> header: pairs of names and values, of which some are sessions.</summary>
internal static class CookieText
{
    private static readonly string[] Sessions = { "session", "sid", "auth", "token", ".aspnetcore", "jwt" };

    /// <summary>The value of the first cookie whose name is that of a session or token, or null.</summary>
    internal static string? SessionIn(string cookies)
    {
        foreach (var pair in cookies.Split(';'))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0 && IsSession(pair.Substring(0, equals)))
                return pair.Substring(equals + 1);
        }

        return null;
    }

    private static bool IsSession(string name)
    {
        foreach (var word in Sessions)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0
                && name.IndexOf("csrf", StringComparison.OrdinalIgnoreCase) < 0
                && name.IndexOf("xsrf", StringComparison.OrdinalIgnoreCase) < 0)
                return true;
        }

        return false;
    }
}
