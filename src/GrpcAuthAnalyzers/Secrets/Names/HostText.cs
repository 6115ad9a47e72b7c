using System;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>The host of an address as it is written: without scheme, user, port and brackets.</summary>
internal readonly struct HostText
{
    private static readonly char[] Ends = { '/', '?', '#', '\\' };

    private HostText(string host, bool isEnded)
    {
        Host = host;
        IsEnded = isEnded;
    }

    /// <summary>The host; of an address that is cut off, how it begins.</summary>
    internal string Host { get; }

    /// <summary>Whether something follows that ends a host, so that more text would not belong to it.</summary>
    internal bool IsEnded { get; }

    /// <summary>The host of an address, or of the beginning of one; a text without a scheme begins with the host.</summary>
    internal static HostText Of(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + "://".Length;
        var end = address.IndexOfAny(Ends, start);
        var authority = address.Substring(start, (end < 0 ? address.Length : end) - start);
        authority = authority.Substring(authority.LastIndexOf('@') + 1);
        if (authority.StartsWith("[", StringComparison.Ordinal))
        {
            var close = authority.IndexOf(']');
            return close < 0 ? new HostText(authority.Substring(1), false) : new HostText(authority.Substring(1, close - 1), true);
        }

        var colon = authority.IndexOf(':');
        return colon < 0 ? new HostText(authority, end >= 0) : new HostText(authority.Substring(0, colon), true);
    }
}
