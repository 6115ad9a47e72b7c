using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>Reads the address of a channel or registration.</summary>
internal static class ChannelAddress
{
    /// <summary>
    /// The transport that the address (a string or Uri) means. <see cref="ChannelTransport.Unknown"/> for schemes other than http
    /// and https (<c>dns:</c>, <c>https+http:</c>, <c>static:</c>), for unseen text, and where alternatives differ; but
    /// <see cref="ChannelTransport.Local"/> where one of them is.
    /// </summary>
    internal static ChannelTransport TransportOf(ImmutableArray<TracedText> address)
    {
        ChannelTransport? transport = null;
        foreach (var text in address)
        {
            var next = TransportOf(text.Prefix);
            if (next == ChannelTransport.Local)
                return ChannelTransport.Local;

            transport = transport is null || transport == next ? next : ChannelTransport.Unknown;
        }

        return transport ?? ChannelTransport.Unknown;
    }

    /// <summary>The transport that an address means, by its beginning; Unknown for schemes other than http and https.</summary>
    internal static ChannelTransport TransportOf(string prefix)
    {
        if (prefix.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return ChannelTransport.Tls;

        if (prefix.StartsWith("unix:", StringComparison.OrdinalIgnoreCase)
            || prefix.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase)
            || prefix.StartsWith("net.pipe:", StringComparison.OrdinalIgnoreCase))
            return ChannelTransport.Local;

        if (!prefix.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return ChannelTransport.Unknown;

        return HostName.Of(prefix, isAll: false).IsLoopback ? ChannelTransport.Loopback : ChannelTransport.Plaintext;
    }

    /// <summary>Whether every alternative of an address is http, to this machine or another. False for unseen text, and where none is seen.</summary>
    internal static bool IsHttp(ImmutableArray<TracedText> address)
    {
        foreach (var text in address)
        {
            if (TransportOf(text.Prefix) is not (ChannelTransport.Plaintext or ChannelTransport.Loopback))
                return false;
        }

        return !address.IsEmpty;
    }

    /// <summary>Whether every alternative of an address is this machine, over http or https. False for unseen text.</summary>
    internal static bool IsThisMachine(ImmutableArray<TracedText> address)
    {
        foreach (var text in address)
        {
            if (TransportOf(text.Prefix) is not (ChannelTransport.Tls or ChannelTransport.Loopback) || !HostName.Of(text).IsLoopback)
                return false;
        }

        return !address.IsEmpty;
    }
}
