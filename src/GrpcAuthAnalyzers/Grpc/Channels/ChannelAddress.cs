using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>What is known of how a channel reaches its server.</summary>
internal enum Transport
{
    /// <summary>The address comes from configuration or another place that cannot be seen, or may be of several kinds.</summary>
    Unknown,

    /// <summary>https: call credentials are sent.</summary>
    Tls,

    /// <summary>http to another machine: call credentials are dropped without an error.</summary>
    Plaintext,

    /// <summary>http to this machine.</summary>
    Loopback,

    /// <summary>A unix domain socket or named pipe: nobody else listens.</summary>
    Local,
}

/// <summary>Reads the address of a channel or registration.</summary>
internal static class ChannelAddress
{
    /// <summary>
    /// The transport that the address (a string or Uri) means. <see cref="Transport.Unknown"/> for schemes other than http
    /// and https (<c>dns:</c>, <c>https+http:</c>, <c>static:</c>), for unseen text, and where alternatives differ; but
    /// <see cref="Transport.Local"/> where one of them is.
    /// </summary>
    internal static Transport TransportOf(ImmutableArray<TracedText> address)
    {
        Transport? transport = null;
        foreach (var text in address)
        {
            var next = TransportOf(text.Prefix);
            if (next == Transport.Local)
                return Transport.Local;

            transport = transport is null || transport == next ? next : Transport.Unknown;
        }

        return transport ?? Transport.Unknown;
    }

    private static Transport TransportOf(string prefix)
    {
        if (prefix.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Transport.Tls;

        if (prefix.StartsWith("unix:", StringComparison.OrdinalIgnoreCase)
            || prefix.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase)
            || prefix.StartsWith("net.pipe:", StringComparison.OrdinalIgnoreCase))
            return Transport.Local;

        if (!prefix.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return Transport.Unknown;

        return IsLoopback(HostOf(prefix)) ? Transport.Loopback : Transport.Plaintext;
    }

    private static string HostOf(string address)
    {
        var start = "http://".Length;
        if (address.Length > start && address[start] == '[')
        {
            var close = address.IndexOf(']', start);
            return close < 0 ? address.Substring(start) : address.Substring(start, close - start + 1);
        }

        var end = address.IndexOfAny(new[] { ':', '/', '?' }, start);
        return end < 0 ? address.Substring(start) : address.Substring(start, end - start);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("127.", StringComparison.Ordinal)
        || host == "[::1]";
}
