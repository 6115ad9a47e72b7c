using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>The host of an address, and what its name tells about where it is.</summary>
internal readonly struct HostName
{
    private static readonly string[] PrivateEndings = { ".svc", ".local", ".internal", ".localdomain", ".lan", ".home.arpa" };

    private HostName(string name, bool isWhole)
    {
        Name = name;
        IsWhole = isWhole;
    }

    /// <summary>The host, or how it begins: without user, port and brackets.</summary>
    internal string Name { get; }

    /// <summary>Whether nothing that is known at run time only can belong to the host.</summary>
    internal bool IsWhole { get; }

    /// <summary>The host of the part of an address that is known.</summary>
    internal static HostName Of(TracedText address) => Of(address.Prefix, address.Constant is not null);

    /// <summary>The first host of a channel without TLS, for messages.</summary>
    internal static HostName Of(ChannelSite channel) =>
        Of(AddressOf(channel, channel.Address[0]) ?? channel.Address[0].Prefix, channel.Address[0].Constant is not null);

    /// <summary>The host of an address, of which the beginning is known or all of it.</summary>
    internal static HostName Of(string address, bool isAll)
    {
        var host = HostText.Of(address);
        return new HostName(host.Host.TrimEnd('.'), isAll || host.IsEnded);
    }

    /// <summary>Whether the host is this machine: <c>localhost</c>, a loopback address in any spelling, or the address of all interfaces.</summary>
    internal bool IsLoopback =>
        Name is "*" or "+"
        || Name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IsNumberOf127
        || (AddressOf(Name) is { } address && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>Whether the host is, or begins as, a number of the range 127: not a name such as <c>127.example.com</c>.</summary>
    private bool IsNumberOf127
    {
        get
        {
            foreach (var c in Name)
            {
                if (c is not ('.' or (>= '0' and <= '9')))
                    return false;
            }

            return Name.StartsWith("127.", StringComparison.Ordinal);
        }
    }

    /// <summary>Where the host is. Unknown for a host of which a part is known at run time only.</summary>
    internal HostReach ReachUnder(GrpcAuthOptions options)
    {
        if (IsLoopback)
            return HostReach.Loopback;

        if (!IsWhole || !IsName)
            return HostReach.Unknown;

        foreach (var pattern in options.PlaintextHosts)
        {
            if (Wildcard.Matches(pattern, Name))
                return HostReach.Accepted;
        }

        return IsPrivate ? HostReach.Private : HostReach.Public;
    }

    /// <summary>
    /// Where the hosts are that a channel without TLS may have: those of an http address, or of the target of an Insecure channel of Grpc.Core. Unknown where
    /// two differ, and for other schemes.
    /// </summary>
    internal static HostReach ReachOf(ChannelSite channel, GrpcAuthOptions options)
    {
        if (channel is { Kind: ChannelSiteKind.LegacyChannel, Transport: not ChannelTransport.Plaintext })
            return HostReach.Unknown;

        HostReach? reach = null;
        foreach (var text in channel.Address)
        {
            if (AddressOf(channel, text) is not { } address)
                return HostReach.Unknown;

            var next = Of(address, text.Constant is not null).ReachUnder(options);
            if (reach is not null && reach != next)
                return HostReach.Unknown;

            reach = next;
        }

        return reach ?? HostReach.Unknown;
    }

    /// <summary>
    /// The beginning of the http address of a channel, as far as it is known; null for other schemes. A target of Grpc.Core has no scheme, or one of a resolver
    /// in front of the host (<c>dns:///host:port</c>).
    /// </summary>
    private static string? AddressOf(ChannelSite channel, TracedText text)
    {
        var prefix = text.Prefix;
        if (channel.Kind != ChannelSiteKind.LegacyChannel)
            return prefix.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? prefix : null;

        if (prefix.StartsWith("dns:///", StringComparison.OrdinalIgnoreCase))
            prefix = prefix.Substring("dns:///".Length);
        else if (prefix.StartsWith("dns:", StringComparison.OrdinalIgnoreCase))
            prefix = prefix.Substring("dns:".Length);

        return prefix.Length == 0 || prefix.IndexOf('/') >= 0 || prefix.StartsWith("unix", StringComparison.OrdinalIgnoreCase) ? null : "http://" + prefix;
    }

    /// <summary>Whether the text can be a host: a placeholder such as <c>{host}</c> is none.</summary>
    private bool IsName
    {
        get
        {
            foreach (var c in Name)
            {
                if (!char.IsLetterOrDigit(c) && c is not ('-' or '.' or '_' or ':' or '%'))
                    return false;
            }

            return Name.Length > 0;
        }
    }

    private bool IsPrivate
    {
        get
        {
            if (AddressOf(Name) is { } address)
                return IsPrivateAddress(address);

            if (Name.IndexOf('.') < 0 || Name.IndexOf(".svc.", StringComparison.OrdinalIgnoreCase) >= 0)
                return true;

            foreach (var ending in PrivateEndings)
            {
                if (Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The ranges of RFC 1918, 3927, 4193, 4291 and 6598.</summary>
    private static bool IsPrivateAddress(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 10
                || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
                || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 169 && bytes[1] == 254)
                || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127)
            : (bytes[0] & 0xFE) == 0xFC || (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80);
    }

    /// <summary>The address that a text is, also in the numeric spellings that clients accept (<c>2130706433</c>, <c>127.1</c>); null for a name.</summary>
    private static IPAddress? AddressOf(string host)
    {
        if (host.Length == 0 || (!IsHexOrDigit(host[0]) && host[0] != ':'))
            return null;

        if (!IPAddress.TryParse(host, out var address))
            return null;

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static bool IsHexOrDigit(char c) => int.TryParse(c.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
